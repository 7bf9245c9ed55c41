//! Reports on terminals of all widths, for snapshots.

use console::{measure_text_width, strip_ansi_codes};

use crate::output::color::painted;
use crate::output::view::View;
use crate::output::{Report, clean};

const WIDTHS: [u16; 4] = [60, 80, 100, 140];

/// The report on terminals of these widths, and in colour on the narrowest where it has any, with `^` for the escape.
/// Checks that no line is wider than the terminal and that colours change nothing else.
pub fn at_all_widths(report: &impl Report) -> String {
    let mut shown: Vec<(String, String)> = Vec::new();
    for width in WIDTHS {
        let plain = at(report, width, false);
        assert_eq!(strip_ansi_codes(&at(report, width, true)), plain, "{width}");
        let widest = plain.lines().map(measure_text_width).max().unwrap_or(0);
        assert!(widest <= usize::from(width), "{widest} columns on {width}:\n{plain}");
        match shown.last_mut() {
            Some((widths, text)) if *text == plain => *widths += &format!(", {width}"),
            _ => shown.push((width.to_string(), plain)),
        }
    }
    let colored = at(report, WIDTHS[0], true);
    if colored.contains('\x1b') {
        shown.push((format!("{} in colour", WIDTHS[0]), colored.replace('\x1b', "^")));
    }
    let parts = shown.iter().map(|(widths, text)| format!("-- {widths}\n{text}"));
    parts.collect::<Vec<_>>().join("\n")
}

fn at(report: &impl Report, width: u16, color: bool) -> String {
    let view = View { width: Some(width), color, ..View::PLAIN };
    painted(&clean::text(&view.render(|| report.text())))
}
