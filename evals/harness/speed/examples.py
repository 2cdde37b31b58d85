"""What `evals/selftest` holds against the arithmetic of `evals/speed`: examples with known answers."""
import contextlib
import io
import sys
import tempfile
from pathlib import Path

from . import profile, report
from .command import joined
from .commands import Kept
from .places import Place, compound, folders
from .programs import Programs
from .rounds import Experiment, measure, middle, turned
from .usage import Command, Usage, run
from .values import Evenness, Extra, Peak, Ratio, Row

A, B, C = Usage(3.0, 4.0, 50_000_000), Usage(2.0, 8.0, 1_000_000), Usage(1.0, 1.0, 0)
USAGES = {"a": A, "b": B, "c": C}
VALUES = (
    (Ratio(("a",), ("b",)), 1.5),
    (Ratio(("a",), ("b",), what="wall"), 0.5),
    (Ratio(("a",), ("b", "c"), ("c",)), 2 / 3),
    (Extra(("a",), ("b",)), 1000),
    (Extra(("a",), ("b",), 20), 50),
    (Peak("a"), 50),
    (Evenness((("a", 3), ("b", 4), ("c", 1))), 2),
)
PERF = """
    2  7f51dc45a771 ts_parser__lex (/usr/bin/groundplan)
    1  7f51dc45a771 ts_subtree_release (/usr/bin/groundplan)
    4  7f51dc45a771 groundplan::extract::lines::scan::Scanner::line (/usr/bin/groundplan)
    8  ffffffff81000c60 [unknown] ([unknown])
   16  7f51dc45a771 _int_malloc (/usr/lib/libc.so.6)
"""
HELP = """Options:
      --facts <WHICH>
          How much is read of the text

          Possible values:
          - structure: Declarations
          - calls:     Everything

  -o, --output <FILE>
          Where it goes, with bodies
"""


def examples():
    """What fails of the examples."""
    for value, expected in VALUES:
        if abs(value(USAGES) - expected) > 1e-9:
            yield f"{value} is {value(USAGES)}, not {expected}"
    yield from rows()
    yield from documents()
    yield from profiles()
    yield from order()
    yield from options()
    yield from processes()
    yield from trees()
    yield from edits()


def rows():
    rounds = [{"a": Usage(cpu, 0, 0), "b": B} for cpu in (4, 2, 9)]
    met, missed = Row("g", "x", Ratio(("a",), ("b",)), 2), Row("g", "x", Ratio(("a",), ("b",)), 3, at_least=True)
    found = report.goal(met, rounds, {})
    if (found["measured"], found["least"], found["greatest"], found["verdict"], found["pairs"]) != (2, 1, 4.5, "met", 3):
        yield f"a goal of three rounds is {found}"
    if report.goal(missed, rounds, {})["verdict"] != "missed":
        yield "a floor that is not reached counts as met"
    if report.goal(met, rounds, {"b": "not installed"}).get("missing") != "not installed":
        yield "a goal without its reference has figures"
    if middle([5, 1, 3, 9]) != (4, 1, 9):
        yield f"the middle of four is {middle([5, 1, 3, 9])}"
    shown = [report.short(value) for value in (0.01234, 0.2345, 2.345, 23.45, 234.5)]
    if shown != ["0.012", "0.23", "2.35", "23.4", "234"]:
        yield f"figures are shown as {shown}"


def documents():
    placed = report.placed("a\n<!-- table -->\nold\n<!-- end of table -->\nb\n", "table", "new \\1")
    if placed != "a\n<!-- table -->\nnew \\1\n<!-- end of table -->\nb\n":
        yield f"a table is put into a document as {placed!r}"
    older, newer = ({"goals": [{"goal": name, "on": "x", "measured": at} for name in names], "commands": [], "sizes": []} for at, names in ((1, "ab"), (2, "bc")))
    found = [(one["goal"], one["measured"]) for one in joined(older, newer)["goals"]]
    if found != [("a", 1), ("b", 2), ("c", 2)]:
        yield f"two measures join to {found}"


def profiles():
    counted = profile.gathered(PERF.splitlines())
    expected = {"tree-sitter: parsing": 2, "tree-sitter: freeing trees": 1, "groundplan: extract": 4, "operating system": 8, "allocator": 16}
    if {name: round(value * 1e9) for name, value in counted.items()} != expected:
        yield f"samples are gathered as {dict(counted)}"


def order():
    """Each command has to come first and last, and no round may leave one out."""
    seen = [turned(["a", "b", "c"], at) for at in range(6)]
    if any(sorted(one) != ["a", "b", "c"] for one in seen) or {one[0] for one in seen} != {"a", "b", "c"} or {one[-1] for one in seen} != {"a", "b", "c"}:
        yield f"rounds run in the orders {seen}"


def options():
    programs = Programs("", "", HELP)
    found = [bool(programs.lacks(option)) for option in ("--facts", "--facts structure", "--facts bodies", "--full-parse")]
    if found != [False, False, True, True]:
        yield f"options of the help text are lacking as {found}"


def processes():
    """A process and the ones it waits for count, waiting does not; what fails leaves its rows without figures."""
    burn = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    child = f"import subprocess, sys, time; subprocess.run([sys.executable, '-c', {burn!r}]); time.sleep(0.3)"
    here = Path(tempfile.gettempdir())
    commands = [Command("burn", [sys.executable, "-c", child], here), Command("fail", [sys.executable, "-c", "raise SystemExit(3)"], here)]
    experiment = Experiment("selftest", commands)
    with silence():
        (found,) = measure(experiment, 1)
    if list(found) != ["burn"] or "ended with 3" not in experiment.missing.get("fail", ""):
        yield f"a command that fails gives {found} and {experiment.missing}"
    elif not 0.2 <= found["burn"].cpu < 2 or found["burn"].wall < found["burn"].cpu * 0.5 + 0.3:
        yield f"0.2 s of CPU and 0.3 s of sleep are measured as {found['burn']}"
    large = b"x" * 100_000_000
    if run(Command("nothing", ["true"], here)).memory > len(large) / 2:
        yield "a process is charged with the memory of the one that measures it"


def silence():
    return contextlib.redirect_stderr(io.StringIO())


def trees():
    """A larger tree holds the smaller one; vendored files and other kinds of files are in neither."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as work:
        top = Path(folder)
        for at in range(40):
            put(top / f"p{at}" / "a.go", 100)
        for path in ("vendor/v/a.go", "p1/b.txt", "p1/vendor/c.go"):
            put(top / path, 100)
        place = Place("o/n", top)
        if sum(len(files) for _, _, files in folders([place])) != 40:
            yield "a tree takes in what is not first-party source"
        small, large = (compound(f"{work}/{size}", [place], size) for size in (500, 2000))
        names = [{path.relative_to(tree.path) for path in tree.path.rglob("*.go")} for tree, _ in (small, large)]
        if (small[1], large[1]) != (500, 2000) or not names[0] < names[1] or len(names[1]) != 20:
            yield f"trees of 500 and 2,000 bytes have {small[1]} and {large[1]}, {[len(one) for one in names]} files"


def edits():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.go"
        put(file, 10)
        before, kept = file.stat(), Kept(file)
        kept.add("more")
        longer = file.stat().st_size
        kept.restore()
        if (longer, file.stat().st_size, file.stat().st_mtime_ns) != (14, 10, before.st_mtime_ns):
            yield "an edited file does not come back as it was"


def put(path, size):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
