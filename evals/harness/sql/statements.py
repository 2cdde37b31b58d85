"""Cuts SQL into statements, with the line where each starts.

Comments (nested too), quoted strings and names, `E''` strings and dollar quotes are respected; nothing is
understood beyond that.
"""
import re

DOLLAR = re.compile(r"\$([A-Za-z_\x80-\uffff]\w*)?\$")


def statements(sql):
    """`(line, text)` of each statement, the semicolon included."""
    out, start, at = [], None, 0
    while at < len(sql):
        comment = end_of_comment(sql, at)
        if comment:
            at = comment
        elif sql[at].isspace():
            at += 1
        elif sql[at] == ";":
            if start is not None:
                out.append((line(sql, start), sql[start : at + 1]))
            start, at = None, at + 1
        else:
            start = at if start is None else start
            at = end_of_quoted(sql, at) or at + 1
    if start is not None and sql[start:].strip():
        out.append((line(sql, start), sql[start:]))
    return out


def at_semicolons(sql):
    """The naive cut, as `x-multi-statement=true` of golang-migrate does it."""
    *parts, tail = sql.split(";")
    return [f"{part};" for part in parts] + ([tail] if tail.strip() else [])


def line(sql, at):
    return sql.count("\n", 0, at) + 1


def end_of_comment(sql, at):
    """Position behind the comment that starts here, or none."""
    if sql.startswith("--", at):
        end = sql.find("\n", at)
        return len(sql) if end < 0 else end
    if not sql.startswith("/*", at):
        return None
    depth, at = 1, at + 2
    while at < len(sql) and depth:
        step = 2 if sql[at : at + 2] in ("/*", "*/") else 1
        depth += {"/*": 1, "*/": -1}.get(sql[at : at + 2], 0)
        at += step
    return at


def end_of_quoted(sql, at):
    """Position behind the string, quoted name or dollar quote that starts here, or none."""
    if sql[at] in "'\"":
        return end_of_string(sql, at, escapes=sql[at] == "'" and is_prefix(sql, at, "eE"))
    opening = DOLLAR.match(sql, at) if sql[at] == "$" and not is_word(sql, at - 1) else None
    if not opening:
        return None
    end = sql.find(opening[0], opening.end())
    return len(sql) if end < 0 else end + len(opening[0])


def end_of_string(sql, at, escapes):
    quote, at = sql[at], at + 1
    while at < len(sql):
        if escapes and sql[at] == "\\" or sql.startswith(quote * 2, at):
            at += 2
        elif sql[at] == quote:
            return at + 1
        else:
            at += 1
    return at


def is_prefix(sql, at, letters):
    return at > 0 and sql[at - 1] in letters and not is_word(sql, at - 2)


def is_word(sql, at):
    return at >= 0 and (sql[at].isalnum() or sql[at] == "_")
