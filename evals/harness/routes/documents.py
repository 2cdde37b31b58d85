"""Operations of the OpenAPI and Swagger documents of a repository.

Documents are found by what stands in them. JSON is parsed; of YAML only the keys below `paths:` are read, by
their indentation, which is all that is needed and needs no library.
"""
import json
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
PASSED_BY = {"testdata", "vendor", "node_modules", "third_party", "fixtures", "examples"}
KEY = re.compile(r"""( *)(?:'([^']*)'|"([^"]*)"|([^\s#'"{\[][^#]*?)) *:(?: |$)""")


def truth(repository):
    """`specs` by document as they stand there, and `documented`: all operations once, behind the server's path."""
    specs = [spec for path in candidates(repository) if (spec := read(Path(repository), path))]
    operations = {(method, spec["server"] + path) for spec in specs for method, path in spec["ops"]}
    routes = [{"method": method, "path": path} for method, path in sorted(operations)]
    return {"tool": "openapi 1", "specs": specs, "documented": routes}


def candidates(repository):
    command = ["git", "-C", str(repository), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.json", "*.yaml", "*.yml"]
    listed = subprocess.run(command, capture_output=True, text=True)
    return [path for path in listed.stdout.split("\0") if path and not PASSED_BY & set(path.split("/")[:-1])]


def read(root, path):
    """A document's operations, or none when the file is no such document."""
    try:
        text = (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    parsed = from_json(text) if path.endswith(".json") else from_yaml(text)
    if parsed is None:
        return None
    base, server, operations = parsed
    operations = sorted([method.upper(), prefix(base) + route] for method, route in operations)
    return {"file": path, "server": prefix(server), "ops": operations}


def from_json(text):
    if '"paths"' not in text or '"openapi"' not in text and '"swagger"' not in text:
        return None
    try:
        document = json.loads(text)
    except ValueError:
        return None
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict) or not {"openapi", "swagger"} & set(document):
        return None
    operations = [(method, path) for path, item in document["paths"].items() if isinstance(item, dict) for method in item if method in METHODS]
    servers = document.get("servers") or [{}]
    return str(document.get("basePath", "")), str(servers[0].get("url", "")), operations


def from_yaml(text):
    """Keys are told apart by their indentation: the paths are the first level below `paths:`, methods the next."""
    if not re.search(r"(?m)^['\"]?(openapi|swagger)['\"]?:", text) or not re.search(r"(?m)^['\"]?paths['\"]?:", text):
        return None
    base = re.search(r"(?m)^basePath: *['\"]?([^'\"\s#]*)", text)
    server = re.search(r"(?m)^servers: *\n(?: *#.*\n)* *- +url: *['\"]?([^'\"\s#]*)", text)
    return base[1] if base else "", server[1] if server else "", list(operations_below_paths(text))


def operations_below_paths(text):
    inside, levels, path = False, [], None
    for line in text.splitlines():
        parts = KEY.match(line)
        if not parts or line.lstrip().startswith("- "):
            continue
        indent, key = len(parts[1]), next(part for part in parts.groups()[1:] if part is not None)
        if indent == 0:
            inside, levels = key == "paths", []
            continue
        if not inside:
            continue
        levels = [level for level in levels if level < indent] + [indent]
        if len(levels) == 1:
            path = key
        elif len(levels) == 2 and key in METHODS and path.startswith("/"):
            yield key, path


def prefix(url):
    """What a base path or a server's URL puts in front of a path."""
    return urlsplit(url).path.rstrip("/")
