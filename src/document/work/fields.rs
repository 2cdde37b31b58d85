//! What a label or the heading of a column asks of an item.

use crate::{
    document::words,
    model::{Action, Priority},
};

/// What a value says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Field {
    /// Prose about it.
    Text,
    /// Files, with what happens to them where the label tells.
    Files(Option<Action>),
    Needs,
    Blocks,
    Traces,
    Hours,
    Size,
    Confidence,
    Status,
    Priority,
    Acceptance,
    When,
    Starts,
    Ends,
    Commits,
    /// Work below it.
    Steps,
    /// How it is tested: boxes there are criteria.
    Checks,
}

/// Phrases of labels; the first field with a phrase in the label wins.
const FIELDS: &[(Field, &[&str])] = &[
    (
        Field::Acceptance,
        &[
            "acceptance",
            "exit criteria",
            "success criteria",
            "definition of done",
            "done when",
            "dod",
            "completion criteria",
            "exit gate",
            "criterios de aceitacao",
            "criterios de aceite",
            "criterios de sucesso",
            "criterios de saida",
            "criterios de aceptacion",
            "criterio de pronto",
            "pronto quando",
            "feito quando",
            "listo cuando",
        ],
    ),
    (
        Field::Traces,
        &[
            "ac refs",
            "dx references",
            "ac references",
            "refs",
            "requirement",
            "requirements",
            "traces",
            "traceability",
            "covers",
            "satisfies",
            "user story",
            "user stories",
            "requisitos",
            "requisito",
            "prd refs",
            "trd refs",
            "validates",
            "rastreabilidade",
        ],
    ),
    (
        Field::Needs,
        &[
            "dependencies",
            "dependency",
            "depends on",
            "depends",
            "blocked by",
            "prerequisites",
            "prerequisite",
            "deps",
            "requires",
            "dependencias",
            "dependencia",
            "depende de",
            "bloqueado por",
            "bloqueada por",
            "pre requisitos",
            "prerequisitos",
            "requer",
            "after",
        ],
    ),
    (
        Field::Blocks,
        &["blocks", "unblocks", "blocking", "bloqueia", "desbloqueia", "bloquea", "enables"],
    ),
    (Field::Confidence, &["confidence", "confianca", "confianza"]),
    (
        Field::Starts,
        &["start date", "starts", "start", "inicio", "data de inicio", "fecha de inicio", "begins"],
    ),
    (
        Field::Ends,
        &[
            "end date",
            "due date",
            "due",
            "target date",
            "deadline",
            "ends",
            "end",
            "finish",
            "termino",
            "data de fim",
            "fim",
            "fecha de fin",
            "completion date",
            "data alvo",
        ],
    ),
    (
        Field::Hours,
        &[
            "estimate",
            "estimated",
            "effort",
            "hours",
            "estimativa",
            "esforco",
            "horas",
            "estimacion",
            "esfuerzo",
            "ai estimate",
            "estimated effort",
            "hrs",
        ],
    ),
    (Field::Size, &["size", "tamanho", "tamano", "t shirt", "story points", "points", "pontos"]),
    (Field::Status, &["status", "state", "estado", "situacao", "progress", "progresso"]),
    (Field::Priority, &["priority", "prioridade", "prioridad"]),
    (Field::Commits, &["commit", "commits", "landed in", "merged in"]),
    (
        Field::When,
        &[
            "duration",
            "timeline",
            "weeks",
            "week",
            "when",
            "schedule",
            "duracao",
            "prazo",
            "semana",
            "semanas",
            "dates",
            "timeframe",
            "periodo",
            "duracion",
            "days",
        ],
    ),
    (
        Field::Steps,
        &[
            "steps",
            "subtasks",
            "work items",
            "passos",
            "tarefas",
            "atividades",
            "subtarefas",
            "pasos",
            "tareas",
            "implementation steps",
            "tasks",
            "activities",
            "actividades",
        ],
    ),
    (
        Field::Checks,
        &[
            "verification",
            "verify",
            "validation",
            "checks",
            "testing strategy",
            "verificacao",
            "quality gates",
            "test plan",
            "validacao",
            "verificacion",
        ],
    ),
    (
        Field::Files(None),
        &[
            "files",
            "file",
            "scope",
            "arquivos",
            "arquivo",
            "archivos",
            "archivo",
            "deliverables",
            "deliverable",
            "artifacts",
            "entregaveis",
            "escopo",
            "paths",
            "alcance",
            "entregables",
            "output",
            "outputs",
            "location",
            "target files",
        ],
    ),
    (
        Field::Text,
        &[
            "description",
            "descricao",
            "descripcion",
            "summary",
            "context",
            "contexto",
            "goal",
            "objective",
            "objetivo",
            "meta",
            "what",
            "purpose",
            "overview",
            "milestone",
            "resumo",
            "goals",
            "objectives",
            "resumen",
        ],
    ),
];

