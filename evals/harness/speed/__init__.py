"""How fast and how large groundplan is beside what it is held against; `evals/speed`."""
