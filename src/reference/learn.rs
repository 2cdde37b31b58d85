//! What all, most or some references have.

use crate::model::{
    HouseProfile, Observation, Reference, Share, Shared, practice_name, section_id,
};

/// What the references share. `skipped` says which were named and could not be used, and why.
pub fn learn(references: Vec<Reference>, skipped: Vec<String>) -> HouseProfile {
    let of = references.len();
    let mut sections: Vec<Shared> = Vec::new();
    let mut practices: Vec<Shared> = Vec::new();
    for reference in &references {
        for heading in &reference.outline {
            add(
                &mut sections,
                &section_id(&heading.text),
                &heading.text,
                (&reference.name, heading),
            );
        }
        for (id, seen) in &reference.code.practices {
            add(&mut practices, id, &practice_name(id), (&reference.name, seen));
        }
    }
    practices.sort_by(|a, b| a.id.cmp(&b.id));
    for shared in sections.iter_mut().chain(&mut practices) {
        shared.share = share(shared.who.len(), of);
    }
    HouseProfile { references, sections, practices, skipped }
}

fn add(shared: &mut Vec<Shared>, id: &str, title: &str, (who, seen): (&str, &Observation)) {
    let position = shared.iter().position(|known| known.id == id).unwrap_or_else(|| {
        shared.push(Shared { id: id.into(), title: title.into(), ..Shared::default() });
        shared.len() - 1
    });
    if let Some(entry) = shared.get_mut(position)
        && !entry.who.iter().any(|known| known == who)
    {
        entry.who.push(who.to_owned());
        entry.seen.push(seen.clone());
    }
}

fn share(who: usize, of: usize) -> Share {
    match who {
        _ if who == of => Share::All,
        _ if who * 2 > of => Share::Most,
        _ => Share::Some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(who: usize, of: usize, expected: Share) {
        assert_eq!(share(who, of), expected, "{who} of {of}");
    }

    #[test]
    fn most_is_more_than_half() {
        check(3, 3, Share::All);
        check(2, 3, Share::Most);
        check(1, 2, Share::Some);
        check(1, 1, Share::All);
    }
}
