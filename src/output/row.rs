//! The layout of a node on a terminal, running or ended: mark, name, region, activity, time, detail.
//!
//! Columns that do not fit are left out: first the detail, then the time, and what happens. The region is always there, because
//! stacks in several regions have one name: in its short form where the whole one does not fit, then beside a name that is cut.

use std::time::Duration;

use console::{Alignment, measure_text_width, pad_str, truncate_str};

use super::clean;
use super::color::{Paint, Style};
use super::signs::{cut_in_the_middle, ellipsis};
use engine::aws::Region;
use engine::event::NodeName;

/// Spaces between two columns.
const GAP: usize = 2;
/// The width of the mark and the space after it.
const MARK: usize = 2;
/// The width of the longest word that says what happens: `replicating`.
const WORD: usize = 11;
/// The width of what happens with its time, such as `creating  1 m 05 s`.
const STATE: usize = 18;
/// A narrower detail is left out.
const LEAST_DETAIL: usize = 12;
/// A longer name is not what the column is made for.
const LONGEST_NAME: usize = 24;
/// How far lines are indented that belong to the one above.
const INDENT: usize = 4;

/// What state a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Done,
    Failed,
    /// Turns with the seconds that have passed.
    Running(u64),
    Waiting,
    Skipped,
}

impl Mark {
    pub(super) fn sign(self, unicode: bool) -> &'static str {
        const DOTS: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
        const CIRCLES: [&str; 4] = [".", "o", "O", "o"];
        let frame = |frames: &[&'static str], at: u64| frames[at as usize % frames.len()];
        match (self, unicode) {
            (Mark::Done, true) => "✓",
            (Mark::Done, false) => "+",
            (Mark::Failed, true) => "✗",
            (Mark::Failed, false) => "x",
            (Mark::Running(at), true) => frame(&DOTS, at),
            (Mark::Running(at), false) => frame(&CIRCLES, at),
            (Mark::Waiting, _) => " ",
            (Mark::Skipped, true) => "–",
            (Mark::Skipped, false) => "-",
        }
    }

    fn paint(self) -> Paint {
        match self {
            Mark::Done => Paint::Green,
            Mark::Failed => Paint::Red,
            Mark::Running(_) => Paint::Cyan,
            Mark::Waiting | Mark::Skipped => Paint::Dim,
        }
    }
}

/// What a line says.
#[derive(Debug)]
pub struct Row<'r> {
    pub mark: Mark,
    pub name: &'r NodeName,
    pub word: &'r str,
    pub time: String,
    pub detail: String,
}

/// How wide the columns are for the nodes of a run on a terminal.
#[derive(Debug)]
pub struct Layout {
    style: Style,
    /// The last column is left free: a character in it makes some terminals begin a line.
    room: usize,
    name: usize,
    region: usize,
    has_short_regions: bool,
    has_word: bool,
    has_time: bool,
    detail: usize,
}

