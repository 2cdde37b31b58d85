"""Truth that is committed: kept small and readable, and free of what differs from machine to machine."""
import json

from .query import load
from .tools import EVALS

VOLATILE = {"seconds", "server", "error", "errors", "parse_error"}


def committed(area, case):
    """The committed truth of a case, or none."""
    file = path_of(area, case)
    return load(file) if file.exists() else None


def path_of(area, case):
    return EVALS / "truth" / area / f"{case}.json"


def canonical(area, document):
    """What of a truth document is kept: the lists that the area's map reads, without what is volatile."""
    read = heads(load(EVALS / "maps" / f"{area}.json"))
    kept = {"tool": document["tool"]} | {key: stable(value) for key, value in document.items() if key in read}
    return json.loads(json.dumps(kept))


def heads(spec):
    """Names of the top-level lists that the paths of a map begin with on the side of the truth."""
    return {path.split("[")[0].split(".")[0] for kind in spec["kinds"].values() for path in truth_paths(kind)}


def truth_paths(kind):
    for part in ("truth", "optional", "universe"):
        selections = kind.get(part, [])
        for selection in selections if isinstance(selections, list) else [selections]:
            yield selection["path"]
    yield from (path for _, path in kind.get("judge", {}).get("all", []))


def stable(value):
    if isinstance(value, dict):
        return {key: stable(part) for key, part in value.items() if key not in VOLATILE}
    return [stable(part) for part in value] if isinstance(value, list) else value


def write(area, case, document):
    file = path_of(area, case)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text(document), encoding="utf-8")


def text(document):
    """One fact a line, so that a difference can be read."""
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {block(value)}" for key, value in document.items()) + "\n}\n"


def block(value, indent=" "):
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(indent + nested(item, indent) for item in value) + "\n" + indent[1:] + "]"
    return json.dumps(value, ensure_ascii=False)


def nested(item, indent):
    """An item that holds long lists of objects is spread over lines as well."""
    spread = isinstance(item, dict) and any(is_long(value) for value in item.values())
    if not spread:
        return json.dumps(item, ensure_ascii=False)
    fields = (f"{json.dumps(key)}: {whole(value, indent + ' ')}" for key, value in item.items())
    return "{" + (",\n" + indent + " ").join(fields) + "}"


def whole(value, indent):
    if isinstance(value, dict):
        fields = (f"{json.dumps(key)}: {block(part, indent + '  ')}" for key, part in value.items())
        return "{\n " + indent + (",\n " + indent).join(fields) + "}"
    return block(value, indent + " ") if is_long(value) else json.dumps(value, ensure_ascii=False)


def is_long(value):
    lists = value.values() if isinstance(value, dict) else [value]
    return any(isinstance(part, list) and len(part) > 1 and isinstance(part[0], dict) for part in lists)
