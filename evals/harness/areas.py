"""The areas of truth: which document each is scored against, with which map, and how the document is made."""
import json
import re
from dataclasses import dataclass
from pathlib import Path

from .git.facts import truth as git_truth
from .matching import score_map
from .query import load
from .routes.documents import truth as openapi_truth
from .rust_tests import truth as cargo_truth
from .sql.replay import truth as sql_truth
from .tools import EVALS, Missing, run

AREAS = ("go", "calls", "rust", "cargo-list", "sql", "routes", "git")

# What Go's tools take for a generated file: https://go.dev/s/generatedcode.
GENERATED = re.compile(r"^// Code generated .* DO NOT EDIT\.$", re.MULTILINE)


@dataclass
class Repository:
    """What is scored, and where documents about it are kept."""

    path: str
    name: str
    folder: object
    cargo_list: bool = False


def score_areas(repository, areas, tools, given, analysis):
    """Scores of all areas, and the areas that could not be scored with the reason.

    `given` are truth documents by area that were made before; the others are made now.
    """
    scores, unscored = [], {}
    for area in areas:
        try:
            documents = given[area] if area in given else make(area, repository, tools)
        except Missing as missing:
            unscored[area] = str(missing)
            continue
        for map_name, document in documents:
            scores += score_map(document, analysis, load(EVALS / "maps" / f"{map_name}.json"))
    return [score for score in scores if not score.empty], unscored


def make(area, repository, tools):
    """`(map, truth document)` of an area, made by its tools and kept beside the analysis."""
    documents = MAKERS[area](repository, tools)
    for name, document in documents:
        document["repo"] = repository.name
        write(repository.folder / f"truth-{name}.json", document)
    return documents


def make_go(repository, tools):
    if not tracked(repository, "*.go", "*go.mod"):
        return []
    program, environment = tools.get("gotruth")
    file = repository.folder / "gotruth.json"
    run([program, "-repo", repository.name, "-o", file, repository.path], env=environment)
    return [("go", load(file))]


def make_calls(repository, tools):
    """Edges of code that ships and that people wrote; the analysis lists no others."""
    if not tracked(repository, "*.go"):
        return []
    program, environment = tools.get("gocalls")
    document = json.loads(run([program, repository.path], env=environment))
    written = {}
    for edge in document["calls"]:
        file = edge["file"]
        if file not in written:
            written[file] = not GENERATED.search((Path(repository.path) / file).read_text(encoding="utf-8", errors="replace"))
    document["calls"] = [edge for edge in document["calls"] if written[edge["file"]] and not edge["caller_test"]]
    return [("calls", document)]


def make_rust(repository, tools):
    if not tracked(repository, "*.rs", "*Cargo.toml"):
        return []
    file = repository.folder / "rusttruth.json"
    run([tools.get("rusttruth"), repository.path, file, repository.name])
    return [("rust", load(file))]


def make_rust_list(repository, _tools):
    return [("cargo-list", cargo_truth(repository))] if repository.cargo_list else []


def make_sql(repository, tools):
    if not tracked(repository, "*.sql"):
        return []
    document = sql_truth(repository.path, tools.get("postgres").server)
    return [("sql", document)] if document["sets"] else []


def make_routes(repository, _tools):
    document = openapi_truth(repository.path)
    document["undocumented"] = load(EVALS / "truth" / "undocumented.json").get(repository.name, [])
    return [("routes", document)] if document["specs"] else []


def make_git(repository, _tools):
    if run(["git", "-C", repository.path, "rev-parse", "--show-prefix"]).strip():
        raise Missing("this is a folder inside a repository, and a history is that of the whole")
    return [("git", git_truth(repository.path))]


def tracked(repository, *patterns):
    return run(["git", "-C", repository.path, "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]).strip()


def write(file, document):
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w", encoding="utf-8") as opened:
        json.dump(document, opened, indent=1, ensure_ascii=False, sort_keys=False)
        opened.write("\n")


MAKERS = {"go": make_go, "calls": make_calls, "rust": make_rust, "cargo-list": make_rust_list, "sql": make_sql, "routes": make_routes, "git": make_git}
