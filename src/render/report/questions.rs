//! What nobody said, what people said, and what the evidence answers.

use super::{
    Context, Section, anchor,
    table::{Cell, Row, Table},
    text::{Piece, count},
};
use crate::model::OpenQuestion;

pub(super) fn section(context: &Context<'_>) -> Section {
    let (open, answered): (Vec<&OpenQuestion>, Vec<&OpenQuestion>) =
        context.plan.questions.iter().partition(|question| is_open(question));
    let open_rows = open.iter().map(|question| {
        let blocks = if question.blocking { Piece::mark("blocks", "bad") } else { Piece::text("") };
        let assumed = if question.answer.is_empty() {
            vec![Piece::text("nothing is assumed")]
        } else {
            context.to.rich(&question.answer)
        };
        row(context, question, [blocks.into(), asked(context, question), assumed.into()])
    });
    let answered_rows = answered.iter().map(|question| {
        let who = if question.source == "person" { "a person" } else { "evidence" };
        let answer = context.to.rich(&question.answer);
        row(context, question, [asked(context, question), answer.into(), who.into()])
    });
    let lead = format!(
        "{} open; evidence or people answered {}. An answer in `answers.toml` of the planning folder, or in \
         `groundplan questions --answer`, replaces the assumption at the next run.",
        are(open.len()),
        answered.len(),
    );
    Section {
        id: "questions",
        title: "Open questions",
        lead: vec![context.to.rich(&lead)],
        tables: vec![
            Table::new(
                "open",
                "Questions that nobody answered",
                &["=Blocks", "Question", "Assumed until then", "=Group", "Raised by"],
            )
            .or("No question is open.")
            .with(open_rows),
            Table::new(
                "answered",
                "Questions with an answer",
                &["Question", "Answer", "=Answered by", "=Group", "Shown by"],
            )
            .or("Nobody and nothing has answered a question yet.")
            .with(answered_rows),
        ],
        ..Section::default()
    }
}

/// Whether nobody and nothing answers it.
pub(super) fn is_open(question: &OpenQuestion) -> bool {
    question.source.is_empty()
}

fn are(number: usize) -> String {
    format!("{} {}", count(number, "question"), if number == 1 { "is" } else { "are" })
}

fn asked(context: &Context<'_>, question: &OpenQuestion) -> Cell {
    let mut text = context.to.rich(&question.text);
    text.extend([Piece::line(), Piece::id(&question.id)]);
    text.into()
}

/// A phone shows the first columns: the question is among them.
fn row(context: &Context<'_>, question: &OpenQuestion, first: [Cell; 3]) -> Row {
    let rest = [question.group.as_str().into(), context.to.cites(&question.cites).into()];
    Row::new(first.into_iter().chain(rest)).called(anchor("question", &question.id))
}
