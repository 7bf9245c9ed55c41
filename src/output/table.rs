//! Tables and blocks of details as plain text: aligned columns, no frames, no trailing spaces.
//!
//! A table is as wide as its content. Only when a report is rendered for a terminal is it fitted to the terminal's
//! width: ids are shortened to a prefix, sentences are wrapped between words, words of columns that the table names, such as
//! addresses, are cut in the middle, and then columns are dropped, in the order that the table names and only where a row then
//! takes fewer lines. An id, an ARN, a URL or any other word is never broken; what still does not fit is left to the terminal.

use std::borrow::Cow;

use comfy_table::{CellAlignment, ColumnConstraint, Width, presets};
use console::{Alignment, measure_text_width, pad_str};

use super::clean;
use super::color::Paint;
use super::short_id::shortened;
use super::signs::{cut_in_the_middle, ellipsis, shown};
use super::view::View;

/// Narrower than this a table cannot be read anyway; it is left to the terminal to break its lines.
const NARROWEST: u16 = 40;
/// Spaces between two columns.
const GAP: usize = 2;
/// A word of a column that may be cut keeps so many characters.
const LEAST_OF_WORD: usize = 16;

/// The width to which the report that is rendered is fitted, if it is.
pub(super) fn fitted_width() -> Option<usize> {
    View::current().width.filter(|width| *width >= NARROWEST).map(usize::from)
}

/// Renders a report's text fitted to a width.
#[cfg(test)]
pub(super) fn fitted(width: Option<u16>, render: impl FnOnce() -> String) -> String {
    View { width, ..View::PLAIN }.render(render)
}

/// The text of a cell, with the colour in which it was marked as a whole.
#[derive(Clone, Debug, Default)]
struct Cell {
    text: String,
    paint: Option<Paint>,
}

impl Cell {
    fn new(text: &str) -> Self {
        let (paint, text) = Paint::unmarked(&shown(clean::line(text)));
        Self { text, paint }
    }

    /// Its lines in a column of this width. It is broken between words only, so a longer word is wider.
    fn lines(&self, width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        if measure(&self.text) <= width {
            return vec![self.text.clone()];
        }
        for word in self.text.split(' ') {
            match lines.last_mut() {
                Some(line) if measure(line) + 1 + measure(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

/// A table with one header line.
#[derive(Clone, Debug)]
pub struct Table {
    header: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    right: Vec<usize>,
    ids: Vec<usize>,
    cut: Vec<usize>,
    dropped: Vec<usize>,
}

impl Table {
    /// Starts a table; headers are upper case by custom, `Table::new(["STACK", "REGION", "STATE"])`.
    pub fn new<T: Into<String>>(header: impl IntoIterator<Item = T>) -> Self {
        let header = header.into_iter().map(|head| Cell::new(&head.into())).collect();
        let (rows, right, ids, cut, dropped) = Default::default();
        Self { header, rows, right, ids, cut, dropped }
    }

    /// Aligns a column, counted from 0, to the right; for numbers.
    pub fn right(mut self, column: usize) -> Self {
        self.right.push(column);
        self
    }

    /// The columns of ids, counted from 0, that are shortened on a narrow terminal to a prefix that commands accept, the
    /// first to be shortened first.
    pub fn ids(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        self.ids.extend(columns);
        self
    }

    /// The columns, counted from 0, whose long words are cut on a narrow terminal: names and addresses, which no command is
    /// given. ARNs and URLs in them are whole.
    pub fn cutting(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        self.cut.extend(columns);
        self
    }

    /// The columns, counted from 0, that a narrow terminal can do without, the first to be dropped first.
    pub fn dropping(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        self.dropped.extend(columns);
        self
    }

    /// Adds a row. Missing cells are empty; line breaks and control characters in a cell are replaced.
    pub fn row<T: Into<String>>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        let cells = cells.into_iter().map(Into::into);
        self.rows.push(cells.map(|cell: String| Cell::new(&cell)).collect());
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
        let mut table = self.with_short_ids();
        let widths = table.widths();
        if !table.cut.is_empty() && fitted_width().is_some() {
            table.to_mut().cut_words(&widths);
        }
        if widths.contains(&None) {
            View::drop_columns();
        }
        let mut lines = table.laid_out(&widths).into_iter();
        let rows = std::iter::once(&table.header).chain(&table.rows);
        let painted = rows.flat_map(|row| {
            let height = height(row, &widths);
            let lines: Vec<_> = lines.by_ref().take(height).collect();
            lines.into_iter().map(|line| painted(&line, row, &widths))
        });
        painted.collect::<Vec<_>>().join("\n")
    }

    /// The lines of all rows, aligned, without colour.
    fn laid_out(&self, widths: &[Option<usize>]) -> Vec<String> {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING).set_header(texts(&self.header, widths));
        table.add_rows(self.rows.iter().map(|row| texts(row, widths)));
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if self.right.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            column.set_constraint(match widths.get(index) {
                Some(Some(width)) => {
                    let width = u16::try_from(width + GAP).unwrap_or(u16::MAX);
                    ColumnConstraint::Absolute(Width::Fixed(width))
                }
                _ => ColumnConstraint::Hidden,
            });
        }
        table.lines().collect()
    }

    /// The table with as many ids shortened as the width needs.
    fn with_short_ids(&self) -> Cow<'_, Self> {
        let mut table = Cow::Borrowed(self);
        for column in &self.ids {
            if fitted_width().is_none_or(|limit| total(&table.whole_widths()) <= limit) {
                break;
            }
            table.to_mut().shorten(*column);
        }
        table
    }

    fn shorten(&mut self, column: usize) {
        let ids = self.rows.iter().map(|row| row.get(column).map_or("", |cell| cell.text.as_str()));
        let short = shortened(&ids.collect::<Vec<_>>());
        for (row, short) in self.rows.iter_mut().zip(short) {
            if let Some(cell) = row.get_mut(column) {
                cell.text = short;
            }
        }
    }

    fn cut_words(&mut self, widths: &[Option<usize>]) {
        let ellipsis = ellipsis(View::current().unicode);
        for column in &self.cut {
            let Some(Some(width)) = widths.get(*column) else { continue };
            for cell in self.rows.iter_mut().filter_map(|row| row.get_mut(*column)) {
                let cut = |word| {
                    if is_whole(word) { word.to_owned() } else { cut_in_the_middle(word, *width, ellipsis) }
                };
                cell.text = cell.text.split(' ').map(cut).collect::<Vec<_>>().join(" ");
            }
        }
    }

    /// The width of each column, without the gap; `None` for a column that is dropped.
    fn widths(&self) -> Vec<Option<usize>> {
        let widths = self.whole_widths();
        let Some(limit) = fitted_width() else { return widths };
        let least = self.least_widths();
        let mut widths = self.without_columns(widths, &least, limit);
        while total(&widths) > limit {
            let loose = widths.iter().zip(&least).enumerate();
            let loose = loose.filter_map(|(index, (width, least))| Some((index, (*width)?, *least)));
            let widest = loose.filter(|(_, width, least)| width > least).max_by_key(|(_, width, _)| *width);
            let Some((index, width, _)) = widest else { break };
            widths[index] = Some(width - 1);
        }
        widths
    }

    /// The widths that the columns cannot do without.
    fn least_widths(&self) -> Vec<usize> {
        let unit = |index| match index {
            // Numbers and lengths of time are never wrapped.
            index if self.right.contains(&index) => measure,
            index if self.cut.contains(&index) => longest_cut_word,
            _ => longest_word,
        };
        (0..self.header.len()).map(|index| self.widest(index, unit(index))).collect()
    }

    /// The widths with as many columns dropped as makes a row take fewer lines of the terminal.
    fn without_columns(
        &self,
        widths: Vec<Option<usize>>,
        least: &[usize],
        limit: usize,
    ) -> Vec<Option<usize>> {
        let lines = |widths: &[Option<usize>]| {
            let kept = widths.iter().zip(least).map(|(width, least)| width.map(|_| *least));
            total(&kept.collect::<Vec<_>>()).div_ceil(limit)
        };
        let (mut kept, mut best) = (widths.clone(), widths);
        for column in &self.dropped {
            kept[*column] = None;
            if lines(&kept) < lines(&best) {
                best.clone_from(&kept);
            }
        }
        best
    }

    /// The widths at which nothing is dropped or wrapped.
    fn whole_widths(&self) -> Vec<Option<usize>> {
        (0..self.header.len()).map(|index| Some(self.widest(index, measure))).collect()
    }

    /// The greatest measure of a column's cells and its header.
    fn widest(&self, column: usize, measure: fn(&str) -> usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).chain(self.header.get(column));
        cells.map(|cell| measure(&cell.text)).max().unwrap_or(0)
    }
}

