//! How reports are rendered: their width, in colour or not, with every column or not.
//!
//! A report returns text and knows no terminal. The code that prints it renders it in a view, which tables and colours
//! follow.

use std::cell::Cell;

thread_local! {
    static VIEW: Cell<View> = const { Cell::new(View::PLAIN) };
    /// Whether a table of the current report dropped columns.
    static DROPPED: Cell<bool> = const { Cell::new(false) };
}

/// The last line of a report in which tables had to drop columns.
const DROPPED_COLUMNS: &str = "\n\nSome columns do not fit; --wide shows them.";

/// What reports follow while they are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The width to which tables are fitted; `None` off a terminal and where all columns are wanted.
    pub width: Option<u16>,
    /// Whether states are coloured.
    pub color: bool,
    /// Whether characters beyond ASCII can be shown.
    pub unicode: bool,
    /// Whether all columns are wanted, also those that are rarely needed.
    pub is_wide: bool,
    /// Whether this terminal has shown how each node of the run ended.
    pub shows_run: bool,
}

impl View {
    /// Text for a file or a pipe.
    pub const PLAIN: Self =
        Self { width: None, color: false, unicode: true, is_wide: false, shows_run: false };

    /// The view in which a report is rendered now.
    pub fn current() -> Self {
        VIEW.get()
    }

    /// Renders a report. Where a table had to drop columns, the last line names the flag that shows them.
    pub fn render(self, text: impl FnOnce() -> String) -> String {
        let (before, outer) = (VIEW.replace(self), DROPPED.replace(false));
        let mut text = text();
        if DROPPED.replace(outer) {
            text.push_str(DROPPED_COLUMNS);
        }
        VIEW.set(before);
        text
    }

    /// Notes that a table of the current report dropped columns.
    pub fn drop_columns() {
        DROPPED.set(true);
    }
}
