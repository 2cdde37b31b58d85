"""Kinds of facts in the groups that a reader of the table asks for, in its order.

A group's precision and recall are those of all its facts together; what a group does not show by itself, such
as kinds that overlap with others, is left to `evals/score`.
"""
from dataclasses import dataclass

GROUPS = {
    "Go modules and packages": ("go.module", "go.package", "go.generated_file", "go.build_constraint"),
    "Go declarations and imports": ("go.interface", "go.interface_method", "go.struct", "go.other_type", "go.function", "go.method", "go.import"),
    "Go tests": ("go.test",),
    "Go implementations, production": ("go.implements_production",),
    "Go calls": ("go.call",),
    "Rust crates and module tree": ("rust.crate", "rust.target", "rust.inline_module", "rust.module_with_macros"),
    "Rust declarations": ("rust.trait", "rust.trait_method", "rust.struct", "rust.enum", "rust.union", "rust.type_alias", "rust.fn", "rust.method", "rust.macro_rules"),
    "Rust impls and derives": ("rust.trait_impl", "rust.derive"),
    "Rust tests by attribute": ("rust.test",),
    "Rust tests as rustc lists them": ("rust.listed_test",),
    "SQL events": ("sql.event_table", "sql.event_column", "sql.event_index", "sql.event_rename", "sql.event_enum", "sql.event_view", "sql.event_function", "sql.event_trigger"),
    "SQL tables and columns": ("sql.final_table", "sql.final_column"),
    "SQL keys, indexes, checks, enums": ("sql.final_primary_key", "sql.final_foreign_key", "sql.final_index", "sql.final_key_index", "sql.final_check", "sql.final_enum"),
    "Routes, verified by hand": ("route",),
    "Routes against OpenAPI": ("route.documented",),
    "OpenAPI operations": ("route.openapi_operation",),
    "Git history": ("git.number", "git.tag", "git.contributor", "git.file_commits", "git.file_commits_renames", "git.hotspot_top20"),
    "Git lines added and deleted, by file": ("git.file_lines",),
}


@dataclass
class Group:
    """The sums over the kinds of one group."""

    name: str
    truth: int
    found: int
    matched: int

    @property
    def precision(self):
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self):
        return self.matched / self.truth if self.truth else 1.0


def groups(scores):
    """The groups that have anything to say about these scores."""
    by_kind = {score.kind: score for score in scores}
    for name, kinds in GROUPS.items():
        members = [by_kind[kind] for kind in kinds if kind in by_kind]
        if members:
            yield Group(name, *(sum(getattr(score, part) for score in members) for part in ("truth", "found", "matched")))
