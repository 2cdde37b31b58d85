"""Where the time goes: samples of `perf`, by the name of the function that runs, in the parts below."""
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

# The first that matches; functions that a part calls count where they themselves belong.
PARTS = (
    *((f"groundplan: {room}", rf"groundplan::{room}\b") for room in ("extract", "language", "analyze", "discover", "history", "cache", "model", "render", "cli", "document")),
    ("tree-sitter: parsing", r"ts_(parser|lex|lexer|stack|language|reduce|reusable|range|subtree)_?(?!.*(release|pool_delete))|stack_|_?external_scanner|^scan$|ts_builtin"),
    ("tree-sitter: freeing trees", r"ts_subtree_(release|pool_delete)|ts_tree_delete"),
    ("tree-sitter: queries", r"ts_query|tree_sitter::Query|StreamingIterator"),
    ("tree-sitter: walking trees", r"ts_(tree_cursor|node|tree|iterator)_|tree_sitter::|range_intersects"),
    ("allocator", r"^_?_?(int_)?(malloc|free|calloc|realloc|cfree|unlink_chunk|_int_|sysmalloc|systrim|__rdl|__rust_(no_)?alloc)|malloc_consolidate|alloc_perturb|arena_"),
    ("copying and comparing bytes", r"mem(cpy|move|cmp|set|chr)|str(len|n?cmp|chr)|from_utf8"),
    ("JSON", r"serde_json|ryu|itoa|serde::"),
    ("git objects", r"\bgix|zlib|inflate|sha1|crc32"),
    ("threads", r"rayon|crossbeam|std::thread"),
    ("standard library", r"\b(core|alloc|std|hashbrown)::"),
)


def parts(command, frequency=997):
    """CPU seconds of each part of one run."""
    if not shutil.which("perf"):
        raise SystemExit("--profile needs perf")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "perf.data"
        record = ["perf", "record", "--quiet", "-e", "task-clock", "-F", str(frequency), "-o", str(data)]
        subprocess.run([*record, *map(str, command.words)], cwd=command.folder, check=True, stdout=subprocess.DEVNULL)
        show = ["perf", "script", "-i", str(data), "-F", "period,ip,sym,dso"]
        return gathered(subprocess.run(show, capture_output=True, text=True, check=True).stdout.splitlines())


def gathered(lines):
    """`PERIOD ADDRESS SYMBOL (FILE)`, the period in nanoseconds."""
    counted = Counter()
    for line in lines:
        found = re.match(r"\s*(\d+)\s+[0-9a-f]+ (.*) \((.*)\)$", line)
        if found:
            counted[part(found[2], found[3])] += int(found[1]) / 1e9
    return counted


def part(symbol, file):
    if "kernel" in file or "kernel" in symbol or file == "[unknown]":
        return "operating system"
    return next((name for name, pattern in PARTS if re.search(pattern, symbol)), "other")


def markdown(columns):
    """A row for each part, a column for each command; shares of a command's own time beside the seconds."""
    names = sorted({name for counted in columns.values() for name in counted}, key=lambda name: -sum(counted[name] for counted in columns.values()))
    yield f"| part, CPU s | {' | '.join(columns)} |"
    yield f"|---|{'--:|' * len(columns)}"
    for name in names:
        cells = (f"{counted[name]:.3f} ({counted[name] / sum(counted.values()):.0%})" if counted[name] else "" for counted in columns.values())
        yield f"| {name} | {' | '.join(cells)} |"
    yield f"| all | {' | '.join(f'{sum(counted.values()):.3f}' for counted in columns.values())} |"
