//! Which lines fit into a budget of tokens: the most worth for their tokens first, counted exactly in the finished
//! text.

use super::Tokens;
use crate::error::Result;

/// A line that may be left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// How much it is worth beside the others.
    pub(super) value: f64,
    /// Tokens, about; the finished text is what counts.
    pub(super) cost: usize,
    /// The line that it belongs to and cannot stand without; one that comes before it.
    pub(super) parent: Option<usize>,
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// By line.
    lines: Vec<bool>,
    /// A line of which only so many words are shown.
    cut: Option<(usize, usize)>,
}

impl Shown {
    /// Every one of so many lines.
    pub(super) fn all(count: usize) -> Self {
        Self { lines: vec![true; count], cut: None }
    }

    fn first(order: &[usize], count: usize) -> Self {
        let mut shown = Self { lines: vec![false; order.len()], cut: None };
        order.iter().take(count).for_each(|line| shown.set(*line, true));
        shown
    }

    fn set(&mut self, line: usize, value: bool) {
        if let Some(known) = self.lines.get_mut(line) {
            *known = value;
        }
    }

    /// Whether a line is shown, wholly or cut.
    pub(super) fn has(&self, line: usize) -> bool {
        self.lines.get(line).copied().unwrap_or_default() || self.words(line).is_some()
    }

    /// The words that are shown of a line that is cut.
    pub(super) fn words(&self, line: usize) -> Option<usize> {
        self.cut.filter(|(cut, _)| *cut == line).map(|(_, words)| words)
    }
}

/// What fits, and the text that it makes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    pub(super) shown: Shown,
    pub(super) text: String,
    pub(super) tokens: usize,
}

/// A text without any of its lines is this long, and that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooSmall {
    pub(super) least: usize,
}

/// Makes the text of what is shown.
pub(super) type Write<'a> = &'a dyn Fn(&Shown) -> Result<String>;

/// A budget may stay unused by one part in so many.
const SLACK: usize = 50;

/// The lines that fit into `budget` tokens. A line is shown before every other that is worth less for its tokens, so
/// a larger budget shows what a smaller one did; what is left behind these is filled with later lines that are short
/// enough, and at last with the beginning of one.
pub(super) fn fit(
    lines: &[Weighed],
    budget: usize,
    (write, tokens): (Write<'_>, Tokens),
) -> Result<std::result::Result<Fitted, TooSmall>> {
    let order = order(lines);
    let search = Search { lines, order: &order, budget, write, tokens };
    let least = search.of(Shown::first(&order, 0))?;
    if least.tokens > budget {
        return Ok(Err(TooSmall { least: least.tokens }));
    }
    if least.tokens + search.costs().last().copied().unwrap_or_default() <= budget * 3 / 2 {
        let all = search.of(Shown::all(lines.len()))?;
        if all.tokens <= budget {
            return Ok(Ok(all));
        }
    }
    let (count, best) = search.longest(least)?;
    let filled = search.filled(count, best)?;
    Ok(Ok(search.cut(filled)?))
}

/// Lines by what a token of them is worth; one that belongs to another comes behind it.
fn order(lines: &[Weighed]) -> Vec<usize> {
    let mut worth: Vec<f64> = Vec::with_capacity(lines.len());
    for line in lines {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand tokens at most")]
        let own = line.value / line.cost.max(1) as f64;
        let above = line.parent.and_then(|parent| worth.get(parent)).copied();
        worth.push(above.map_or(own, |above| own.min(above)));
    }
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let worth = |line: usize| worth.get(line).copied().unwrap_or_default();
    order.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b)));
    order
}

struct Search<'a> {
    lines: &'a [Weighed],
    order: &'a [usize],
    budget: usize,
    write: Write<'a>,
    tokens: Tokens,
}

