//! Keys and tokens that providers give a prefix of their own: a table of prefix, alphabet and length.

use super::{doubt, found::Found};

/// The form of one kind of key.
#[derive(Debug)]
pub(super) struct Provider {
    /// What it is.
    pub(super) kind: &'static str,
    /// How it begins.
    pub(super) prefix: &'static str,
    /// What it is made of behind the prefix.
    letters: Letters,
    /// Fewest and most letters behind the prefix.
    length: (usize, usize),
}

/// Alphabets.
#[derive(Clone, Copy, Debug)]
enum Letters {
    /// `A-Z 0-9`.
    Upper,
    /// `0-9 a-f`.
    Hex,
    /// Letters and digits.
    Plain,
    /// And `_`.
    Word,
    /// And `-`.
    Dashed,
    /// And `.`, `=`, `+`, `/`, `~`, `:`.
    Any,
}

impl Letters {
    fn has(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Hex => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
            Self::Plain => byte.is_ascii_alphanumeric(),
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Dashed => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Any => byte.is_ascii_alphanumeric() || b"_-.=+/~:".contains(&byte),
        }
    }
}

const fn of(
    kind: &'static str,
    prefix: &'static str,
    letters: Letters,
    length: (usize, usize),
) -> Provider {
    Provider { kind, prefix, letters, length }
}

use Letters::{Any, Dashed, Hex, Plain, Upper, Word};

/// No upper end is known.
const MORE: usize = 4096;

/// Every known kind, by provider.
pub(super) const PROVIDERS: &[Provider] = &[
    of("age-key", "AGE-SECRET-KEY-1", Upper, (58, 58)),
    of("anthropic-key", "sk-ant-", Dashed, (20, MORE)),
    of("artifactory-key", "AKCp", Plain, (60, 80)),
    of("atlassian-token", "ATATT3", Any, (50, MORE)),
    of("atlassian-token", "ATBB", Plain, (28, 40)),
    of("aws-access-key", "AKIA", Upper, (16, 16)),
    of("aws-access-key", "ASIA", Upper, (16, 16)),
    of("azure-key", "AccountKey=", Any, (40, 100)),
    of("buildkite-token", "bkua_", Hex, (40, 40)),
    of("circleci-token", "CCIPAT_", Word, (40, 80)),
    of("crates-io-token", "cio", Plain, (32, 32)),
    of("databricks-token", "dapi", Hex, (32, 32)),
    of("digitalocean-token", "doo_v1_", Hex, (64, 64)),
    of("digitalocean-token", "dop_v1_", Hex, (64, 64)),
    of("digitalocean-token", "dor_v1_", Hex, (64, 64)),
    of("discord-webhook", "discord.com/api/webhooks/", Any, (40, MORE)),
    of("docker-token", "dckr_oat_", Dashed, (20, 64)),
    of("docker-token", "dckr_pat_", Dashed, (20, 64)),
    of("doppler-token", "dp.pt.", Plain, (40, 48)),
    of("figma-token", "figd_", Dashed, (30, 64)),
    of("github-token", "gho_", Plain, (36, 255)),
    of("github-token", "ghp_", Plain, (36, 255)),
    of("github-token", "ghr_", Plain, (36, 255)),
    of("github-token", "ghs_", Plain, (36, 255)),
    of("github-token", "ghu_", Plain, (36, 255)),
    of("github-token", "github_pat_", Word, (22, 255)),
    of("gitlab-token", "GR1348941", Dashed, (20, 20)),
    of("gitlab-token", "gldt-", Dashed, (20, 64)),
    of("gitlab-token", "glpat-", Any, (20, 64)),
    of("gitlab-token", "glptt-", Dashed, (40, 64)),
    of("gitlab-token", "glrt-", Dashed, (20, 64)),
    of("gitlab-token", "glsoat-", Dashed, (20, 64)),
    of("google-api-key", "AIza", Dashed, (35, 35)),
    of("google-oauth-secret", "GOCSPX-", Dashed, (28, 28)),
    of("google-oauth-token", "ya29.", Dashed, (20, MORE)),
    of("grafana-token", "glc_", Any, (32, 400)),
    of("grafana-token", "glsa_", Word, (41, 41)),
    of("groq-key", "gsk_", Plain, (40, 60)),
    of("heroku-key", "HRKU-", Dashed, (36, 80)),
    of("hugging-face-token", "hf_", Plain, (30, 40)),
    of("linear-key", "lin_api_", Plain, (40, 40)),
    of("netlify-token", "nfp_", Plain, (36, 40)),
    of("new-relic-key", "NRAK-", Upper, (27, 27)),
    of("notion-token", "ntn_", Plain, (40, 60)),
    of("npm-token", "npm_", Plain, (36, 36)),
    of("okta-token", "SSWS ", Dashed, (40, 44)),
    of("openai-key", "sk-", Plain, (40, 64)),
    of("openai-key", "sk-admin-", Dashed, (20, MORE)),
    of("openai-key", "sk-proj-", Dashed, (20, MORE)),
    of("openai-key", "sk-svcacct-", Dashed, (20, MORE)),
    of("planetscale-token", "pscale_pw_", Any, (32, 64)),
    of("planetscale-token", "pscale_tkn_", Any, (32, 64)),
    of("postman-key", "PMAK-", Dashed, (59, 59)),
    of("pulumi-token", "pul-", Hex, (40, 40)),
    of("pypi-token", "pypi-AgE", Dashed, (50, MORE)),
    of("replicate-token", "r8_", Plain, (37, 40)),
    of("rubygems-key", "rubygems_", Hex, (48, 48)),
    of("sendgrid-key", "SG.", Any, (60, 70)),
    of("sentry-token", "sntrys_", Any, (40, MORE)),
    of("sentry-token", "sntryu_", Hex, (64, 64)),
    of("shopify-token", "shpat_", Plain, (32, 32)),
    of("shopify-token", "shpca_", Plain, (32, 32)),
    of("shopify-token", "shppa_", Plain, (32, 32)),
    of("shopify-token", "shpss_", Plain, (32, 32)),
    of("slack-token", "xapp-", Dashed, (20, MORE)),
    of("slack-token", "xoxa-", Dashed, (20, MORE)),
    of("slack-token", "xoxb-", Dashed, (20, MORE)),
    of("slack-token", "xoxe-", Dashed, (20, MORE)),
    of("slack-token", "xoxp-", Dashed, (20, MORE)),
    of("slack-token", "xoxr-", Dashed, (20, MORE)),
    of("slack-token", "xoxs-", Dashed, (20, MORE)),
    of("slack-webhook", "hooks.slack.com/services/", Any, (30, 80)),
    of("sonar-token", "sqa_", Hex, (40, 40)),
    of("sonar-token", "sqp_", Hex, (40, 40)),
    of("sonar-token", "squ_", Hex, (40, 40)),
    of("square-token", "sq0atp-", Dashed, (22, 22)),
    of("square-token", "sq0csp-", Dashed, (43, 43)),
    of("stripe-key", "rk_live_", Plain, (16, 255)),
    of("stripe-key", "rk_test_", Plain, (16, 255)),
    of("stripe-key", "sk_live_", Plain, (16, 255)),
    of("stripe-key", "sk_test_", Plain, (16, 255)),
    of("stripe-webhook-secret", "whsec_", Any, (24, 255)),
    of("supabase-token", "sbp_", Hex, (40, 40)),
    of("tailscale-key", "tskey-", Dashed, (20, 80)),
    of("telegram-token", ":AA", Dashed, (33, 33)),
    of("twilio-key", "SK", Hex, (32, 32)),
    of("vault-token", "hvb.", Dashed, (24, MORE)),
    of("vault-token", "hvr.", Dashed, (24, MORE)),
    of("vault-token", "hvs.", Dashed, (24, MORE)),
    of("xai-key", "xai-", Plain, (70, 90)),
];

