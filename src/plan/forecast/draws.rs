//! Draws of the hours of all tasks.

use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::{Pcg64Mcg, rand_core::SeedableRng as _};

use crate::model::{ForecastRules, Task};

/// The value below which four fifths of a standard normal distribution lie.
const Z80: f64 = 0.841_621_233_572_914_3;

/// Draws one after the other; the same seed gives the same ones on every machine.
#[derive(Debug)]
pub(super) struct Draws {
    tasks: Vec<LogNormal>,
    shared: f64,
    own: f64,
    random: Pcg64Mcg,
}

/// Logarithm of the median, and spread around it.
#[derive(Clone, Copy, Debug)]
struct LogNormal {
    median: f64,
    spread: f64,
}

impl Draws {
    pub(super) fn of(tasks: &[Task], rules: ForecastRules) -> Self {
        let correlation = rules.correlation.clamp(0.0, 1.0);
        Self {
            tasks: tasks.iter().map(distribution).collect(),
            shared: correlation.sqrt(),
            own: (1.0 - correlation).sqrt(),
            random: Pcg64Mcg::seed_from_u64(rules.seed),
        }
    }

    /// So many draws.
    pub(super) fn take(mut self, runs: u32) -> impl Iterator<Item = Vec<f64>> {
        (0..runs).map(move |_| self.draw())
    }

    fn draw(&mut self) -> Vec<f64> {
        let Self { tasks, shared, own, random } = self;
        let common: f64 = StandardNormal.sample(random);
        let one = |task: &LogNormal| {
            let luck: f64 = StandardNormal.sample(random);
            (task.median + task.spread * (*shared * common + *own * luck)).exp()
        };
        tasks.iter().map(one).collect()
    }
}

/// The log-normal distribution through P50 and P80.
fn distribution(task: &Task) -> LogNormal {
    let (p50, p80) = (task.estimate.p50.max(0.01), task.estimate.p80.max(0.01));
    LogNormal { median: p50.ln(), spread: (p80 / p50).ln().max(0.0) / Z80 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Estimate;

    fn task(p50: f64, p80: f64) -> Task {
        Task { estimate: Estimate { p50, p80, ..Estimate::default() }, ..Task::default() }
    }

    fn share_within(draws: &[Vec<f64>], limit: f64) -> f64 {
        let within = draws.iter().filter(|draw| draw.iter().sum::<f64>() <= limit).count();
        let all = u32::try_from(draws.len()).unwrap();
        f64::from(u32::try_from(within).unwrap()) / f64::from(all)
    }

    #[test]
    fn half_and_four_fifths_stay_within_the_estimate() {
        let rules = ForecastRules { runs: 20_000, seed: 7, correlation: 0.3 };
        let draws: Vec<_> = Draws::of(&[task(6.0, 9.0)], rules).take(rules.runs).collect();
        assert!((share_within(&draws, 6.0) - 0.5).abs() < 0.02);
        assert!((share_within(&draws, 9.0) - 0.8).abs() < 0.02);
    }

    #[test]
    fn shared_luck_widens_the_sum() {
        let tasks: Vec<Task> = (0..30).map(|_| task(6.0, 9.0)).collect();
        let spread = |correlation: f64| {
            let rules = ForecastRules { runs: 4_000, seed: 7, correlation };
            let draws: Vec<_> = Draws::of(&tasks, rules).take(rules.runs).collect();
            share_within(&draws, 240.0) - share_within(&draws, 180.0)
        };
        assert!(spread(0.5) < spread(0.0));
    }

    #[test]
    fn the_seed_decides() {
        let rules = ForecastRules { runs: 3, seed: 1, correlation: 0.3 };
        let draw = |rules: ForecastRules| -> Vec<Vec<f64>> {
            Draws::of(&[task(6.0, 9.0)], rules).take(rules.runs).collect()
        };
        assert_eq!(draw(rules), draw(rules));
        assert_ne!(draw(rules), draw(ForecastRules { seed: 2, ..rules }));
    }
}