impl Search<'_> {
    fn of(&self, shown: Shown) -> Result<Fitted> {
        let text = (self.write)(&shown)?;
        Ok(Fitted { tokens: self.tokens.count(&text), text, shown })
    }

    /// About what the first lines in order cost, for each number of them.
    fn costs(&self) -> Vec<usize> {
        let costs = self.order.iter().scan(0, |sum, line| {
            *sum += self.lines.get(*line).map_or(0, |line| line.cost);
            Some(*sum)
        });
        std::iter::once(0).chain(costs).collect()
    }

    /// The most lines in order that fit, and what they make. The costs say where to look first, the counts what
    /// holds.
    fn longest(&self, least: Fitted) -> Result<(usize, Fitted)> {
        let costs = self.costs();
        let (mut low, mut high) = (0, self.order.len() + 1);
        let mut best = least;
        let mut room = self.budget - best.tokens;
        for round in 0.. {
            if low + 1 >= high {
                break;
            }
            let near = costs.get(low).copied().unwrap_or_default() + room;
            let guess = costs.partition_point(|cost| *cost <= near).saturating_sub(1);
            // Guesses that do not close in give way to halves.
            let guess =
                if round < 6 { guess.clamp(low + 1, high - 1) } else { usize::midpoint(low, high) };
            let found = self.of(Shown::first(self.order, guess))?;
            if found.tokens <= self.budget {
                low = guess;
                room = self.budget - found.tokens;
                best = found;
            } else {
                high = guess;
                room = room * 9 / 10;
            }
        }
        Ok((low, best))
    }

    fn is_full(&self, fitted: &Fitted) -> bool {
        self.budget - fitted.tokens < self.budget / SLACK
    }

    /// Adds later lines that are short enough, as long as much is unused.
    fn filled(&self, count: usize, mut best: Fitted) -> Result<Fitted> {
        for _ in 0..ROUNDS {
            if self.is_full(&best) {
                break;
            }
            let mut room = self.budget - best.tokens;
            let mut shown = best.shown.clone();
            for line in self.order.iter().skip(count) {
                let Some(weighed) = self.lines.get(*line) else { continue };
                let stands = weighed.parent.is_none_or(|parent| shown.has(parent));
                if stands && !shown.has(*line) && weighed.cost <= room {
                    shown.set(*line, true);
                    room -= weighed.cost;
                }
            }
            if shown == best.shown {
                break;
            }
            let Some(found) = self.trimmed(shown, &best.shown)? else { break };
            best = found;
        }
        Ok(best)
    }

    /// Takes back the last lines beside those of `kept` until the text fits.
    fn trimmed(&self, mut shown: Shown, kept: &Shown) -> Result<Option<Fitted>> {
        for line in self.order.iter().rev() {
            if !shown.has(*line) || kept.has(*line) {
                continue;
            }
            let found = self.of(shown.clone())?;
            if found.tokens <= self.budget {
                return Ok(Some(found));
            }
            shown.set(*line, false);
        }
        Ok(None)
    }

    /// Fills what is still unused with the first words of a line.
    fn cut(&self, mut best: Fitted) -> Result<Fitted> {
        let next = |line: &&usize| {
            let parent = self.lines.get(**line).and_then(|line| line.parent);
            !best.shown.has(**line) && parent.is_none_or(|parent| best.shown.has(parent))
        };
        let candidates: Vec<usize> =
            self.order.iter().filter(next).take(CANDIDATES).copied().collect();
        for line in candidates {
            if self.is_full(&best) {
                break;
            }
            let (mut low, mut high) = (0, self.lines.get(line).map_or(0, |line| line.cost) + 1);
            let plain = Shown { cut: None, ..best.shown.clone() };
            while low + 1 < high {
                let words = usize::midpoint(low, high);
                let found = self.of(Shown { cut: Some((line, words)), ..plain.clone() })?;
                if found.tokens > self.budget {
                    high = words;
                    continue;
                }
                low = words;
                if found.tokens > best.tokens {
                    best = found;
                }
            }
        }
        Ok(best)
    }
}

/// How often a text is filled up, and how many lines are tried for being cut.
const ROUNDS: u32 = 4;
const CANDIDATES: usize = 4;

