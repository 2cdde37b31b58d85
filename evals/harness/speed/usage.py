"""What one run of a command costs: CPU seconds of all its processes, wall seconds, peak memory."""
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

# Git as nobody has configured it, and nobody's colours or pagers.
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


class Failed(Exception):
    """A command that did not do what it is measured for; the text says which and why."""


@dataclass
class Command:
    """Something to measure; `before` runs ahead of every run and is not counted, nor is `after`."""

    name: str
    words: list
    folder: Path
    environment: dict = field(default_factory=dict)
    before: Callable = None
    after: Callable = None
    # Runs in a sample, of which the mean is taken: for what takes milliseconds.
    times: int = 1
    # A program that says by 1 that it found something.
    accepts: tuple = (0,)


@dataclass(frozen=True)
class Usage:
    """Seconds, and bytes of the largest process."""

    cpu: float
    wall: float
    memory: int


def sample(command):
    """One measure of a command."""
    runs = [once(command) for _ in range(command.times)]
    mean = lambda values: sum(values) / len(runs)  # noqa: E731
    return Usage(mean([run.cpu for run in runs]), mean([run.wall for run in runs]), max(run.memory for run in runs))


def once(command):
    if command.before:
        command.before()
    try:
        return run(command)
    finally:
        if command.after:
            command.after()


def run(command):
    """`wait4` counts the process and those that it waited for."""
    launcher = [sys.executable, "-S", "-E", str(Path(__file__).with_name("launch.py"))]
    done = subprocess.run(
        [*launcher, *map(str, command.words)],
        cwd=command.folder,
        env=os.environ | ENVIRONMENT | command.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    said = done.stderr[-400:].decode(errors="replace").strip() or "it said nothing"
    if done.returncode:
        raise Failed(f"`{command.name}` cannot be started: {said}")
    code, cpu, wall, memory = done.stdout.split()
    if int(code) not in command.accepts:
        raise Failed(f"`{command.name}` ended with {int(code)}: {said}")
    return Usage(float(cpu), float(wall), int(memory) * 1024)
