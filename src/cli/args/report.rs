//! Arguments of `groundplan report`.

use clap::Args;

use super::{CapacityArguments, Destination, References, Target};

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    pub(in crate::cli) target: Target,
    #[command(flatten)]
    pub(in crate::cli) references: References,
    /// Address of a line of a file on the web, for a host that is not known: with {path}, {line} and {commit}.
    #[arg(long, value_name = "URL", value_parser = web_view)]
    pub(in crate::cli) web_view: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) destination: Destination,
    #[command(flatten)]
    pub(in crate::cli) capacity: CapacityArguments,
}

/// An address that a browser opens as a page, with a place for the path.
fn web_view(text: &str) -> Result<String, String> {
    if !["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) {
        return Err("it must begin with https:// or http://".into());
    }
    if !text.contains("{path}") {
        return Err("{path} must stand in it, where the file's path goes".into());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_pages_are_taken() {
        assert!(web_view("https://git.example.org/a/{commit}/{path}#l{line}").is_ok());
        assert!(web_view("javascript:alert('{path}')").is_err());
        assert!(web_view("https://git.example.org/a").is_err());
    }
}