/// The first words of a text, where it is cut, with a mark that it is.
pub(super) fn words(text: &str, count: Option<usize>) -> String {
    let Some(count) = count else { return text.to_owned() };
    let mut words = text.split(' ');
    let first: Vec<&str> = words.by_ref().take(count).collect();
    let first = first.join(" ");
    if words.next().is_some() { format!("{first} …") } else { first }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Encoding;

    const WORDS: [&str; 6] = ["fee", "charges", "repository", "(ctx", "Reversal)", "münze"];

    /// Lines with their texts; every third belongs to the one before it.
    fn lines(sizes: &[(u8, u8)]) -> (Vec<Weighed>, Vec<String>) {
        let tokens = Tokens::load(Encoding::default());
        let mut lines = Vec::new();
        let mut texts = Vec::new();
        for (number, (words, value)) in sizes.iter().enumerate() {
            let text = (0..=*words).map(|word| WORDS[usize::from(word) % WORDS.len()]);
            let text = text.collect::<Vec<_>>().join(" ");
            let parent = (number % 3 == 2).then(|| number - 1);
            lines.push(Weighed { value: f64::from(*value), cost: tokens.count(&text) + 3, parent });
            texts.push(text);
        }
        (lines, texts)
    }

    /// A head, the lines that are shown, and how many are not.
    fn text(texts: &[String], shown: &Shown) -> String {
        let head = "What stands in front of all lines and is never left out. ".repeat(30);
        let own = texts.iter().enumerate().filter(|(number, _)| shown.has(*number));
        let own = own.map(|(number, text)| format!("- {}\n", words(text, shown.words(number))));
        let left = texts.len() - own.clone().count();
        format!("{head}\n{}{left} left out\n", own.collect::<String>())
    }

    fn fitted(sizes: &[(u8, u8)], budget: usize) -> std::result::Result<Fitted, TooSmall> {
        let (lines, texts) = lines(sizes);
        let write = |shown: &Shown| Ok(text(&texts, shown));
        fit(&lines, budget, (&write, Tokens::load(Encoding::default()))).unwrap()
    }

    /// How many lines in order are shown without a gap.
    fn first_shown(sizes: &[(u8, u8)], shown: &Shown) -> usize {
        order(&lines(sizes).0).iter().take_while(|line| shown.has(**line)).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn a_budget_is_met_and_never_exceeded(
            sizes in prop::collection::vec((0u8..40, 1u8..=255), 30..80),
            room in 50usize..1200,
            more in 0usize..400,
        ) {
            let least = fitted(&sizes, 0).unwrap_err().least;
            prop_assert!(fitted(&sizes, least - 1).is_err());
            prop_assert!(fitted(&sizes, least).is_ok());
            let budget = least + room;
            let found = fitted(&sizes, budget).unwrap();
            prop_assert_eq!(found.tokens, Tokens::load(Encoding::default()).count(&found.text));
            prop_assert!(found.tokens <= budget);
            let is_all = found.shown == Shown::all(sizes.len());
            prop_assert!(is_all || found.tokens * 100 >= budget * 98, "{} of {budget}", found.tokens);
            prop_assert_eq!(&fitted(&sizes, budget).unwrap(), &found);
            let larger = fitted(&sizes, budget + more).unwrap();
            prop_assert!(first_shown(&sizes, &larger.shown) + 1 >= first_shown(&sizes, &found.shown));
        }
    }

    #[test]
    fn what_belongs_to_a_line_comes_behind_it() {
        let line = |value, parent| Weighed { value, cost: 10, parent };
        let lines = [line(1.0, None), line(9.0, Some(0)), line(5.0, None)];
        assert_eq!(order(&lines), [2, 0, 1]);
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(words("a b c", Some(2)), "a b …");
        assert_eq!(words("a b c", Some(3)), "a b c");
        assert_eq!(words("a b c", None), "a b c");
    }
}
