//! Schedules by people and days: what each week holds, and what must hold for all of them.

use std::borrow::Cow;

use proptest::prelude::*;

use super::{
    calendar::{Calendar, WEEK},
    frame::{Crew, Frame, Share},
    weeks,
};
use crate::model::{Capacity, Day, Estimate, HourRange, Person, State, Task, TaskKind};

fn task(id: &str, kind: TaskKind, likely: f64, needs: &[&str]) -> Task {
    Task {
        id: id.into(),
        title: String::new(),
        kind,
        state: State::Absent,
        traces: vec![],
        evidence: vec![],
        steps: vec![],
        files: vec![],
        depends_on: needs.iter().map(ToString::to_string).collect(),
        estimate: Estimate {
            range: HourRange { low: likely, likely, high: likely },
            unit: Cow::Borrowed("hours"),
            ..Estimate::default()
        },
        focus: None,
        phase: 1,
        rationale: String::new(),
    }
}

fn person(name: &str, hours: f64, skills: &[&str]) -> Person {
    Person {
        name: name.into(),
        hours_per_week: Some(hours),
        skills: skills.iter().map(ToString::to_string).collect(),
        ..Person::default()
    }
}

fn of_people(people: Vec<Person>) -> Capacity {
    let hours: f64 = people.iter().filter_map(|one| one.hours_per_week).sum();
    Capacity {
        team: u32::try_from(people.len()).unwrap(),
        hours_per_week: 30.0,
        focus: 1.0,
        weekly_hours: hours,
        people,
        ..Capacity::default()
    }
}

fn run(tasks: &[Task], capacity: &Capacity, calendar: Option<Calendar>) -> (Frame, Vec<Share>) {
    let frame = Frame::new(tasks, capacity, calendar);
    let mut shares = Vec::new();
    let last = frame.run(&super::likely(tasks), &mut |share| shares.push(share));
    assert_eq!(last, shares.iter().map(|share| share.day).max());
    (frame, shares)
}

/// Weeks as `id hours` or `id hours person`.
#[track_caller]
fn check(tasks: &[Task], capacity: &Capacity, start: Option<&str>, expected: &[&[&str]]) {
    let calendar = start.map(|day| Calendar::from(Day::parse(day).unwrap()));
    let (frame, shares) = run(tasks, capacity, calendar);
    let weeks = weeks::of((&frame, tasks), &shares, capacity, calendar);
    let text: Vec<Vec<String>> = weeks
        .values()
        .flatten()
        .map(|week| {
            let entries = week.tasks.iter();
            entries
                .map(|one| format!("{} {} {}", one.id, one.hours, one.person).trim_end().to_owned())
                .collect()
        })
        .collect();
    assert_eq!(text, expected);
}

fn team() -> Capacity {
    Capacity {
        team: 2,
        hours_per_week: 30.0,
        focus: 1.0,
        weekly_hours: 60.0,
        ..Capacity::default()
    }
}

const S: TaskKind = TaskKind::Service;
const M: TaskKind = TaskKind::Migration;

#[test]
fn in_a_team_one_person_does_one_task_and_a_full_week_runs_over() {
    let tasks = [task("a", S, 40.0, &[]), task("b", S, 10.0, &[])];
    check(&tasks, &team(), None, &[&["a 30", "b 10"], &["a 10"]]);
    let tasks = [task("a", S, 30.0, &[]), task("b", S, 30.0, &[]), task("c", S, 5.0, &[])];
    check(&tasks, &team(), None, &[&["a 30", "b 30"], &["c 5"]]);
}

#[test]
fn in_a_team_a_task_waits_for_what_it_needs() {
    let tasks = [task("a", S, 40.0, &[]), task("b", S, 10.0, &["a"])];
    check(&tasks, &team(), None, &[&["a 30"], &["a 10", "b 10"]]);
}

#[test]
fn people_take_what_they_can_do_and_the_narrowest_goes_first() {
    let people = of_people(vec![person("Ana", 30.0, &[]), person("Bruno", 20.0, &["migration"])]);
    let tasks = [task("m", M, 10.0, &[]), task("s", S, 30.0, &[]), task("n", M, 5.0, &[])];
    check(&tasks, &people, None, &[&["s 30 Ana", "m 10 Bruno", "n 5 Bruno"]]);
}