/// The key of a provider whose prefix stands at `at`.
pub(super) fn read(text: &str, at: usize, provider: &Provider) -> Option<Found> {
    let rest = text.get(at..)?.strip_prefix(provider.prefix)?;
    let start = begin(text, at, provider)?;
    let length = rest.bytes().take_while(|byte| provider.letters.has(*byte)).count();
    let body = rest.get(..length)?.trim_end_matches(['.', ':', '=', '/', '-']);
    let fits = (provider.length.0..=provider.length.1).contains(&body.len());
    if !fits || !doubt::is_random(body) || doubt::is_placeholder(body) {
        return None;
    }
    let end = at + provider.prefix.len() + body.len();
    // Filling belongs to the value.
    let filling = rest.get(body.len()..length)?.bytes().take_while(|byte| *byte == b'=').count();
    Some(Found { kind: provider.kind, range: start..end + filling })
}

/// Where the key begins; `None` inside of a longer word.
fn begin(text: &str, at: usize, provider: &Provider) -> Option<usize> {
    let before = text.get(..at)?;
    if provider.prefix == ":AA" {
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        return (8..=10).contains(&digits).then(|| at - digits);
    }
    let last = before.bytes().next_back().unwrap_or(b' ');
    // `\n` and `\t` in a string literal end a word.
    let escaped = before.ends_with("\\n") || before.ends_with("\\t") || before.ends_with("\\r");
    let is_inside = last.is_ascii_alphanumeric() && !escaped && provider.letters_end(last);
    (!is_inside).then_some(at)
}

impl Provider {
    /// Whether the letter in front makes a prefix part of a longer word. A prefix with a host in it begins where
    /// the host does.
    fn letters_end(&self, last: u8) -> bool {
        last != b'.' && !self.prefix.starts_with("hooks.")
    }
}
