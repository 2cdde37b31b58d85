"""What rustc itself calls a test: the list that the built test programs print.

This compiles the repository, so it is asked for (`--cargo-list`). A test in the list has the name of its
target and its module path; a line it has not, so it is compared by target and by the last part of its name.
"""
import json
import re
import subprocess
from collections import Counter
from pathlib import Path

from .tools import Missing, last_line

LISTED = re.compile(r"(.+): (test|bench(?:mark)?)$")


def truth(repository):
    """`tests`: target, path and name of each test of the default features; `targets` that were built."""
    executables = build(repository)
    if not executables:
        raise Missing("`cargo test --no-run` built no test program")
    tests = [test for executable in executables for test in listed(executable)]
    names = Counter(test["name"] for test in tests)
    return {"tool": "cargo-list 1", "targets": [target["target"] for target in executables], "tests": tests, "names": names}


def build(repository):
    command = ["cargo", "test", "--no-run", "--workspace", "--ignore-rust-version", "--message-format=json", "--quiet", "--target-dir", repository.folder / "cargo"]
    done = subprocess.run([str(word) for word in command], cwd=repository.path, capture_output=True, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    built = [message for message in messages if message.get("reason") == "compiler-artifact" and message.get("executable") and message["profile"]["test"]]
    if done.returncode and not built:
        raise Missing(f"`cargo test --no-run` failed: {last_line(done.stderr)}")
    # Cargo names them as they are built, which is another order on every machine.
    return sorted((executable(repository, message) for message in built), key=lambda made: (made["target"], made["src"]))


def executable(repository, message):
    target = message["target"]
    source = Path(target["src_path"])
    root = Path(repository.path).resolve()
    return {
        "program": message["executable"],
        "folder": str(Path(message["manifest_path"]).parent),
        "target": f"{target['kind'][0]}:{target['name']}",
        "src": str(source.relative_to(root)) if source.is_relative_to(root) else target["src_path"],
    }


def listed(executable):
    """The program only prints its list: no test runs."""
    done = subprocess.run([executable["program"], "--list"], cwd=executable["folder"], capture_output=True, text=True)
    for line in done.stdout.splitlines():
        parts = LISTED.match(line)
        if parts:
            path = parts[1]
            yield {"target": executable["target"], "src": executable["src"], "path": path, "name": path.rsplit("::", 1)[-1], "kind": parts[2]}
