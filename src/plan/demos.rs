//! Commands that show a phase: curl calls of endpoints that exist or that the phase adds, build targets
//! and container commands that the repository has.

use super::{Inputs, gap, tasks};
use crate::model::{Demo, GapItem, RequiredEndpoint, Route, State, Task, TaskKind, TypeDecl};

/// How many calls one phase shows.
const CALLS: usize = 4;

pub(super) fn all(inputs: &Inputs<'_>, gap: &[GapItem], tasks: &[&Task]) -> Vec<Demo> {
    let mut demos = calls(inputs, tasks);
    demos.truncate(CALLS);
    demos.extend(checks(inputs, tasks));
    if demos.is_empty() {
        demos = existing_calls(inputs, gap, tasks);
    }
    demos
}

/// Calls of the endpoints that the phase's tasks serve.
fn calls(inputs: &Inputs<'_>, tasks: &[&Task]) -> Vec<Demo> {
    let served = tasks.iter().filter(|task| task.kind == TaskKind::Endpoint);
    let asked = |task: &&Task| {
        let asked =
            inputs.requirements.endpoints.iter().find(|asked| task.traces.contains(&asked.id))?;
        Some((asked, task.id.clone()))
    };
    served.filter_map(asked).map(|(asked, id)| planned(inputs, asked, id)).collect()
}

fn planned(inputs: &Inputs<'_>, asked: &RequiredEndpoint, task: String) -> Demo {
    let guarded = tasks::guarded_sibling(inputs, &asked.method, &asked.path).is_some();
    let title = if asked.summary.is_empty() {
        format!("{} {}", asked.method, asked.path)
    } else {
        asked.summary.clone()
    };
    Demo {
        title,
        command: curl(inputs, (&asked.method, &asked.path), guarded, asked.request_body.as_deref()),
        cites: vec![task, asked.at.citation()],
    }
}

/// Calls of endpoints that are there already, for phases that add none but change what they stand on.
fn existing_calls(inputs: &Inputs<'_>, gap: &[GapItem], tasks: &[&Task]) -> Vec<Demo> {
    if tasks.is_empty() {
        return Vec::new();
    }
    let present: Vec<&GapItem> = gap.iter().filter(|item| item.state == State::Present).collect();
    let asked = inputs
        .requirements
        .endpoints
        .iter()
        .filter(|asked| present.iter().any(|item| item.id == asked.id));
    let mut demos: Vec<Demo> = asked.filter_map(|asked| existing(inputs, asked)).collect();
    if demos.is_empty() {
        let routes = inputs
            .analysis
            .routes
            .iter()
            .filter(|route| route.is_endpoint() && route.method == "GET" && route.prefix_known);
        demos = routes.map(|route| unasked(inputs, route)).collect();
    }
    demos.truncate(2);
    demos
}

fn existing(inputs: &Inputs<'_>, asked: &RequiredEndpoint) -> Option<Demo> {
    let mut routes = inputs.analysis.routes.iter().filter(|route| route.is_endpoint());
    let route = routes.find(|route| gap::same_endpoint(&asked.method, &asked.path, route))?;
    let body = asked.request_body.clone().or_else(|| body_of(inputs, route));
    Some(Demo {
        title: format!("Still works: {} {}", route.method, route.path),
        command: curl(inputs, (&route.method, &route.path), route.auth, body.as_deref()),
        cites: vec![route.at.citation()],
    })
}

fn unasked(inputs: &Inputs<'_>, route: &Route) -> Demo {
    Demo {
        title: format!("Still works: {} {}", route.method, route.path),
        command: curl(inputs, (&route.method, &route.path), route.auth, None),
        cites: vec![route.at.citation()],
    }
}

/// A JSON body with the fields of the request type, each an example of its type.
fn body_of(inputs: &Inputs<'_>, route: &Route) -> Option<String> {
    let name = route.body_type.as_deref()?.rsplit('.').next()?;
    let declared = inputs
        .analysis
        .types
        .iter()
        .find(|known| known.name == name && !known.members.is_empty())?;
    Some(format!("{{{}}}", fields(declared).join(", ")))
}

