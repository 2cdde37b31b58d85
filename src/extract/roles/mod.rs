//! What well-known dependencies are for: two tables and a rule for unmistakable words.
//!
//! A dependency that is not in the tables stays [`Role::Unknown`]; nothing is guessed from a name that
//! could mean something else.

mod crates;
mod go_modules;

use self::{crates::CARGO, go_modules::GO};
use crate::model::Role;

/// The role of dependency `name` in `ecosystem` (`go` or `cargo`).
pub(super) fn role(ecosystem: &str, name: &str) -> Role {
    let known = match ecosystem {
        "go" => go(name),
        "cargo" => cargo(name),
        _ => None,
    };
    known.or_else(|| by_word(name)).unwrap_or_default()
}

/// The row with the longest prefix of whole path segments.
fn go(name: &str) -> Option<Role> {
    let fits = |(prefix, _): &&(&str, Role)| {
        let rest = name.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || prefix.ends_with('/'))
    };
    let rows = GO.iter().filter(fits);
    rows.max_by_key(|(prefix, _)| prefix.len()).map(|(_, role)| *role)
}

/// The row of the crate itself, else the longest row ending in `-` that its name starts with.
fn cargo(name: &str) -> Option<Role> {
    let name = name.replace('_', "-");
    let exact = CARGO.iter().find(|(row, _)| *row == name);
    let family = |(row, _): &&(&str, Role)| row.ends_with('-') && name.starts_with(row);
    let families = CARGO.iter().filter(family).max_by_key(|(row, _)| row.len());
    exact.or(families).map(|(_, role)| *role)
}

/// Houses name their own libraries after what these do; only words with one meaning count.
fn by_word(name: &str) -> Option<Role> {
    const WORDS: [(&str, Role); 8] = [
        ("auth", Role::Auth),
        ("jwt", Role::Auth),
        ("oauth", Role::Auth),
        ("oauth2", Role::Auth),
        ("oidc", Role::Auth),
        ("observability", Role::Telemetry),
        ("opentelemetry", Role::Telemetry),
        ("telemetry", Role::Telemetry),
    ];
    let mut segments = name.rsplit('/').filter(|segment| !is_major_version(segment));
    let mut words = segments.next()?.split(['-', '_', '.']);
    let role = |word| WORDS.iter().find(|(known, _)| *known == word).map(|(_, role)| *role);
    words.find_map(role)
}

fn is_major_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ecosystem: &str, name: &str, expected: Role) {
        assert_eq!(role(ecosystem, name), expected, "{ecosystem} {name}");
    }

    #[test]
    fn go_modules_are_known_by_path_segments() {
        check("go", "github.com/gofiber/fiber/v2", Role::WebFramework);
        check("go", "github.com/gofiber/fiberish", Role::Unknown);
        check("go", "go.opentelemetry.io/otel/trace", Role::Telemetry);
        check("go", "github.com/aws/aws-sdk-go-v2/service/sqs", Role::Queue);
        check("go", "github.com/aws/aws-sdk-go-v2/config", Role::Cloud);
        check("go", "github.com/google/uuid", Role::Unknown);
    }

    #[test]
    fn crates_are_known_by_name_and_family() {
        check("cargo", "serde_json", Role::Serialization);
        check("cargo", "tokio-postgres", Role::SqlDriver);
        check("cargo", "tokio-util", Role::Runtime);
        check("cargo", "sqlx-macros", Role::Unknown);
        check("cargo", "reqwest-retry", Role::Resilience);
    }

    #[test]
    fn only_unmistakable_words_give_a_role() {
        check("go", "example.com/house/lib-auth/v2", Role::Auth);
        check("go", "example.com/house/lib-observability", Role::Telemetry);
        check("go", "example.com/house/authors", Role::Unknown);
        check("go", "example.com/auth/toolbox", Role::Unknown);
        check("npm", "jwt", Role::Auth);
    }

    #[test]
    fn rows_are_sorted_and_said_once() {
        for table in [GO, CARGO] {
            let misplaced = table.windows(2).find(|pair| pair[0].0 >= pair[1].0);
            assert_eq!(misplaced, None);
        }
    }
}