#[test]
fn a_task_stays_in_the_hands_of_one_person_and_waits_for_a_colleague_a_day() {
    let people =
        of_people(vec![person("Ana", 30.0, &["migration"]), person("Bruno", 30.0, &["service"])]);
    let tasks = [task("m", M, 8.0, &[]), task("s", S, 30.0, &["m"])];
    // Ana is done on the second day, so Bruno has three days of the first week.
    check(&tasks, &people, None, &[&["m 8 Ana", "s 18 Bruno"], &["s 12 Bruno"]]);
}

#[test]
fn days_away_and_first_and_last_days_count() {
    let ana = Person { away: vec!["2026-12-03..2026-12-06".into()], ..person("Ana", 30.0, &[]) };
    let tasks = [task("a", S, 30.0, &[])];
    check(&tasks, &of_people(vec![ana]), Some("2026-12-01"), &[&["a 18 Ana"], &["a 12 Ana"]]);
    let ana = Person { until: Some("2026-12-02".into()), ..person("Ana", 30.0, &[]) };
    let bruno = Person { from: Some("2026-12-04".into()), ..person("Bruno", 30.0, &[]) };
    let people = of_people(vec![ana.clone(), bruno]);
    check(&tasks, &people, Some("2026-12-01"), &[&["a 12 Ana", "a 12 Bruno"], &["a 6 Bruno"]]);
    check(&tasks, &of_people(vec![ana]), Some("2026-12-01"), &[&["a 12 Ana", "a 18 nobody yet"]]);
}

#[test]
fn what_nobody_can_do_stands_as_such_and_holds_up_nobody() {
    let people = of_people(vec![person("Ana", 30.0, &["migration"])]);
    let tasks = [task("s", S, 6.0, &[]), task("m", M, 30.0, &[]), task("n", M, 6.0, &["s"])];
    check(&tasks, &people, None, &[&["m 30 Ana", "s 6 nobody yet"], &["n 6 Ana"]]);
}

#[test]
fn who_is_free_begins_the_next_phase_and_no_other() {
    let people =
        of_people(vec![person("Ana", 30.0, &["migration"]), person("Bruno", 30.0, &["service"])]);
    let mut tasks = [task("m", M, 36.0, &[]), task("s", S, 12.0, &[]), task("t", S, 12.0, &[])];
    (tasks[1].phase, tasks[2].phase) = (2, 3);
    // Phase by phase: what the first has in its two weeks, then the second, then the third.
    check(&tasks, &people, None, &[&["m 30 Ana"], &["m 6 Ana"], &["s 12 Bruno"], &["t 12 Bruno"]]);
    let (_, shares) = run(&tasks, &people, None);
    let first = |job: usize| shares.iter().find(|share| share.job == job).unwrap().day;
    assert_eq!((first(1), first(2)), (0, 5), "the third waits until the first is done");
}

#[test]
fn a_circle_of_needs_ends() {
    let tasks = [task("a", S, 5.0, &["b"]), task("b", S, 5.0, &["a"])];
    check(&tasks, &team(), None, &[&["a 5", "b 5"]]);
    check(&tasks, &of_people(vec![person("Ana", 30.0, &[])]), None, &[&["a 5 Ana", "b 5 Ana"]]);
}

fn any_tasks() -> impl Strategy<Value = Vec<Task>> {
    let one = (0usize..15, 1u32..600, 1u32..4, prop::collection::vec(0usize..30, 0..3));
    prop::collection::vec(one, 1..30).prop_map(|drafts| {
        let mut tasks: Vec<Task> = Vec::new();
        let mut drafts = drafts;
        drafts.sort_by_key(|(_, _, phase, _)| *phase);
        for (position, (kind, tenths, phase, needs)) in drafts.into_iter().enumerate() {
            let needs: Vec<String> = needs
                .into_iter()
                .filter(|need| *need < position)
                .map(|need| need.to_string())
                .collect();
            let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
            let hours = f64::from(tenths) / 10.0;
            let mut task = task(&position.to_string(), TaskKind::ALL[kind], hours, &needs);
            task.phase = phase;
            tasks.push(task);
        }
        tasks
    })
}

/// Hours, skills, first and last day, days away with their number.
type Drawn = (u32, Vec<usize>, Option<i64>, Option<i64>, Vec<(i64, i64)>);

