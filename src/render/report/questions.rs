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
        row(context, question, [Cell::from(blocks), assumed.into()])
    });
    let answered_rows = answered.iter().map(|question| {
        let who = if question.source == "person" { "a person" } else { "evidence" };
        row(context, question, [who.into(), context.to.rich(&question.answer).into()])
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
                &["=Blocks", "Assumed until then", "=Group", "Question", "Raised by"],
            )
            .or("No question is open.")
            .with(open_rows),
            Table::new(
                "answered",
                "Questions with an answer",
                &["=Answered by", "Answer", "=Group", "Question", "Shown by"],
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

fn row(context: &Context<'_>, question: &OpenQuestion, [first, second]: [Cell; 2]) -> Row {
    let mut text = context.to.rich(&question.text);
    text.extend([Piece::line(), Piece::id(&question.id)]);
    let cites = context.to.cites(&question.cites);
    Row::new([first, second, question.group.as_str().into(), text.into(), cites.into()])
        .called(anchor("question", &question.id))
}
