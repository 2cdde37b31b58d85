//! What the user wants to see of a repository: patterns in the notation of `.gitignore`, relative to the
//! analysed folder.

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

use crate::{
    discover::Options,
    error::{Error, ErrorKind, Result},
};

/// Patterns of what is looked at and of what is not.
pub(in crate::discover) struct Chosen {
    include: Gitignore,
    exclude: Gitignore,
}

impl Chosen {
    /// # Errors
    /// When a pattern is none.
    pub(in crate::discover) fn new(options: &Options) -> Result<Self> {
        let include = patterns("--include", &options.include)?;
        Ok(Self { include, exclude: patterns("--exclude", &options.exclude)? })
    }

    /// Why a file is left out; what both name is left out.
    pub(in crate::discover) fn left_out(&self, path: &str) -> Option<String> {
        // What lies above the analysed folder was chosen because it speaks for it.
        if path.starts_with("../") {
            return None;
        }
        if let Match::Ignore(glob) = self.exclude.matched_path_or_any_parents(path, false) {
            return Some(format!("left out by --exclude {}", glob.original()));
        }
        let included = self.include.is_empty()
            || self.include.matched_path_or_any_parents(path, false).is_ignore();
        (!included).then(|| "left out by --include".into())
    }
}

fn patterns(flag: &str, patterns: &[String]) -> Result<Gitignore> {
    let wrong = |pattern: &str| {
        Error::new(ErrorKind::Usage, format!("cannot use {flag} {pattern}: it is no pattern")).hint(
            "patterns are written as in .gitignore: `*.pb.go`, `/docs/`, `services/**/mock_*`",
        )
    };
    let mut builder = GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    for pattern in patterns {
        let line = pattern.trim_start_matches("./");
        if line.is_empty() || line.starts_with('#') {
            return Err(wrong(pattern));
        }
        builder.add_line(None, line).map_err(|cause| wrong(pattern).source(cause))?;
    }
    builder.build().map_err(|cause| wrong(&patterns.join(" ")).source(cause))
}