fn any_people() -> impl Strategy<Value = Vec<Person>> {
    let day = |number: i64| Day::parse("2026-12-01").unwrap().plus(number).to_string();
    let one = (
        1u32..45,
        prop::collection::vec(0usize..15, 0..8),
        prop::option::of(0i64..40),
        prop::option::of(0i64..90),
        prop::collection::vec((0i64..60, 0i64..20), 0..3),
    );
    prop::collection::vec(one, 0..5).prop_map(move |all| {
        let person = |(position, (hours, skills, from, until, away)): (usize, Drawn)| Person {
            name: format!("P{position}"),
            hours_per_week: Some(f64::from(hours)),
            skills: skills
                .iter()
                .map(|kind| format!("{:?}", TaskKind::ALL[*kind]).to_lowercase())
                .collect(),
            from: from.map(day),
            until: until.map(day),
            away: away
                .iter()
                .map(|(from, days)| format!("{}..{}", day(*from), day(from + days)))
                .collect(),
        };
        all.into_iter().enumerate().map(person).collect()
    })
}

/// First and last day of a task, and who worked on it then.
type Span = (u32, u32, Option<usize>, Option<usize>);

fn spans(tasks: &[Task], shares: &[Share]) -> Vec<Option<Span>> {
    let span = |job: usize| {
        let own: Vec<&Share> = shares.iter().filter(|share| share.job == job).collect();
        let (first, last) = (own.first()?, own.last()?);
        Some((first.day, last.day, first.worker, last.worker))
    };
    (0..tasks.len()).map(span).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nobody_works_more_than_they_have_and_never_on_a_day_off(tasks in any_tasks(), people in any_people()) {
        let capacity = if people.is_empty() { team() } else { of_people(people) };
        let calendar = Some(Calendar::from(Day::parse("2026-12-01").unwrap()));
        let (frame, shares) = run(&tasks, &capacity, calendar);
        match &frame.crew {
            Crew::Team { weekly, each } => {
                let last = shares.iter().map(|share| share.day / WEEK).max().unwrap_or(0);
                for week in 0..=last {
                    let own = || shares.iter().filter(|share| share.day / WEEK == week);
                    prop_assert!(own().map(|share| share.hours).sum::<f64>() <= weekly + 1e-6);
                    for share in own() {
                        prop_assert!(share.hours <= each + 1e-6);
                    }
                }
            }
            Crew::People(workers) => {
                for share in &shares {
                    let worker = share.worker.unwrap();
                    let same = shares.iter().filter(|other| (other.day, other.worker) == (share.day, share.worker));
                    let day: f64 = same.map(|share| share.hours).sum();
                    prop_assert!(day <= workers[worker].hours(share.day) + 1e-6);
                    let kind = tasks[share.job].kind;
                    prop_assert!(workers[worker].can(kind));
                }
            }
        }
    }

    #[test]
    fn all_hours_are_placed_and_nothing_before_what_it_needs(tasks in any_tasks(), people in any_people()) {
        let capacity = if people.is_empty() { team() } else { of_people(people) };
        let calendar = Some(Calendar::from(Day::parse("2026-12-01").unwrap()));
        let (_, shares) = run(&tasks, &capacity, calendar);
        let spans = spans(&tasks, &shares);
        for (position, task) in tasks.iter().enumerate() {
            let own = shares.iter().filter(|share| share.job == position);
            let placed: f64 = own.map(|share| share.hours).sum();
            prop_assert!((placed - task.estimate.range.likely).abs() <= 0.051, "{} {placed}", task.id);
            let Some((first, _, by, _)) = spans[position] else { continue };
            for need in &task.depends_on {
                let Some((_, end, _, ended_by)) = spans[need.parse::<usize>().unwrap()] else { continue };
                prop_assert!(end < first || (end == first && by == ended_by), "{} before {need}", task.id);
            }
        }
    }

    #[test]
    fn a_task_is_in_the_hands_of_one_person_at_a_time(tasks in any_tasks(), people in any_people()) {
        prop_assume!(!people.is_empty());
        let calendar = Some(Calendar::from(Day::parse("2026-12-01").unwrap()));
        let (_, shares) = run(&tasks, &of_people(people), calendar);
        for share in &shares {
            let others = shares.iter().filter(|other| (other.job, other.day) == (share.job, share.day));
            prop_assert!(others.map(|other| other.worker).all(|worker| worker == share.worker));
        }
    }
}
