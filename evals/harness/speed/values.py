"""What a row of the table shows of a round: each value names the commands that it needs."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One sum of commands by another; `less` is taken off the first."""

    of: tuple
    by: tuple
    less: tuple = ()
    what: str = "cpu"
    unit = ""

    @property
    def needs(self):
        return self.of + self.by + self.less

    def __call__(self, usages):
        return (total(usages, self.of, self.what) - total(usages, self.less, self.what)) / total(usages, self.by, self.what)


@dataclass(frozen=True)
class Extra:
    """CPU milliseconds that one command takes more than another, for each of `per`."""

    of: tuple
    less: tuple
    per: int = 1
    unit = " ms"

    @property
    def needs(self):
        return self.of + self.less

    def __call__(self, usages):
        return (total(usages, self.of, "cpu") - total(usages, self.less, "cpu")) * 1000 / self.per


@dataclass(frozen=True)
class Peak:
    """Peak memory in MB of a million bytes."""

    of: str
    unit = " MB"

    @property
    def needs(self):
        return (self.of,)

    def __call__(self, usages):
        return usages[self.of].memory / 1e6


@dataclass(frozen=True)
class Evenness:
    """Greatest by least CPU seconds for each byte; `sizes` maps commands to bytes."""

    sizes: tuple
    unit = ""

    @property
    def needs(self):
        return tuple(name for name, _ in self.sizes)

    def __call__(self, usages):
        costs = [usages[name].cpu / size for name, size in self.sizes]
        return max(costs) / min(costs)


def total(usages, names, what):
    return sum(getattr(usages[name], what) for name in names)


@dataclass(frozen=True)
class Row:
    """A goal: what, on which repository, the value, and its limit, which is a floor where `at_least` says so."""

    goal: str
    on: str
    value: object
    limit: float = None
    at_least: bool = False

    def verdict(self, measured):
        if self.limit is None:
            return ""
        met = measured >= self.limit if self.at_least else measured <= self.limit
        return "met" if met else "missed"
