//! Endpoints that are there, and those that are asked for and are not.

use std::collections::BTreeMap;

use super::{
    Context, Section,
    table::{Cell, Row, Table},
    text::{Piece, count},
    zero,
};
use crate::model::{GapItem, GapKind, Route, State};

pub(super) fn section(context: &Context<'_>) -> Section {
    let routes = &context.analysis.routes;
    let asked: Vec<&GapItem> =
        context.plan.gap.iter().filter(|item| item.kind == GapKind::Endpoint).collect();
    let shown_by: BTreeMap<(&str, u32), &GapItem> = asked
        .iter()
        .flat_map(|item| item.evidence.iter().map(move |one| ((&*one.at.file, one.at.line), *item)))
        .collect();
    let documented = documented(context);
    let there = routes.iter().map(|route| {
        let item = shown_by.get(&(&*route.at.file, route.at.line)).copied();
        let place = documented.get(&(route.method.as_str(), shape(&route.path)));
        row(context, route, item, place.map(|(file, line)| (*file, *line)))
    });
    let missing =
        asked.iter().filter(|item| item.state == State::Absent).map(|item| absent(context, item));
    let columns =
        ["=State", "=Method", "Path", "Handler", "=Guard", "Asked for", "In OpenAPI", "Where"];
    let table = Table::new("endpoints-table", "Endpoints of the product", &columns)
        .or(zero::facts(context, "routes", "endpoints"))
        .with(missing.chain(there));
    Section {
        id: "endpoints",
        title: "Endpoints",
        lead: lead(context, asked.len()).into_iter().collect(),
        tables: vec![table],
        ..Section::default()
    }
}

fn lead(context: &Context<'_>, asked: usize) -> Option<Vec<Piece>> {
    let routes = &context.analysis.routes;
    let open =
        |route: &&Route| route.is_endpoint() && !route.auth && route.infrastructure.is_none();
    let open = routes.iter().filter(open).count();
    let tests = context.analysis.test_routes.len();
    (!routes.is_empty() || asked > 0).then(|| {
        vec![Piece::text(format!(
            "{} in the code, {asked} asked for. {} {} no middleware that authenticates by its name. {} in test code left out.",
            count(routes.len(), "endpoint"),
            count(open, "endpoint"),
            if open == 1 { "has" } else { "have" },
            count(tests, "route"),
        ))]
    })
}

/// Operations of `OpenAPI` documents by method and shape of their path.
fn documented<'a>(context: &Context<'a>) -> BTreeMap<(&'a str, String), (&'a str, u32)> {
    let documents = context.analysis.openapi.iter();
    let operations =
        documents.flat_map(|one| one.operations.iter().map(move |operation| (one, operation)));
    operations
        .map(|(one, operation)| {
            ((operation.method.as_str(), shape(&operation.path)), (&*one.at.file, operation.line))
        })
        .collect()
}

/// A path whose parameters have no names.
fn shape(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    path.trim_end_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
}

fn row(
    context: &Context<'_>,
    route: &Route,
    asked: Option<&GapItem>,
    place: Option<(&str, u32)>,
) -> Row {
    let to = &context.to;
    let state = match asked {
        Some(item) => super::gap::state(item.state),
        None if context.plan.gap.is_empty() => Cell::from(Piece::mark("there", "good")).by(1.0),
        None => Cell::from(Piece::mark("not asked for", "calm")).by(1.0),
    };
    let mut handler = vec![Piece::code(&route.handler)];
    if let Some((at, file)) = route.handler_at.as_ref().and_then(|at| Some((at, at.file.as_ref()?)))
    {
        handler.extend([Piece::line(), to.place(file, at.line)]);
    }
    Row::new([
        state,
        if route.method.is_empty() {
            route.protocol.as_str().into()
        } else {
            route.method.as_str().into()
        },
        path(route),
        handler.into(),
        guard(route),
        asked.map_or_else(Vec::new, |item| vec![to.cite(&item.id)]).into(),
        place.map_or_else(Vec::new, |(file, line)| vec![to.place(file, line)]).into(),
        to.at(&route.at).into(),
    ])
}

/// The path; of one whose prefix is not known all that is known.
fn path(route: &Route) -> Cell {
    let mut pieces = vec![Piece::code(&route.path)];
    if !route.prefix_known {
        pieces.push(Piece::text(" (its prefix is not known)"));
    }
    pieces.into()
}

fn guard(route: &Route) -> Cell {
    let asked = [route.auth_resource.as_deref(), route.auth_action.as_deref()];
    let asked: Vec<&str> = asked.into_iter().flatten().collect();
    match (route.auth, &route.infrastructure) {
        (true, _) if asked.is_empty() => Piece::mark("authenticated", "good").into(),
        (true, _) => {
            vec![Piece::mark("authenticated", "good"), Piece::text(format!(" {}", asked.join(" ")))]
                .into()
        }
        (false, Some(what)) => Piece::mark(what, "calm").into(),
        (false, None) => Piece::mark("open", "fair").into(),
    }
}

fn absent(context: &Context<'_>, item: &GapItem) -> Row {
    let to = &context.to;
    let (method, path) = item.title.split_once(' ').unwrap_or(("", &item.title));
    Row::new([
        super::gap::state(State::Absent),
        method.into(),
        Piece::code(path).into(),
        "".into(),
        "".into(),
        to.cite(&item.id).into(),
        "".into(),
        to.at(&item.asked.at).into(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_do_not_count() {
        assert_eq!(shape("/v1/a/{id}/b/"), shape("/v1/a/{other_id}/b"));
        assert_ne!(shape("/v1/a"), shape("/v1/{a}"));
    }
}
