"""Facts of the history, by the git command line only."""
