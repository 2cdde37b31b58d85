"""Scores as text for a terminal, as Markdown and as data."""


def text(scores, show):
    """A line per kind, then the first misses, extras and attributes that are wrong."""
    lines = [f"{'kind':32}{'truth':>8}{'found':>8}{'matched':>9}{'precision':>11}{'recall':>8}{'F1':>8}  unjudged"]
    lines += [line(score) for score in scores]
    for score in scores:
        lines += examples(score, show)
    return "\n".join(lines)


def line(score):
    numbers = f"{score.kind:32}{score.truth:8}{score.found:8}{score.matched:9}"
    if score.empty:
        return f"{numbers}{'-':>11}{'-':>8}{'-':>8}  {score.unjudged or ''}".rstrip()
    shares = f"{share(score.precision):>11}{share(score.recall):>8}{share(score.f1):>8}"
    return f"{numbers}{shares}  {score.unjudged or ''}".rstrip()


def share(value):
    """Four digits, never rounded up to 1: what is not complete must not look so."""
    return "1" if value == 1 else f"{min(value, 0.9999):.4f}"


def examples(score, show):
    for title, keys in (("missed", score.misses), ("extra", score.extras)):
        if keys and show:
            yield f"\n{score.kind}: {title} {len(keys)}"
            yield from (f"    {words(key)}" for key in keys[:show])
            yield from ["    …"] * (len(keys) > show)
    for name, attribute in score.attributes.items():
        if attribute.wrong:
            yield f"\n{score.kind}: `{name}` right {attribute.right}, wrong {len(attribute.wrong)}"
            for key, expected, offered in attribute.wrong[:show]:
                yield f"    {words(key)}  is {expected!r}, analysis says {offered!r}"


def words(key):
    return "  ".join("-" if part is None else ",".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in key)


def data(scores):
    """Everything, for `--json`."""
    return {
        score.kind: {
            "truth": score.truth,
            "found": score.found,
            "matched": score.matched,
            "unjudged": score.unjudged,
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "misses": score.misses,
            "extras": score.extras,
            "attributes": {
                name: {"right": attribute.right, "wrong": attribute.wrong} for name, attribute in score.attributes.items()
            },
        }
        for score in scores
    }