/// Words of a label that tell what happens to files.
const ACTIONS: &[(Action, &[&str])] = &[
    (
        Action::Create,
        &[
            "create", "created", "new", "criar", "criados", "novo", "novos", "crear", "nuevos",
            "add",
        ],
    ),
    (
        Action::Modify,
        &[
            "modify",
            "modified",
            "update",
            "updated",
            "edit",
            "change",
            "changed",
            "modificar",
            "alterar",
            "modificados",
            "alterados",
            "extend",
        ],
    ),
    (Action::Delete, &["delete", "deleted", "remove", "removed", "remover", "excluir", "eliminar"]),
    (Action::Move, &["move", "moved", "rename", "renamed", "mover", "renomear", "renombrar"]),
    (Action::Test, &["test", "tests", "teste", "testes", "prueba", "pruebas"]),
];

/// Labels are short: more words make a sentence.
const LONGEST: usize = 6;

/// What the label asks; `None` for a label of no known meaning.
pub(in crate::document) fn of_label(label: &str) -> Option<Field> {
    let key = words::key(label);
    let count = key.split_whitespace().count();
    if count == 0 || count > LONGEST {
        return None;
    }
    if count <= 2
        && let Some(action) = action(&key)
    {
        return Some(Field::Files(Some(action)));
    }
    let (field, _) = FIELDS.iter().find(|(_, phrases)| words::has_any(&key, phrases))?;
    Some(match field {
        Field::Files(_) => Field::Files(action(&key)),
        other => *other,
    })
}

/// The one action that the words name; none when they name several.
fn action(key: &str) -> Option<Action> {
    let mut named = ACTIONS.iter().filter(|(_, words)| words::has_any(key, words)).map(|(a, _)| *a);
    let first = named.next()?;
    let others: Vec<Action> = named.collect();
    let test_only = others.iter().all(|other| *other == Action::Test);
    (others.is_empty() || test_only).then_some(if others.is_empty() { first } else { Action::Test })
}

/// What the words before a path say happens to it: `extend`, `new file`, `tests in`.
pub(in crate::document) fn action_before(text: &str) -> Option<Action> {
    action(&words::key(text))
}

/// What the verb that opens a sentence says happens to the files it names.
pub(in crate::document) fn action_of_verb(sentence: &str) -> Option<Action> {
    const VERBS: &[(Action, &[&str])] = &[
        (
            Action::Create,
            &[
                "create",
                "implement",
                "write",
                "scaffold",
                "generate",
                "criar",
                "crear",
                "implementar",
            ],
        ),
        (
            Action::Modify,
            &[
                "update",
                "modify",
                "extend",
                "refactor",
                "change",
                "edit",
                "wire",
                "register",
                "fix",
                "replace",
                "atualizar",
                "alterar",
                "actualizar",
                "modificar",
                "refatorar",
            ],
        ),
        (Action::Delete, &["delete", "remove", "drop", "remover", "eliminar", "excluir"]),
        (Action::Move, &["move", "rename", "mover", "renomear"]),
    ];
    let key = words::key(sentence);
    let verb = key.split_whitespace().next()?;
    VERBS.iter().find(|(_, verbs)| verbs.contains(&verb)).map(|(action, _)| *action)
}

/// Priority in its many spellings.
pub(in crate::document) fn priority(text: &str) -> Priority {
    crate::document::requirements::priority_value(text)
}

/// Priority that a bracket holds and nothing else: `(P1)`, `(Priority: High)`, `[Must]`.
pub(in crate::document) fn priority_in_brackets(text: &str) -> Priority {
    const WORDS: &[&str] = &["priority", "prioridade", "prioridad", "have"];
    let parts = text.split(['(', '[']).skip(1).filter_map(|part| part.split([')', ']']).next());
    let alone = parts.filter(|part| {
        let key = words::key(part);
        let other = key.split_whitespace().filter(|word| !WORDS.contains(word)).count();
        other == 1
    });
    alone.map(priority).find(|priority| *priority != Priority::Unknown).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_ask_for_fields() {
        for (label, field) in [
            ("Blocked by", Some(Field::Needs)),
            ("Blocks", Some(Field::Blocks)),
            ("AC / DX references", Some(Field::Traces)),
            ("Primary AC / DX refs", Some(Field::Traces)),
            ("AI-hours", Some(Field::Hours)),
            ("Scope (files created)", Some(Field::Files(Some(Action::Create)))),
            ("Scope (files created/modified)", Some(Field::Files(None))),
            ("Create", Some(Field::Files(Some(Action::Create)))),
            ("Test", Some(Field::Files(Some(Action::Test)))),
            ("Test files", Some(Field::Files(Some(Action::Test)))),
            ("Files delivered (principal)", Some(Field::Files(None))),
            ("Done when", Some(Field::Acceptance)),
            ("Critérios de Aceitação", Some(Field::Acceptance)),
            ("Depende de", Some(Field::Needs)),
            ("Description", Some(Field::Text)),
            ("Testing strategy", Some(Field::Checks)),
            ("Risks", None),
            ("Blast radius", None),
        ] {
            assert_eq!(of_label(label), field, "{label}");
        }
        assert_eq!(action_of_verb("Update the router in a.go"), Some(Action::Modify));
        assert_eq!(action_of_verb("Verify"), None);
    }
}