impl Layout {
    pub fn new<'n>(names: impl Iterator<Item = &'n NodeName>, columns: usize, style: Style) -> Self {
        let room = columns.saturating_sub(1);
        let (name, region, short) = names.fold((0, 0, 0), |(name, region, short), node| {
            let of_node = node.region.as_ref().map(Region::as_str).unwrap_or_default();
            let widths = (width_of(of_node), width_of(&short_region(of_node)));
            (name.max(width_of(&node.name)), region.max(widths.0), short.max(widths.1))
        });
        let beside = room.saturating_sub(MARK + gap_and(region) + GAP + STATE);
        let name = name.min(LONGEST_NAME.max(room * 2 / 5).max(beside));
        let has_short_regions = MARK + name + GAP + region > room;
        let region = if has_short_regions { short } else { region };
        let mut used = MARK + name + gap_and(region);
        let mut fits = |width: usize| {
            let fits = used + GAP + width <= room;
            used += if fits { GAP + width } else { 0 };
            fits
        };
        let has_time = fits(STATE);
        let has_word = has_time || fits(WORD);
        let detail = if has_time { room.saturating_sub(used + GAP) } else { 0 };
        Self { style, room, name, region, has_short_regions, has_word, has_time, detail }
    }

    /// The line of a node in progress.
    pub fn running(&self, row: &Row<'_>) -> String {
        let detail =
            if self.detail < LEAST_DETAIL { String::new() } else { self.shortened(&row.detail, self.detail) };
        self.line(row, &detail)
    }

    /// The line of a node that waits for others, as many of which are named as fit.
    pub fn waiting(&self, name: &NodeName, needs: &[String]) -> String {
        let used = MARK + width_of(&self.name_of(name)) + gap_and(self.region);
        let words = waiting_for(needs, self.room.saturating_sub(used + GAP));
        let row = Row { mark: Mark::Waiting, name, word: &words, time: String::new(), detail: String::new() };
        let line = self.joined(&row, &words, "", "");
        Paint::Dim.on(&self.cut(&line), self.style.color)
    }

    /// The lines of a node that has ended, which remain; a detail that does not fit beside it follows below, whole.
    pub fn ended(&self, row: &Row<'_>) -> String {
        let detail = clean::line(&row.detail);
        let line = self.line(row, "");
        if detail.is_empty() {
            return line;
        }
        let beside = self.line(row, &detail);
        if self.has_word && !is_cut(&beside, &detail) {
            return beside;
        }
        let below = wrapped(&detail, self.room.saturating_sub(INDENT));
        below.iter().fold(line, |lines, below| format!("{lines}\n{:INDENT$}{below}", ""))
    }

    fn line(&self, row: &Row<'_>, detail: &str) -> String {
        let word = if self.has_word { row.word } else { "" };
        let time = if self.has_time { row.time.as_str() } else { "" };
        self.cut(&self.joined(row, word, time, detail))
    }

    fn joined(&self, row: &Row<'_>, word: &str, time: &str, detail: &str) -> String {
        let color = self.style.color;
        let sign = row.mark.sign(self.style.unicode);
        let sign = if row.mark == Mark::Waiting { sign.to_owned() } else { row.mark.paint().on(sign, color) };
        let mut line = format!("{sign} {}", self.name_of(row.name));
        if self.region > 0 {
            line = format!("{line}  {}", self.region_of(row.name));
        }
        let width = STATE.saturating_sub(width_of(word)).max(width_of(time) + 1);
        let is_plain = matches!(row.mark, Mark::Running(_) | Mark::Waiting);
        let word = if is_plain { word.to_owned() } else { row.mark.paint().on(word, color) };
        if !word.is_empty() {
            line = format!("{line}  {word}");
        }
        if self.has_time && (!time.is_empty() || !detail.is_empty()) {
            line += &pad_str(time, width, Alignment::Right, None);
        }
        if detail.is_empty() { line } else { format!("{line}  {detail}") }
    }

    /// The name in its column, cut only where no room would be left for the region.
    fn name_of(&self, node: &NodeName) -> String {
        let room = self.room.saturating_sub(MARK + gap_and(self.region));
        let name = cut_in_the_middle(&clean::line(&node.name), room, self.ellipsis());
        padded(&name, self.name.min(room))
    }

    fn region_of(&self, node: &NodeName) -> String {
        let region = node.region.as_ref().map(|region| clean::line(region.as_str())).unwrap_or_default();
        padded(&if self.has_short_regions { short_region(&region) } else { region.into_owned() }, self.region)
    }

    /// What a name that is too long for its column leaves of the line.
    fn cut(&self, line: &str) -> String {
        let line = line.trim_end();
        truncate_str(line, self.room, self.ellipsis()).into_owned()
    }

    /// As many whole words as fit.
    fn shortened(&self, text: &str, width: usize) -> String {
        let text = clean::line(text).into_owned();
        if width_of(&text) <= width {
            return text;
        }
        let room = width.saturating_sub(self.ellipsis().len().min(3));
        let mut kept = String::new();
        for word in text.split(' ') {
            let longer = if kept.is_empty() { word.to_owned() } else { format!("{kept} {word}") };
            if width_of(&longer) > room {
                break;
            }
            kept = longer;
        }
        if kept.is_empty() {
            kept
        } else {
            format!("{}{}", kept.trim_end_matches([',', ':']), self.ellipsis())
        }
    }

    fn ellipsis(&self) -> &'static str {
        ellipsis(self.style.unicode)
    }
}

/// How long something has taken so far, on whole seconds of the run, so that all times of a screen move together.
pub fn whole_seconds(now: Duration, began: Duration) -> Duration {
    began + Duration::from_secs(now.saturating_sub(began).as_secs())
}

/// The width of a column with the gap before it; none of one that is empty.
fn gap_and(width: usize) -> usize {
    if width > 0 { GAP + width } else { 0 }
}

/// A region as the ids of its zones begin: `use1` for us-east-1, `apse2` for ap-southeast-2.
fn short_region(region: &str) -> String {
    let (first, others) = region.split_once('-').unwrap_or((region, ""));
    let part = |part: &str| match part {
        "northeast" | "northwest" | "southeast" | "southwest" => format!("{}{}", &part[..1], &part[5..6]),
        number if number.starts_with(|letter: char| letter.is_ascii_digit()) => number.to_owned(),
        direction => direction.chars().take(1).collect(),
    };
    format!("{first}{}", others.split('-').map(part).collect::<String>())
}

fn width_of(text: &str) -> usize {
    measure_text_width(text)
}

fn padded(text: &str, width: usize) -> String {
    pad_str(text, width, Alignment::Left, None).into_owned()
}

fn is_cut(line: &str, detail: &str) -> bool {
    !line.ends_with(detail)
}

/// As many names as fit, at least the shortest one.
fn waiting_for(needs: &[String], width: usize) -> String {
    let named = |shown: &[String]| match needs.len() - shown.len() {
        0 => format!("waiting for {}", shown.join(", ")),
        others => format!("waiting for {} and {others} more", shown.join(", ")),
    };
    let several = (1..=needs.len()).rev().map(|shown| named(&needs[..shown]));
    let one = needs.iter().min_by_key(|need| width_of(need)).map(|need| named(std::slice::from_ref(need)));
    let mut words = several.chain(one).chain(["waiting".to_owned()]);
    words.find(|words| width_of(words) <= width).unwrap_or_default()
}

/// Lines of whole words. A word that is longer than a line has one to itself.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(line) + 1 + width_of(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
