//! The text of an examination's findings.

use super::{Report, Table};
use engine::doctor::{DoctorReport, Finding, Grade};

impl Report for DoctorReport {
    fn text(&self) -> String {
        let row = |finding: &Finding| {
            [
                word(finding.grade).to_owned(),
                finding.check.to_owned(),
                finding.place.clone(),
                finding.text.clone(),
            ]
        };
        let table = Table::new(["RESULT", "CHECK", "WHERE", "FINDING"]).rows(self.findings.iter().map(row));
        let hints = self.findings.iter().filter_map(|finding| {
            Some(format!("To do: {} ({} {})", finding.hint.as_ref()?, finding.check, finding.place))
        });
        [table.to_text()].into_iter().chain(hints).collect::<Vec<_>>().join("\n")
    }
}

fn word(grade: Grade) -> &'static str {
    match grade {
        Grade::Well => "ok",
        Grade::Warning => "warning",
        Grade::Problem => "problem",
    }
}