/// The cells of a row, wrapped to their columns.
fn texts(row: &[Cell], widths: &[Option<usize>]) -> Vec<String> {
    let text = |(cell, width): (&Cell, &Option<usize>)| width.map(|width| cell.lines(width).join("\n"));
    row.iter().zip(widths).map(|cell| text(cell).unwrap_or_default()).collect()
}

/// How many lines a row has: those of its tallest cell.
fn height(row: &[Cell], widths: &[Option<usize>]) -> usize {
    let kept = row.iter().zip(widths).filter_map(|(cell, width)| Some(cell.lines((*width)?).len()));
    kept.max().unwrap_or(1)
}

/// A line of a row with its cells in their colours, without trailing spaces.
fn painted(line: &str, row: &[Cell], widths: &[Option<usize>]) -> String {
    let (mut painted, mut rest) = (String::with_capacity(line.len()), line);
    for (cell, width) in row.iter().zip(widths).filter_map(|(cell, width)| Some((cell, (*width)?))) {
        let (part, further) = rest.split_at(index_of(rest, width + GAP));
        rest = further;
        let text = part.trim();
        match cell.paint.filter(|_| !text.is_empty()) {
            Some(paint) => painted.push_str(&part.replacen(text, &paint.mark(text), 1)),
            None => painted.push_str(part),
        }
    }
    (painted + rest).trim_end().to_owned()
}

/// The index in a line at which a column of the terminal begins.
fn index_of(line: &str, column: usize) -> usize {
    let mut passed = 0;
    for (index, character) in line.char_indices() {
        if passed >= column {
            return index;
        }
        passed += measure(character.encode_utf8(&mut [0; 4]));
    }
    line.len()
}

fn measure(cell: &str) -> usize {
    measure_text_width(cell)
}

fn longest_word(cell: &str) -> usize {
    cell.split(' ').map(measure_text_width).max().unwrap_or(0)
}

/// The width of the longest word where words that may be cut are.
fn longest_cut_word(cell: &str) -> usize {
    let width = |word| if is_whole(word) { measure(word) } else { measure(word).min(LEAST_OF_WORD) };
    cell.split(' ').map(width).max().unwrap_or(0)
}

/// Whether a word is of no use when it is cut.
fn is_whole(word: &str) -> bool {
    word.starts_with("arn:") || word.contains("://")
}

/// The width of a line, with the gaps between its columns.
fn total(widths: &[Option<usize>]) -> usize {
    let kept = widths.iter().flatten();
    kept.clone().sum::<usize>() + GAP * kept.count().saturating_sub(1)
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
        self.entries.push((name, shown(clean::text(&value.into())).into_owned()));
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
mod tests;
