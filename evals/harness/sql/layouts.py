"""Which folders hold migrations, by which tool's naming, and the files of each version."""
import os
import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

PAIR = re.compile(r"(\d+)_(.*)\.(up|down)\.sql$")
SINGLE = re.compile(r"(\d+)_(.*)\.sql$")
FLYWAY = re.compile(r"([VR])(\d+(?:[._]\d+)*)?__(.*)\.sql$")
SECTIONS = {
    "goose": re.compile(r"(?mi)^--[ \t]*\+goose[ \t]+(Up|Down)\b.*$"),
    "dbmate": re.compile(r"(?mi)^--[ \t]*migrate:(up|down)\b.*$"),
    "sql-migrate": re.compile(r"(?mi)^--[ \t]*\+migrate[ \t]+(Up|Down)\b.*$"),
}
PASSED_BY = {"testdata", "vendor", "node_modules", "third_party"}


@dataclass
class Part:
    """One direction of a migration: its file, its SQL and the lines of the file before that."""

    path: str
    sql: str
    offset: int = 0


def find_sets(repository):
    """`(folder, layout)` of each migration set among the tracked files, test data left out."""
    names = defaultdict(list)
    for path in tracked(repository):
        folder, name = os.path.split(path)
        if name.endswith(".sql") and not PASSED_BY & set(folder.split("/")):
            names[folder].append(name)
    sets = {folder: layout for folder, files in names.items() if (layout := layout_of(repository, folder, files))}
    diesel = {os.path.dirname(folder) for folder, files in names.items() if "up.sql" in files and re.match(r"[\d-]+_", os.path.basename(folder))}
    return sorted((sets | dict.fromkeys(diesel, "diesel")).items())


def tracked(repository):
    listed = subprocess.run(["git", "-C", repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True)
    return [path for path in listed.stdout.split("\0") if path]


def layout_of(repository, folder, names):
    """The layout that the names and the section markers show; none for other SQL files."""
    if any(name.endswith(".up.sql") and PAIR.match(name) for name in names):
        return "golang-migrate"
    if any(FLYWAY.match(name) for name in names):
        return "flyway"
    numbered = [name for name in names if SINGLE.match(name)]
    texts = [text(repository, os.path.join(folder, name)) for name in numbered[:5]]
    marked = [layout for layout, marker in SECTIONS.items() if any(marker.search(sql) for sql in texts)]
    if marked:
        return marked[0]
    in_migrations = "migrat" in folder.lower().rsplit("/", 1)[-1]
    return "sqlx" if numbered and in_migrations else None


def migrations(repository, folder, layout):
    """`((version, name), {"up": Part, "down": Part})` in the order in which the tool applies them."""
    found = defaultdict(dict)
    for name in sorted(os.listdir(os.path.join(repository, folder or "."))):
        for key, direction, part in READERS.get(layout, numbered_files)(repository, os.path.join(folder, name), layout):
            found[key][direction] = part
    return sorted(found.items(), key=lambda entry: order(entry[0]))


def order(key):
    """Versions compare number by number; names of folders as text."""
    version, name = key
    numbers = [int(number) for number in re.split(r"[._]", str(version)) if number.isdigit()]
    return (numbers if is_numeric(version) else [], str(version), name)


def is_numeric(version):
    return isinstance(version, int) or re.fullmatch(r"\d+(?:[._]\d+)*", version) is not None


def pair_files(repository, path, _layout):
    parts = PAIR.match(os.path.basename(path))
    if parts:
        yield (int(parts[1]), parts[2]), parts[3], Part(path, text(repository, path))


def diesel_folders(repository, path, _layout):
    for direction in ("up", "down"):
        file = os.path.join(path, f"{direction}.sql")
        if os.path.isfile(os.path.join(repository, file)):
            name = os.path.basename(path)
            yield (name, name), direction, Part(file, text(repository, file))


def flyway_files(repository, path, _layout):
    """Repeatable migrations (`R__`) have no version and run last."""
    parts = FLYWAY.match(os.path.basename(path))
    if parts and parts[1] == "V" and parts[2]:
        version = int(parts[2]) if parts[2].isdigit() else parts[2]
        yield (version, parts[3]), "up", Part(path, text(repository, path))


def sectioned_files(repository, path, layout):
    parts = SINGLE.match(os.path.basename(path))
    if not parts:
        return
    sql = text(repository, path)
    marks = list(SECTIONS[layout].finditer(sql))
    for mark, following in zip(marks, [*marks[1:], None]):
        body = sql[mark.end() : following.start() if following else len(sql)]
        yield (int(parts[1]), parts[2]), mark[1].lower(), Part(path, body, sql.count("\n", 0, mark.end()))


def numbered_files(repository, path, _layout):
    name = os.path.basename(path)
    parts = SINGLE.match(name)
    if parts and not name.endswith(".down.sql"):
        yield (int(parts[1]), parts[2].removesuffix(".up")), "up", Part(path, text(repository, path))


def text(repository, path):
    return (Path(repository) / path).read_text(encoding="utf-8", errors="replace")


READERS = {
    "golang-migrate": pair_files,
    "diesel": diesel_folders,
    "flyway": flyway_files,
    **dict.fromkeys(SECTIONS, sectioned_files),
}