fn fields(declared: &TypeDecl) -> Vec<String> {
    let field = |member: &crate::model::Member| {
        let tag = member.tag.split("json:\"").nth(1)?;
        let name = tag.split(['"', ',']).next().filter(|name| !name.is_empty() && *name != "-")?;
        Some(format!("\"{name}\": {}", example(&member.type_name)))
    };
    declared.members.iter().filter_map(field).collect()
}

fn example(type_name: &str) -> &'static str {
    let bare = type_name.trim_start_matches('*');
    match bare {
        _ if bare.starts_with("[]") => "[]",
        _ if bare.starts_with("map[") => "{}",
        "bool" => "true",
        _ if ["int", "uint", "float", "decimal"]
            .iter()
            .any(|number| bare.to_lowercase().contains(number)) =>
        {
            "1"
        }
        _ => "\"example\"",
    }
}

/// A curl call; parameters of the path become shell variables, named after them.
fn curl(
    inputs: &Inputs<'_>,
    (method, path): (&str, &str),
    auth: bool,
    body: Option<&str>,
) -> String {
    let mut lines =
        vec![format!("curl -sS -X {method} \"{}{}\"", base_url(inputs), variables(path))];
    if auth {
        lines.push("-H \"Authorization: Bearer $TOKEN\"".into());
    }
    if let Some(body) = body.filter(|_| method != "GET") {
        lines.push("-H \"Content-Type: application/json\"".into());
        lines.push(format!("-d '{}'", body.trim().replace('\'', "'\\''")));
    }
    lines.join(" \\\n  ")
}

fn variables(path: &str) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => format!("${{{}}}", name.to_uppercase().replace('-', "_")),
        None => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// `http://localhost:PORT` when configuration or container shows the port, else a variable.
fn base_url(inputs: &Inputs<'_>) -> String {
    match port(inputs) {
        Some((port, _)) => format!("http://localhost:{port}"),
        None => "$BASE_URL".into(),
    }
}

/// The port that the service listens on, and where it is written.
pub(super) fn port(inputs: &Inputs<'_>) -> Option<(String, String)> {
    let listens = |key: &str| {
        key.ends_with("SERVER_PORT")
            || key.ends_with("SERVER_ADDRESS")
            || key.ends_with("HTTP_PORT")
            || key == "PORT"
            || key.ends_with("HTTP_ADDRESS")
            || key.ends_with("LISTEN_ADDR")
    };
    let keys = inputs.analysis.configuration.iter().filter(|setting| listens(&setting.key));
    let from_key = keys
        .filter_map(|setting| Some((digits(setting.default.as_deref()?)?, setting.at.citation())));
    let containers = inputs
        .analysis
        .operations
        .containers
        .iter()
        .filter(|container| container.kind == "dockerfile");
    let from_container = containers
        .filter_map(|container| Some((digits(container.ports.first()?)?, container.at.citation())));
    from_key.chain(from_container).next()
}

fn digits(text: &str) -> Option<String> {
    let last = text.rsplit(':').next()?;
    let port: String = last.chars().take_while(char::is_ascii_digit).collect();
    (!port.is_empty()).then_some(port)
}

/// Targets and pipelines that show work without endpoints.
fn checks(inputs: &Inputs<'_>, tasks: &[&Task]) -> Vec<Demo> {
    let wanted: &[(TaskKind, &[&str])] = &[
        (TaskKind::Migration, &["migrate", "migrate-up", "migration"]),
        (TaskKind::Testing, &["test-integration", "integration", "test"]),
        (TaskKind::Performance, &["bench", "benchmark", "load"]),
        (TaskKind::Deployment, &["up", "docker-build", "build"]),
    ];
    let present = |kind: TaskKind| tasks.iter().any(|task| task.kind == kind);
    let target = |(_, names): &&(TaskKind, &[&str])| {
        let targets = &inputs.analysis.operations.targets;
        let target =
            names.iter().find_map(|name| targets.iter().find(|target| target.name == *name))?;
        Some(Demo {
            title: format!("Target `{}` of the repository", target.name),
            command: format!("{} {}", target.tool, target.name),
            cites: vec![target.at.citation()],
        })
    };
    wanted.iter().filter(|(kind, _)| present(*kind)).filter_map(|row| target(&row)).collect()
}
