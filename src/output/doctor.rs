//! The findings of `provision doctor`, as text.

use super::color::Paint;
use super::{Report, Table};
use engine::doctor::{DoctorReport, Finding, Grade};

impl Report for DoctorReport {
    fn text(&self) -> String {
        let row = |finding: &Finding| {
            [word(finding.grade), finding.check.to_owned(), finding.place.clone(), finding.text.clone()]
        };
        let table = Table::new(["RESULT", "CHECK", "WHERE", "FINDING"])
            .dropping([1])
            .rows(self.findings.iter().map(row));
        let hints = self.findings.iter().filter_map(|finding| {
            Some(format!("To do: {} ({} {})", finding.hint.as_ref()?, finding.check, finding.place))
        });
        [table.to_text()].into_iter().chain(hints).collect::<Vec<_>>().join("\n")
    }
}

fn word(grade: Grade) -> String {
    match grade {
        Grade::Well => Paint::Green.mark("ok"),
        Grade::Warning => Paint::Yellow.mark("warning"),
        Grade::Problem => Paint::Red.mark("problem"),
    }
}

#[cfg(test)]
#[path = "tests/doctor.rs"]
mod tests;
