//! Tables and blocks of details as plain text: aligned columns, no frames, no trailing spaces.
//!
//! A table is as wide as what it holds. Only while the screen renders a report for a terminal is it fitted to the
//! terminal's width, by breaking long cells; nothing is ever cut off.

use std::cell::Cell;

use comfy_table::{CellAlignment, ContentArrangement, presets};
use console::{Alignment, measure_text_width, pad_str};

use super::clean;

/// Narrower than this a table cannot be read anyway; it is left to the terminal to break its lines.
const NARROWEST: u16 = 40;

thread_local! {
    static WIDTH: Cell<Option<u16>> = const { Cell::new(None) };
}

/// Renders with tables fitted to a width; `None` leaves them as wide as they are.
pub(super) fn fitted<T>(width: Option<u16>, render: impl FnOnce() -> T) -> T {
    let before = WIDTH.replace(width);
    let rendered = render();
    WIDTH.set(before);
    rendered
}

/// A table with one header line.
#[derive(Clone, Debug)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Table {
    /// Starts a table; headers are upper case by custom, `Table::new(["STACK", "REGION", "STATE"])`.
    pub fn new<T: Into<String>>(header: impl IntoIterator<Item = T>) -> Self {
        Self { header: header.into_iter().map(Into::into).collect(), rows: Vec::new(), right: Vec::new() }
    }

    /// Aligns a column, counted from 0, to the right; for numbers.
    pub fn right(mut self, column: usize) -> Self {
        self.right.push(column);
        self
    }

    /// Adds a row. Missing cells are empty; line breaks and control characters in a cell are replaced.
    pub fn row<T: Into<String>>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        let cells = cells.into_iter().map(Into::into);
        self.rows.push(cells.map(|cell: String| clean::line(&cell).into_owned()).collect());
        self
    }

    /// Adds a row for each item.
    pub fn rows<R, T>(self, rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = T>,
        T: Into<String>,
    {
        rows.into_iter().fold(self, Self::row)
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table without a trailing newline; the empty text when it has no rows.
    pub fn to_text(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING).set_header(&self.header).add_rows(&self.rows);
        if let Some(width) = WIDTH.get().filter(|width| *width >= NARROWEST) {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if self.right.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: Vec<_> = table.lines().map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n")
    }
}

/// Names and values, one pair a line, the values aligned.
#[derive(Clone, Debug, Default)]
pub struct Details {
    entries: Vec<(String, String)>,
}

impl Details {
    /// Starts an empty block.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pair. The value may have several lines.
    pub fn entry(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = clean::line(&name.into()).into_owned();
        self.entries.push((name, clean::text(&value.into()).into_owned()));
        self
    }

    /// Adds a pair if there is a value.
    pub fn maybe(self, name: impl Into<String>, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.entry(name, value),
            None => self,
        }
    }

    /// The block without a trailing newline.
    pub fn to_text(&self) -> String {
        let width = self.entries.iter().map(|(name, _)| measure_text_width(name)).max().unwrap_or(0);
        let margin = " ".repeat(width + 2);
        let lines = self.entries.iter().map(|(name, value)| {
            let name = pad_str(name, width + 2, Alignment::Left, None);
            let value = value.trim_end().replace('\n', &format!("\n{margin}"));
            format!("{name}{value}").trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn stacks() -> Table {
        Table::new(["STACK", "REGION", "SECONDS", "REASON"])
            .right(2)
            .row(["mailbox-table-dev", "us-west-2", "1.2", ""])
            .row(["mailbox-api-dev", "us-west-2", "14.0", "Resource handler returned message: Access denied"])
    }

    #[test]
    fn columns_are_aligned_without_frames() {
        assert_snapshot!(stacks().to_text(), @r"
        STACK              REGION     SECONDS  REASON
        mailbox-table-dev  us-west-2      1.2
        mailbox-api-dev    us-west-2     14.0  Resource handler returned message: Access denied
        ");
    }

    #[test]
    fn a_narrow_terminal_breaks_long_cells() {
        assert_snapshot!(fitted(Some(66), || stacks().to_text()), @r"
        STACK              REGION     SECONDS  REASON
        mailbox-table-dev  us-west-2      1.2
        mailbox-api-dev    us-west-2     14.0  Resource handler returned
                                               message: Access denied
        ");
        assert_eq!(fitted(Some(10), || stacks().to_text()), stacks().to_text());
    }

    #[test]
    fn a_table_without_rows_is_empty() {
        assert_eq!(Table::new(["STACK"]).to_text(), "");
    }

    #[test]
    fn a_cell_cannot_break_the_table() {
        let table =
            Table::new(["NAME", "VALUE"]).row(["a\nb", "\x1b[31mred"]).row(["short"]).row(["漢字", "wide"]);
        assert_snapshot!(table.to_text(), @r"
        NAME   VALUE
        a b    �[31mred
        short
        漢字   wide
        ");
    }

    #[test]
    fn details_align_their_values() {
        let details = Details::new()
            .entry("Stack", "mailbox-api-dev")
            .maybe("Reason", Some("first\nsecond"))
            .maybe("Replica", None::<String>)
            .entry("Region", "us-west-2");
        assert_snapshot!(details.to_text(), @r"
        Stack   mailbox-api-dev
        Reason  first
                second
        Region  us-west-2
        ");
    }
}
