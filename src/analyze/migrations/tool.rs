//! Which tool a set of migrations is written for: by the markers in its files, its folder, the manifests of the
//! repository, and the way its files are named.

use std::collections::BTreeSet;

use super::sets::{Named, Shape};
use crate::model::FileFacts;

/// Migration tools that the repository asks for.
pub(super) struct Ecosystem {
    asked: BTreeSet<&'static str>,
    /// Folders with a list of checksums that Atlas keeps.
    atlas: BTreeSet<String>,
}

/// Ecosystem of the manifest, part of a dependency's name, tool.
const DEPENDENCIES: &[(&str, &str, &str)] = &[
    ("go", "golang-migrate/migrate", "golang-migrate"),
    ("cargo", "sqlx", "sqlx"),
    ("cargo", "refinery", "refinery"),
    ("go", "gobuffalo/pop", "pop"),
    ("go", "ory/pop", "pop"),
];

impl Ecosystem {
    pub(super) fn of(facts: &[FileFacts]) -> Self {
        let dependencies = facts.iter().flat_map(|file| &file.dependencies);
        let asked = dependencies.filter_map(|found| {
            let known = DEPENDENCIES.iter().find(|(ecosystem, part, _)| {
                found.ecosystem == *ecosystem && found.name.contains(part)
            });
            known.map(|(.., tool)| *tool)
        });
        let atlas = facts.iter().filter_map(|file| file.file.path.strip_suffix("/atlas.sum"));
        Self { asked: asked.collect(), atlas: atlas.map(str::to_owned).collect() }
    }

    fn asks(&self, tool: &str) -> bool {
        self.asked.contains(tool)
    }
}

/// Tools that mark the sections or statements of a file.
const MARKED: &[&str] = &["goose", "dbmate", "sql-migrate", "tern", "rambler", "drizzle"];

/// The tool that runs `files` of one folder.
pub(super) fn tool(files: &[(Named<'_>, &FileFacts)], ecosystem: &Ecosystem) -> &'static str {
    let marked = files
        .iter()
        .filter_map(|(_, file)| file.sql.as_ref())
        .find_map(|sql| MARKED.iter().find(|tool| **tool == sql.convention));
    if let Some(tool) = marked {
        return tool;
    }
    if files.iter().any(|(named, _)| ecosystem.atlas.contains(named.dir)) {
        return "atlas";
    }
    let has_up = files.iter().any(|(named, _)| named.shape == Shape::Pair && !named.down);
    let counted = |file: &FileFacts| {
        let base = file.file.path.rsplit('/').next().unwrap_or_default();
        base.starts_with(|char: char| char.is_ascii_digit())
    };
    let migrate = ecosystem.asks("golang-migrate");
    match files.iter().map(|(named, _)| named.shape).min() {
        Some(Shape::Pair) if ecosystem.asks("pop") && !migrate && has_up => "pop",
        Some(Shape::Pair | Shape::Single) if ecosystem.asks("sqlx") && !migrate => "sqlx",
        Some(Shape::Pair) if has_up && files.iter().all(|(_, file)| counted(file)) => {
            "golang-migrate"
        }
        Some(Shape::Versioned) if ecosystem.asks("refinery") => "refinery",
        Some(Shape::Versioned) => "flyway",
        Some(Shape::Folder) => "diesel",
        Some(Shape::Prisma) => "prisma",
        _ => "plain",
    }
}
