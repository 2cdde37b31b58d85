"""How a map reads keys out of a JSON document: paths, filters and conditions.

A path is keys joined by dots; `[*]` walks a list and `{*}` the values of an object. A key expression is
a path from the item that was walked to (`$parent` climbs to the object around it, `$key` is its own key,
`$` the item itself), then filters: `methods|len`, `path|shape_route`, `down|default:""`.
A condition is `expression operator value`.
"""
import gzip
import json
import posixpath
import re


def load(path):
    """The JSON document in a file, which may be compressed."""
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    with opened as file:
        return json.load(file)


def select(document, selections):
    """`(key, item)` of every item that one of the selections takes, in the order of the document."""
    for selection in selections if isinstance(selections, list) else [selections]:
        conditions = selection.get("where", [])
        conditions = [conditions] if isinstance(conditions, str) else conditions
        for item in walk(document, selection["path"]):
            if all(holds(item, condition) for condition in conditions):
                yield tuple(read(item, expression) for expression in selection["key"]), item


class Item:
    """A value of the document, with the way back to what holds it."""

    __slots__ = ("value", "parent", "key")

    def __init__(self, value, parent=None, key=None):
        self.value, self.parent, self.key = value, parent, key

    def children(self, step):
        if step == "[*]":
            return [Item(value, self, at) for at, value in enumerate(self.value)] if isinstance(self.value, list) else []
        if not isinstance(self.value, dict):
            return []
        if step == "{*}":
            return [Item(value, self, key) for key, value in self.value.items()]
        return [Item(self.value[step], self, step)] if step in self.value else []


def walk(document, path):
    """All items at a path."""
    items = [Item(document)]
    for step in re.findall(r"\[\*\]|\{\*\}|[^.\[\]{}]+", path):
        items = [child for item in items for child in item.children(step)]
    return items


def read(item, expression):
    """Value of a key expression at an item; lists become tuples, so that it can be compared and kept in sets."""
    path, *filters = expression.split("|")
    value = follow(item, path)
    for step in filters:
        name, _, argument = step.partition(":")
        if name in WITH_NOTHING:
            value = WITH_NOTHING[name](value, argument)
        elif name not in FILTERS:
            raise SystemExit(f"unknown filter in a map: {step}")
        elif value is not None:
            value = FILTERS[name](value, argument)
    return frozen(value)


def frozen(value):
    return tuple(frozen(part) for part in value) if isinstance(value, list) else value


def follow(item, path):
    current = item
    for step in filter(None, path.split(".")):
        if current is None:
            return None
        if step == "$parent":
            current = holder(current)
        elif step == "$key":
            return current.key
        elif step != "$":
            inside = current.value.get(step) if isinstance(current.value, dict) else None
            current = Item(inside, current, step)
    return current.value if current else None


def holder(item):
    """The object around an item: a list in between is not one."""
    above = item.parent
    while above is not None and isinstance(above.value, list):
        above = above.parent
    return above


def holds(item, condition):
    parts = re.match(r"\s*(\S+)\s+(==|!=|in|has|>|<|~|!~)\s+(.*)$", condition)
    if not parts:
        raise SystemExit(f"bad condition in a map: {condition}")
    value, operator, right = read(item, parts[1]), parts[2], parts[3].strip()
    if operator in ("~", "!~"):
        found = value is not None and re.search(right, str(value)) is not None
        return found == (operator == "~")
    if operator == "in":
        return value in [literal(part) for part in right.split(",")]
    right = literal(right)
    if operator == "has":
        return value is not None and right in value
    if operator in ("==", "!="):
        same = value == right or right is False and value is None
        return same == (operator == "==")
    return value is not None and (value > right if operator == ">" else value < right)


def literal(text):
    text = text.strip()
    if text.startswith("'"):
        return text.strip("'")
    try:
        return json.loads(text)
    except ValueError:
        return text


def route(path):
    """A path with `{name}` for every parameter, however the framework or the document writes it."""
    path = re.sub(r"/+", "/", "/" + str(path).strip())
    path = re.sub(r"(?<=/):([A-Za-z_]\w*)[?+*]?(?:<[^>]*>)?", r"{\1}", path)
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)
    path = re.sub(r"(?<=/)\*(\w*)$", r"{\1}", path)
    return path.rstrip("/") or "/"


def shape(path):
    """A path with `{}` for every parameter, so that names of parameters make no difference."""
    out, depth = [], 0
    for character in route(path):
        if character == "{":
            depth += 1
            out += ["{}"] if depth == 1 else []
        elif character == "}" and depth:
            depth -= 1
        elif not depth:
            out.append(character)
    return "".join(out)


WITH_NOTHING = {
    "default": lambda value, argument: json.loads(argument) if value is None else value,
    "const": lambda _, argument: argument,
    "bool": lambda value, _: bool(value),
}
FILTERS = {
    "len": lambda value, _: len(value),
    "lower": lambda value, _: str(value).lower(),
    "upper": lambda value, _: str(value).upper(),
    "str": lambda value, _: str(value),
    "int": lambda value, _: int(value),
    "number": lambda value, _: int(value) if str(value).isdigit() else value,
    "basename": lambda value, _: posixpath.basename(value),
    "dir": lambda value, _: posixpath.dirname(value) or ".",
    "folder": lambda value, _: value or ".",
    "strip": lambda value, argument: str(value).strip(argument),
    "first": lambda value, _: value[0] if value else None,
    "last": lambda value, _: value[-1] if value else None,
    "split": lambda value, argument: str(value).split(argument),
    "join": lambda value, argument: (argument or ",").join(map(str, value)),
    "sort": lambda value, _: sorted(value),
    "after": lambda value, argument: str(value).rsplit(argument, 1)[-1],
    "before": lambda value, argument: str(value).split(argument, 1)[0],
    "norm_route": lambda value, _: route(value),
    "shape_route": lambda value, _: shape(value),
    "condense": lambda value, _: re.sub(r"\s+", "", str(value)),
}
