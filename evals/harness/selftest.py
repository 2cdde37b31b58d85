"""The command `evals/selftest`: the harness held against itself.

A perfect analysis of every committed truth must score 1 in every kind and attribute; a damaged one must score
what the damage makes of it; and the small parts are shown by examples.
"""
import argparse
import copy
from collections import Counter

from . import perfect
from .matching import score, score_map
from .query import Item, load, read, shape, walk
from .speed.examples import examples as speed_examples
from .sql.statements import at_semicolons, statements
from .tools import EVALS

LISTS = {"go": ("functions", "imports", "tests"), "rust": ("functions", "tests"), "routes": ("routes",)}


def main(arguments=None):
    argparse.ArgumentParser(prog="evals/selftest", description=__doc__.splitlines()[0]).parse_args(arguments)
    failures, kinds = [], Counter()
    for file in sorted((EVALS / "truth").glob("*/*.json")):
        area, truth = file.parent.name, load(file)
        spec = load(EVALS / "maps" / f"{area}.json")
        ideal = perfect.analysis(area, truth)
        scores = score_map(truth, ideal, spec)
        kinds.update(entry.kind for entry in scores if not entry.empty)
        failures += [f"{area}/{file.stem}: a perfect analysis is not: {text}" for text in imperfections(scores)]
        failures += [f"{area}/{file.stem}: {text}" for text in damage(area, truth, ideal, spec)]
    failures += [f"no truth shows the kind {kind}" for kind in sorted(kinds_of_maps() - set(kinds) - {"route.documented"})]
    failures += [*examples(), *(f"speed: {text}" for text in speed_examples())]
    print(f"{len(kinds)} kinds checked, {len(failures)} failures")
    for failure in failures:
        print(f"    {failure}")
    return 1 if failures else 0


def imperfections(scores):
    for entry in scores:
        if entry.misses or entry.extras:
            yield f"{entry.kind}: missed {entry.misses[:2]}, extra {entry.extras[:2]}"
        for name, attribute in entry.attributes.items():
            if attribute.wrong:
                yield f"{entry.kind}: `{name}` wrong: {attribute.wrong[:2]}"


def damage(area, truth, ideal, spec):
    """Every fourth fact is left out and every fourth moved by a line: recall and precision must show both."""
    for name in LISTS.get(area, ()):
        broken = copy.deepcopy(ideal)
        broken[name] = [moved(item, at) for at, item in enumerate(broken[name]) if at % 4 != 3]
        whole = {entry.kind: entry for entry in score_map(truth, ideal, spec)}
        for entry in score_map(truth, broken, spec):
            lost = whole[entry.kind].matched - entry.matched
            if entry.matched + lost != whole[entry.kind].matched or len(entry.misses) < lost:
                yield f"{entry.kind}: damage to {name} is not counted"
        if len(ideal[name]) > 8 and not any(entry.misses for entry in score_map(truth, broken, spec)):
            yield f"damage to {name} shows nowhere"


def moved(item, at):
    if at % 4 != 2:
        return item
    return item | ({"line": item["line"] + 1000} if "line" in item else {"path": "/moved" + item["path"]})


def kinds_of_maps():
    return {kind for file in (EVALS / "maps").glob("*.json") for kind in load(file)["kinds"]}


def examples():
    """What fails of the examples below."""
    for path, expected in SHAPES.items():
        if shape(path) != expected:
            yield f"shape of {path} is {shape(path)}, not {expected}"
    for sql, expected in STATEMENTS:
        if statements(sql) != expected:
            yield f"{sql!r} is cut into {statements(sql)}"
    if at_semicolons("a; 'b;c'; ") != ["a;", " 'b;", "c';"]:
        yield f"the naive cut gives {at_semicolons('a; (b;c); ')}"
    document = {"sets": [{"dir": "x", "tables": [{"name": "t", "columns": [{"name": "c"}]}]}]}
    item = walk(document, "sets[*].tables[*].columns[*]")[0]
    if read(item, "$parent.$parent.dir") != "x" or read(item, "type|default:7") != 7 or read(Item([1, 2]), "$|last") != 2:
        yield "paths of a map are read wrongly"
    yield from matching_examples()


def matching_examples():
    for name, (truth, found, more, expected) in MATCHES.items():
        rule = {side: {"path": "items[*]", "key": ["f", "line", "n"]} for side in ("truth", "analysis")} | more
        items = [[dict(zip(("f", "line", "n", "a"), row)) for row in rows] for rows in (truth, found)]
        result = score("kind", rule, {"items": items[0], "seen": [{"f": "a"}]}, {"items": items[1]})
        wrong = sum(len(attribute.wrong) for attribute in result.attributes.values())
        reached = (result.matched, len(result.misses), len(result.extras), result.unjudged, wrong)
        if reached != expected:
            yield f"matching, {name}: {reached}, not {expected}"


SHAPES = {
    "/a/:id/b/": "/a/{}/b",
    "//a//{id:[0-9]{4}}": "/a/{}",
    "/files/{path...}": "/files/{}",
    "/files/*path": "/files/{}",
    "/<int:id>/x": "/{}/x",
    "": "/",
    "/a/:id?": "/a/{}",
    "/time/10:30": "/time/10:30",
}
STATEMENTS = [
    ("a;\nb", [(1, "a;"), (2, "b")]),
    ("-- a;\n\nb; /* c; /* d; */ */ e;", [(3, "b;"), (3, "e;")]),
    ("'a;''b'; \"c;\"; E'd\\';'; $$e;$$; $f$ $$;$$ $f$;", [(1, "'a;''b';"), (1, '"c;";'), (1, "E'd\\';';"), (1, "$$e;$$;"), (1, "$f$ $$;$$ $f$;")]),
    ("a$b$;c", [(1, "a$b$;"), (1, "c")]),
    (" ;; ", []),
]
# truth, found, more of the rule -> matched, missed, extra, unjudged, wrong attributes
MATCHES = {
    "equal": ([("a", 1, "x")], [("a", 1, "x")], {}, (1, 0, 0, 0, 0)),
    "moved": ([("a", 1, "x")], [("a", 2, "x")], {}, (0, 1, 1, 0, 0)),
    "near": ([("a", 1, "x")], [("a", 2, "x")], {"tolerance": 1, "line_part": 1}, (1, 0, 0, 0, 0)),
    "told twice": ([("a", 1, "x")], [("a", 1, "x"), ("a", 1, "x")], {}, (1, 0, 0, 0, 0)),
    "told twice, repeats count": ([("a", 1, "x")], [("a", 1, "x"), ("a", 1, "x")], {"multiset": True}, (1, 0, 1, 0, 0)),
    "of a file that is not judged": ([], [("b", 1, "x")], {"universe": {"path": "seen[*]", "key": ["f"]}}, (0, 0, 0, 1, 0)),
    "optional": ([("a", 1, "x")], [], {"truth": {"path": "items[*]", "where": "line > 1", "key": ["f", "line", "n"]}, "optional": {"path": "items[*]", "key": ["f", "line", "n"]}}, (0, 0, 0, 0, 0)),
    "attribute": ([("a", 1, "x", 0)], [("a", 1, "x", 5)], {"attrs": {"a": ["a", "a"]}}, (1, 0, 0, 0, 1)),
    "absent is zero": ([("a", 1, "x", 0)], [("a", 1, "x")], {"attrs": {"a": ["a", "a"]}}, (1, 0, 0, 0, 0)),
}
