"""Commands in turn, round after round, so that what else the machine does meets all of them alike."""
import statistics
import sys
from dataclasses import dataclass, field

from .usage import Failed, sample


@dataclass
class Experiment:
    """Commands that are measured beside each other."""

    name: str
    commands: list
    # Commands that cannot be run, with the reason.
    missing: dict = field(default_factory=dict)
    # Fewer than the user asks for: for what takes minutes and hardly varies.
    most: int = 0


def measure(experiment, count):
    """A dictionary of usages for each round; a command that fails once is missing from then on."""
    rounds, commands = [], list(experiment.commands)
    # One round alone is a look at how things stand, and is not warmed up.
    for at in range(-1 if count > 1 else 0, min(count, experiment.most or count)):
        usages = {}
        for command in turned(commands, at):
            told(experiment.name, command.name, at)
            try:
                usages[command.name] = sample(command)
            except Failed as failure:
                experiment.missing[command.name] = str(failure)
                commands.remove(command)
        # The first round warms the system's cache of files and counts nowhere.
        if at >= 0:
            rounds.append(usages)
    return [{name: usage for name, usage in one.items() if name not in experiment.missing} for one in rounds]


def turned(commands, at):
    """Another one begins each time, and every second round runs backwards."""
    start = at % len(commands) if commands else 0
    order = commands[start:] + commands[:start]
    return order if at % 2 == 0 else order[::-1]


def told(experiment, command, at):
    print(f"{experiment}: {'warming' if at < 0 else f'round {at + 1}'}: {command}", file=sys.stderr, flush=True)


def middle(values):
    """Median, least and greatest."""
    return statistics.median(values), min(values), max(values)
