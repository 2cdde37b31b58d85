"""What was measured, as Markdown and as data."""
import re
from dataclasses import dataclass, field

from .rounds import middle


@dataclass
class Results:
    """Everything that a run measured."""

    machine: str
    load: float
    versions: dict
    sizes: list = field(default_factory=list)
    goals: list = field(default_factory=list)
    commands: list = field(default_factory=list)


def goal(row, rounds, missing):
    """A row with its figures, or with the reason why it has none."""
    answer = {"goal": row.goal, "on": row.on, "limit": row.limit, "at_least": row.at_least, "unit": row.value.unit}
    reasons = [missing[name] for name in row.value.needs if name in missing]
    if reasons or not rounds:
        return answer | {"missing": reasons[0] if reasons else "no round was run"}
    values = [row.value(one) for one in rounds]
    measured, least, greatest = middle(values)
    return answer | {"measured": measured, "least": least, "greatest": greatest, "pairs": len(values), "verdict": row.verdict(measured)}


def medians(experiment, rounds):
    """CPU, wall and memory of each command of an experiment."""
    for name in rounds[0] if rounds else ():
        usages = [one[name] for one in rounds]
        yield {
            "on": experiment.name,
            "command": name,
            "cpu": middle([one.cpu for one in usages])[0],
            "wall": middle([one.wall for one in usages])[0],
            "memory": middle([one.memory for one in usages])[0],
        }


def markdown(results):
    yield from (f"Measured on {results['machine']}, load {results['load']:.1f} at the start; {tools(results['versions'])}.", "")
    yield from goals_table(results["goals"])
    yield from ("", "Medians; CPU seconds of all processes of a command, memory of its largest one.", "")
    yield from commands_table(results["commands"])
    growth = list(growth_table(results["commands"]))
    if growth:
        yield from ("", "The same mixture of first-party source in trees of several sizes; up to 80 MB on one thread, above on all.", "", *growth)
    yield from ("", "Trees, without `.git`; parsed are files of languages with a grammar that are not vendored.", "")
    yield from sizes_table(results["sizes"])


def tools(versions):
    return "; ".join(f"{name}: {said}" if name not in said.lower() else said for name, said in versions.items())


def goals_table(goals):
    yield "| goal | on | limit | measured | spread | |"
    yield "|---|---|--:|--:|--:|---|"
    for one in goals:
        sign = "≥" if one["at_least"] else "≤"
        limit = "" if one["limit"] is None else f"{sign} {one['limit']:g}{one['unit']}"
        yield f"| {one['goal']} | {one['on']} | {limit} | {' | '.join(figures(one))} |"


def figures(one):
    if "missing" in one:
        return "–", "–", f"not measured: {one['missing']}"
    digits = one["unit"]
    return f"{short(one['measured'])}{digits}", f"{short(one['least'])} – {short(one['greatest'])}", one["verdict"]


def short(value):
    """Three digits that count."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"


def commands_table(commands):
    base = {one["on"]: one["cpu"] for one in commands if one["command"] == "yardstick"}
    yield "| measured together | command | CPU s | ÷ yardstick | wall s | peak MB |"
    yield "|---|---|--:|--:|--:|--:|"
    for one in commands:
        ratio = short(one["cpu"] / base[one["on"]]) if one["on"] in base else ""
        yield f"| {one['on']} | {one['command']} | {one['cpu']:.3f} | {ratio} | {one['wall']:.3f} | {one['memory'] / 1e6:.0f} |"


def growth_table(commands):
    """CPU for each MB and peak memory by size: a row for each size, two columns for each command."""
    found, titles = {}, []
    for one in commands:
        sized = re.fullmatch(r"(.+), (\d+) MB", one["command"])
        if sized and one["on"] in ("scale", "memory"):
            found.setdefault(int(sized[2]), {})[sized[1]] = one
            titles += [] if sized[1] in titles else [sized[1]]
    if found:
        yield "| source, MB | " + " | ".join(f"{title}: CPU ms for each MB | peak MB" for title in titles) + " |"
        yield "|--:|" + "--:|--:|" * len(titles)
    for size, row in sorted(found.items()):
        cells = (f"{row[title]['cpu'] * 1000 / size:.0f} | {row[title]['memory'] / 1e6:.0f}" if title in row else " | " for title in titles)
        yield f"| {size} | {' | '.join(cells)} |"


def sizes_table(sizes):
    yield "| tree | revision | files | MB | parsed | MB |"
    yield "|---|---|--:|--:|--:|--:|"
    for one in sizes:
        yield f"| {one['name']} | `{one['revision'][:9]}` | {one['files']:,} | {one['bytes'] / 1e6:.1f} | {one['parsed']:,} | {one['parsed_bytes'] / 1e6:.1f} |"


def placed(document, name, text):
    """The document with the text between `<!-- name -->` and `<!-- end of name -->`."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.S)
    if not marks.search(document):
        raise SystemExit(f"the document has no marks for the {name}")
    return marks.sub(lambda found: f"{found[1]}{text}\n{found[2]}", document)
