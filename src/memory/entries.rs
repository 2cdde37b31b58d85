//! What is worth remembering of a plan: its summary, and the decision behind each phase.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::{Phase, Plan, State};

/// Something to remember. It is neutral: which call stores it is known once a server has said what it offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Stands for the content: the same content has the same one, whenever it is made.
    pub id: String,
    /// The repository as `github.com/org/name`.
    pub repository: String,
    /// The session that it belongs to.
    pub session: String,
    /// What it says.
    pub content: Content,
    /// Words to find it by.
    pub tags: Vec<String>,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Content {
    /// The plan in a few sentences.
    Summary {
        /// The sentences.
        text: String,
    },
    /// Something that was decided.
    Decision {
        /// What.
        decision: String,
        /// Why.
        rationale: String,
        /// Under which circumstances.
        context: String,
    },
}

/// The entries of a plan. `session` is made of the content where nobody names one.
pub fn entries(plan: &Plan, repository: &str, session: Option<&str>) -> Vec<Entry> {
    let base = ["implementation-plan", "project-planning"].map(str::to_owned);
    let name = plan.name.to_lowercase().replace(' ', "-");
    let tags = |own: &str| base.iter().cloned().chain([own.to_owned(), name.clone()]).collect();
    let mut contents = vec![(Content::Summary { text: summary(plan) }, tags("delivery-strategy"))];
    let phases = plan.phases.iter().filter(|phase| hours(phase) > 0.0);
    contents.extend(phases.map(|phase| (decision(plan, phase), tags("development-phases"))));
    let digests: Vec<String> = contents.iter().map(|(one, _)| digest(repository, one)).collect();
    let of_content = || {
        let all = digest_of(&digests.concat());
        format!("groundplan-{}", all.get(..12).unwrap_or_default())
    };
    let session = session.map_or_else(of_content, str::to_owned);
    let entry = |((content, tags), id): ((Content, Vec<String>), &String)| Entry {
        id: id.clone(),
        repository: repository.to_owned(),
        session: session.clone(),
        content,
        tags,
    };
    contents.into_iter().zip(&digests).map(entry).collect()
}

fn digest(repository: &str, content: &Content) -> String {
    digest_of(&format!("{repository}\n{}", serde_json::to_string(content).unwrap_or_default()))
}

fn digest_of(text: &str) -> String {
    let sum = Sha256::digest(text.as_bytes());
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    sum.iter().take(12).flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn hours(phase: &Phase) -> f64 {
    phase.hours.likely
}

/// Weeks, phases, gap and what is open.
fn summary(plan: &Plan) -> String {
    let count = |state| plan.gap.iter().filter(|item| item.state == state).count();
    let phases: Vec<String> = plan
        .phases
        .iter()
        .map(|phase| format!("{} {} ({:.0} h)", phase.number, phase.title, hours(phase)))
        .collect();
    let open: Vec<&str> = plan
        .questions
        .iter()
        .filter(|question| question.source.is_empty())
        .map(|question| question.id.as_str())
        .collect();
    let took = plan.forecast.as_ref().map_or_else(String::new, |forecast| {
        format!(
            " Forecast: {:.0} weeks at even odds, {:.0} at four of five.",
            forecast.weeks.p50, forecast.weeks.p80
        )
    });
    let at = plan.repo.commit.as_deref().map_or_else(String::new, |commit| {
        let commit = commit.get(..12).unwrap_or(commit);
        format!(" Made at commit {commit}{}.", if plan.repo.dirty { " with changes" } else { "" })
    });
    format!(
        "Implementation plan of {}: {} tasks in {} phases: {}.{took} Of what the documents ask for, {} is there, {} \
         partly, {} not at all. Open questions: {}.{at}",
        plan.name,
        plan.tasks.len(),
        plan.phases.len(),
        phases.join("; "),
        count(State::Present),
        count(State::Partial),
        count(State::Absent),
        if open.is_empty() { "none".to_owned() } else { open.join(", ") },
    )
}

/// A phase, why it is what it is, and what that rests on.
fn decision(plan: &Plan, phase: &Phase) -> Content {
    let tasks: Vec<_> = plan.tasks.iter().filter(|task| task.phase == phase.number).collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for task in &tasks {
        *kinds.entry(format!("{:?}", task.kind).to_lowercase()).or_insert(0) += 1;
    }
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
    let mut reasons: Vec<&str> = Vec::new();
    for task in &tasks {
        let reason = task.rationale.trim();
        if !reason.is_empty() && !reasons.contains(&reason) && reasons.len() < 5 {
            reasons.push(reason);
        }
    }
    let goal = phase.goal.text.trim();
    let rationale = if reasons.is_empty() {
        format!("Goal: {goal}")
    } else {
        format!("Goal: {goal} {}", reasons.join(" "))
    };
    let capacity = &plan.capacity;
    let references = match plan.references.as_slice() {
        [] => "the built-in standard, no references".to_owned(),
        all => format!("the references {}", all.join(", ")),
    };
    Content::Decision {
        decision: format!(
            "Phase {}, {}: {} tasks ({}), {:.0}-{:.0} h in {} weeks",
            phase.number,
            phase.title,
            tasks.len(),
            kinds.join(", "),
            phase.hours.low,
            phase.hours.high,
            phase.weeks.len(),
        ),
        rationale,
        context: format!(
            "Team of {} with {:.0} h a week each, {:.0} h of it planned work for all ({}); made with {references}",
            capacity.team, capacity.hours_per_week, capacity.weekly_hours, capacity.source
        ),
    }
}

/// The repository as `github.com/org/name`, from the first remote URL that says so.
pub fn repository(remotes: &[String]) -> Option<String> {
    remotes.iter().find_map(|url| of_url(url))
}

fn of_url(url: &str) -> Option<String> {
    let rest = match url.split_once("://") {
        Some((scheme, rest)) if scheme != "file" => rest.to_owned(),
        Some(_) => return None,
        // `git@host:path`, as in scp; a path has no host.
        None => {
            let (host, path) = url.split_once(':')?;
            if host.contains('/') || host.len() < 2 {
                return None;
            }
            format!("{host}/{path}")
        }
    };
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/')?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?.to_lowercase();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    (!host.is_empty() && !path.is_empty()).then(|| format!("{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_named_by_its_remote() {
        #[track_caller]
        fn check(url: &str, expected: Option<&str>) {
            assert_eq!(of_url(url).as_deref(), expected, "{url}");
        }
        check("https://github.com/org/name.git", Some("github.com/org/name"));
        check("https://user:pass@GitHub.com:443/org/name/", Some("github.com/org/name"));
        check("git@github.com:org/name.git", Some("github.com/org/name"));
        check("ssh://git@host.example:2222/group/sub/name", Some("host.example/group/sub/name"));
        for path in
            ["/srv/git/name.git", "file:///srv/name", "../name", "C:/name", "https://host/", ""]
        {
            check(path, None);
        }
    }
}
