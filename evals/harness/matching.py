"""Precision, recall and F1 of one kind of fact.

What is compared are keys: tuples of values that a map reads out of the truth and out of the analysis.
Attributes are compared on the pairs whose keys agree; absent is the same as false, zero and empty.
"""
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .query import read, select, walk


def score_map(truth, analysis, spec, kinds=None):
    """Scores of all kinds of a map for which the truth has something to say."""
    wanted = {kind: rule for kind, rule in spec["kinds"].items() if not kinds or kind in kinds}
    return [score(kind, rule, truth, analysis) for kind, rule in wanted.items() if applies(rule, truth)]


@dataclass
class Score:
    """What one kind scores."""

    kind: str
    truth: int = 0
    matched: int = 0
    unjudged: int = 0
    misses: list = field(default_factory=list)
    extras: list = field(default_factory=list)
    attributes: dict = field(default_factory=dict)

    @property
    def found(self):
        return self.matched + len(self.extras)

    @property
    def precision(self):
        """Share of what was found that is true; of nothing found where something is true it is 0."""
        if not self.found:
            return 1.0 if not self.truth else 0.0
        return self.matched / self.found

    @property
    def recall(self):
        return self.matched / self.truth if self.truth else 1.0

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def empty(self):
        """Neither the truth nor the analysis has any."""
        return not self.truth and not self.found


@dataclass
class Attribute:
    """How often an attribute agrees on the pairs that match."""

    right: int = 0
    wrong: list = field(default_factory=list)

    @property
    def share(self):
        total = self.right + len(self.wrong)
        return self.right / total if total else 1.0


def applies(rule, truth):
    """Whether the truth document has the list that the kind is read from."""
    first = rule["truth"][0] if isinstance(rule["truth"], list) else rule["truth"]
    return any(True for _ in select(truth, rule["truth"])) or bool(walk(truth, first["path"].split("[")[0]))


def score(kind, rule, truth, analysis):
    true, found = items_by_key(truth, rule["truth"]), items_by_key(analysis, rule["analysis"])
    result = Score(kind)
    expected = repeated(true) if rule.get("multiset") else list(true)
    offered = repeated(found) if rule.get("multiset") else list(found)
    offered = judged(offered, universe(rule, truth), result)
    pairs, result.misses, extras = match(expected, offered, rule)
    result.extras = judged(extras, extras_to_judge(rule, truth, extras), result)
    result.truth, result.matched = len(expected), len(pairs)
    result.misses.sort(key=str)
    result.extras.sort(key=str)
    result.attributes = {
        name: compare(pairs, true, found, expressions) for name, expressions in rule.get("attrs", {}).items()
    }
    return result


def items_by_key(document, selections):
    """The items of each key: usually one, more where a fact is told twice."""
    items = defaultdict(list)
    for key, item in select(document, selections):
        items[key].append(item)
    return items


def repeated(items):
    return [key for key, same in items.items() for _ in same]


def judged(keys, allowed, result):
    """The keys that may be judged; the rest is counted."""
    kept = [key for key in keys if allowed(key)]
    result.unjudged += len(keys) - len(kept)
    return kept


def universe(rule, truth):
    """Facts of files that the truth says nothing about are neither right nor wrong."""
    if "universe" not in rule:
        return lambda key: True
    files = {key[0] for key, _ in select(truth, rule["universe"])}
    return lambda key: key[0] in files


def extras_to_judge(rule, truth, extras):
    """`optional` facts may be left out or told; `judge` names what both ends of a wrong pair must be."""
    if rule.get("extras") == "unjudged":
        return lambda key: False
    optional = {key for key, _ in select(truth, rule["optional"])} if extras and "optional" in rule else set()
    sides = [(parts, {item.value for item in walk(truth, path)}) for parts, path in rule.get("judge", {}).get("all", [])]
    return lambda key: key not in optional and all(":".join(str(key[part]) for part in parts) in known for parts, known in sides)


def match(expected, offered, rule):
    """Pairs of equal keys, then of keys that differ only in the line and by no more than the tolerance."""
    stock = Counter(offered)
    pairs, misses = [], []
    for key in expected:
        if stock[key]:
            stock[key] -= 1
            pairs.append((key, key))
        else:
            misses.append(key)
    extras = list(stock.elements())
    if not rule.get("tolerance"):
        return pairs, misses, extras
    near, misses, extras = nearest(misses, extras, rule["tolerance"], rule["line_part"])
    return pairs + near, misses, extras


def nearest(misses, extras, tolerance, part):
    pool = defaultdict(list)
    for key in extras:
        pool[key[:part] + key[part + 1 :]].append(key)
    pairs, left = [], []
    for key in sorted(misses, key=str):
        same = pool[key[:part] + key[part + 1 :]]
        close = [other for other in same if abs(other[part] - key[part]) <= tolerance]
        if close:
            best = min(close, key=lambda other: abs(other[part] - key[part]))
            same.remove(best)
            pairs.append((key, best))
        else:
            left.append(key)
    return pairs, left, [key for keys in pool.values() for key in keys]


def compare(pairs, true, found, expressions):
    """An attribute agrees when one of the analysis's items of the key has the truth's value."""
    result = Attribute()
    for key, other in pairs:
        expected = [read(item, expressions[0]) or None for item in true[key]]
        offered = [read(item, expressions[1]) or None for item in found[other]]
        if any(value in offered for value in expected):
            result.right += 1
        else:
            result.wrong.append((key, expected[0], offered[0]))
    return result
