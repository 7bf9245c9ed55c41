//! The log of `--verbose` and `PROVISION_LOG`: what is done, and each AWS call.

use std::io;

use anyhow::Result;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::settings::{Environment, Settings};
use engine::failure::Failure;

/// The parts that may be shown. Those of the SDK and of its HTTP client write headers and bodies, with secrets in them.
const OWN: [&str; 2] = ["engine", "provision"];

/// Whether anything is to be shown.
pub fn is_on(settings: &Settings, environment: &Environment) -> bool {
    settings.verbose > 0 || environment.log.is_some()
}

/// Begins to write to standard error, where that is wanted.
pub fn start(settings: &Settings, environment: &Environment, color: bool) -> Result<()> {
    if !is_on(settings, environment) {
        return Ok(());
    }
    let levels = levels(settings.verbose, environment.log.as_deref())?;
    let filter =
        filter_fn(move |about| is_own(about.target()) && levels.would_enable(about.target(), about.level()));
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(color).with_target(false);
    tracing_subscriber::registry().with(lines.with_filter(filter)).init();
    Ok(())
}

fn levels(verbose: u8, filter: Option<&str>) -> Result<Targets> {
    let Some(filter) = filter else {
        let level = if verbose > 1 { LevelFilter::DEBUG } else { LevelFilter::INFO };
        return Ok(Targets::new().with_default(level));
    };
    filter.parse().map_err(|error| {
        Failure::usage(format!("PROVISION_LOG '{filter}' is not a valid filter: {error}"))
            .hint("set it to a level (error, warn, info, debug), or to parts with their levels: engine=debug,provision=info")
            .into()
    })
}

fn is_own(target: &str) -> bool {
    OWN.contains(&target.split("::").next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn only_our_own_parts_are_shown() {
        assert!(is_own("engine::aws::http") && is_own("provision"));
        assert!(!is_own("aws_sigv4::http_request") && !is_own("hyper") && !is_own("engineering"));
    }

    #[test]
    fn the_variable_precedes_the_option() {
        let shows =
            |verbose, filter, level| levels(verbose, filter).unwrap().would_enable("engine::run", level);
        assert!(
            shows(1, None, &Level::INFO) && !shows(1, None, &Level::DEBUG) && shows(2, None, &Level::DEBUG)
        );
        assert!(!shows(2, Some("warn"), &Level::INFO) && shows(0, Some("engine=debug"), &Level::DEBUG));
        assert!(!shows(0, Some("provision=debug"), &Level::DEBUG));
        let error = levels(0, Some("engine=loud")).unwrap_err();
        assert!(
            error.to_string().starts_with("PROVISION_LOG 'engine=loud' is not a valid filter"),
            "{error}"
        );
    }
}
