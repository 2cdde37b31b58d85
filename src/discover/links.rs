//! Where a symbolic link leads. No link is followed to read anything; this only tells a link inside
//! the repository, which needs no remark, from one that hides files from the analysis.

use gix::bstr::{BStr, BString};

/// Why a link leads to nothing that is analysed; `None` when it stays inside the repository.
///
/// `link` is relative to the top of the repository, `target` as the link says it, and `look` knows
/// what lies at a path without links in it.
pub(super) fn problem(
    link: &BStr,
    target: &BStr,
    look: &dyn Fn(&BStr) -> Node,
) -> Option<&'static str> {
    let mut at: Vec<BString> = parts(link).collect();
    at.pop();
    let mut todo: Vec<BString> = reversed(target);
    let mut followed = 0;
    if target.starts_with(b"/") {
        return Some(OUTSIDE);
    }
    while let Some(part) = todo.pop() {
        if part == ".." {
            if at.pop().is_none() {
                return Some(OUTSIDE);
            }
            continue;
        }
        at.push(part);
        let here = BString::from(gix::bstr::join("/", &at));
        match look(here.as_ref()) {
            Node::Folder => {}
            Node::Submodule => return None,
            Node::File => return (!todo.is_empty()).then_some(NOWHERE),
            Node::Missing => return Some(NOWHERE),
            Node::Link(next) if next.starts_with(b"/") => return Some(OUTSIDE),
            Node::Link(_) if followed == MOST_LINKS => return Some(CIRCLE),
            Node::Link(next) => {
                followed += 1;
                at.pop();
                todo.extend(reversed(next.as_ref()));
            }
        }
    }
    None
}

/// What lies at a path.
pub(super) enum Node {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A repository of its own: what lies below is not known.
    Submodule,
    /// A link with its target.
    Link(BString),
    /// Nothing.
    Missing,
}

/// As many as Linux follows before it speaks of a loop.
const MOST_LINKS: u32 = 40;

const OUTSIDE: &str = "the link leads out of the repository and was not followed";
const NOWHERE: &str = "the link leads nowhere";
const CIRCLE: &str = "the link leads in a circle";

fn parts(path: &BStr) -> impl DoubleEndedIterator<Item = BString> {
    path.split(|byte| *byte == b'/')
        .filter(|part| !part.is_empty() && *part != b".")
        .map(BString::from)
        .collect::<Vec<_>>()
        .into_iter()
}

/// The parts of a path as a stack: the first on top.
fn reversed(path: &BStr) -> Vec<BString> {
    parts(path).rev().collect()
}

#[cfg(test)]
mod tests {
    use gix::bstr::ByteSlice;

    use super::*;

    /// A repository with a file, a folder, a submodule and a few links.
    fn look(path: &BStr) -> Node {
        match path.to_str().unwrap() {
            "a" | "a/b" => Node::Folder,
            "a/file" | "file" => Node::File,
            "sub" => Node::Submodule,
            "round" => Node::Link("a/round".into()),
            "a/round" => Node::Link("../round".into()),
            "self" => Node::Link("self".into()),
            "dir" => Node::Link("a".into()),
            "out" => Node::Link("../x".into()),
            "root" => Node::Link("/etc".into()),
            _ => Node::Missing,
        }
    }

    #[track_caller]
    fn check(link: &str, target: &str, expected: Option<&str>) {
        assert_eq!(problem(link.into(), target.into(), &look), expected, "{link} -> {target}");
    }

    #[test]
    fn a_link_that_stays_inside_is_no_problem() {
        check("link", "file", None);
        check("a/link", "../file", None);
        check("a/link", "./b/../file", None);
        check("link", "dir/file", None);
        check("link", ".", None);
        check("a/link", "..", None);
        check("link", "sub/anything", None);
    }

    #[test]
    fn a_link_that_leaves_the_repository_is_reported() {
        check("link", "/etc/passwd", Some(OUTSIDE));
        check("a/link", "../../file", Some(OUTSIDE));
        check("link", "out", Some(OUTSIDE));
        check("link", "root/passwd", Some(OUTSIDE));
    }

    #[test]
    fn a_link_to_nothing_is_reported() {
        check("link", "gone", Some(NOWHERE));
        check("link", "file/below", Some(NOWHERE));
        check("link", "dir/gone", Some(NOWHERE));
    }

    #[test]
    fn a_link_in_a_circle_is_reported() {
        check("self", "self", Some(CIRCLE));
        check("link", "round", Some(CIRCLE));
        check("self", "self/x", Some(CIRCLE));
    }
}
