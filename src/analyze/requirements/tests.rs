//! Documents through the whole reader.

use super::*;

#[track_caller]
fn check(sql: &str, expected: &[(u32, u32, &str)]) {
    let found = statements::split(sql, 10);
    let found: Vec<_> =
        found.iter().map(|found| (found.lines.line, found.lines.end_line, &*found.text)).collect();
    assert_eq!(found, expected);
}

#[test]
fn statements_end_at_their_own_semicolons() {
    check("\nSELECT ';';\nSELECT 1", &[(11, 11, "SELECT ';';"), (12, 12, "SELECT 1")]);
    check("-- a; b\nSELECT\n 1;", &[(10, 12, "-- a; b\nSELECT\n 1;")]);
    check(
        "DO $x$ a; $y$; $x$; /* ; */ X;",
        &[(10, 10, "DO $x$ a; $y$; $x$;"), (10, 10, "/* ; */ X;")],
    );
    check("SELECT 'open;", &[(10, 10, "SELECT 'open;")]);
    check(" \n", &[]);
}

#[test]
fn code_starts_below_its_fence() {
    let outline = document::outline(
        "TRD.md",
        "```sql\nSELECT 1;\n```\n\n    CREATE TABLE x (a int);\n\n```sql\nopen",
    );
    let blocks: Vec<_> = outline.sections.iter().flat_map(|section| &section.blocks).collect();
    assert_eq!(blocks.iter().map(|block| first_line(block)).collect::<Vec<_>>(), [2, 5, 8]);
    assert!(blocks.iter().all(|block| is_sql(block)));
}

#[test]
fn documents_are_listed_with_kind_and_title() {
    let documents = [
        ("docs/PRD.md".to_owned(), "# Limits\n## Features\n- **Set**: one\n".to_owned()),
        ("docs/notes.md".to_owned(), "words".to_owned()),
    ];
    let (requirements, diagnostics) = requirements(&documents, Vec::new());
    let listed: Vec<_> =
        requirements.documents.iter().map(|document| (document.kind, &*document.title)).collect();
    assert_eq!(listed, [(DocumentKind::Prd, "Limits"), (DocumentKind::Other, "notes.md")]);
    assert_eq!(requirements.items.len(), 1);
    assert_eq!(requirements.prose.len(), 1);
    assert!(diagnostics.is_empty());
}

#[test]
fn types_stand_before_the_first_table_that_uses_them() {
    let text = "```sql\n-- how it ends\nCREATE TYPE outcome AS ENUM ('a');\nCREATE TYPE other AS ENUM ('b');\n```\n\n\
        ```sql\nCREATE TABLE first (o outcome[] NOT NULL);\nCREATE TABLE second (o public.outcome);\n```\n";
    let (requirements, _) =
        requirements(&[("docs/TRD.md".to_owned(), text.to_owned())], Vec::new());
    let sql: Vec<&str> = requirements.tables.iter().map(|table| &*table.sql).collect();
    let outcome = "-- how it ends\nCREATE TYPE outcome AS ENUM ('a');";
    let first = format!("{outcome}\nCREATE TABLE first (o outcome[] NOT NULL);");
    assert_eq!(sql, [&*first, "CREATE TABLE second (o public.outcome);"]);
}
