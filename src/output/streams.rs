//! Standard output and standard error, or their replacements in a test.

use std::cell::RefCell;
use std::io::{self, Write};

/// Where results and messages are written.
pub struct Streams {
    out: RefCell<Box<dyn Write>>,
    err: RefCell<Box<dyn Write>>,
}

impl Streams {
    /// The process's own.
    pub fn process() -> Self {
        Self::of(io::stdout(), io::stderr())
    }

    /// Any two writers.
    pub fn of(out: impl Write + 'static, err: impl Write + 'static) -> Self {
        Self { out: RefCell::new(Box::new(out)), err: RefCell::new(Box::new(err)) }
    }

    /// Writes to standard output and makes sure that it has left; a closed pipe is an error of kind `BrokenPipe`.
    pub fn out(&self, text: &str) -> io::Result<()> {
        let mut out = self.out.borrow_mut();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Writes to standard error. There is no failure, because it could not be reported anywhere.
    pub fn err(&self, text: &str) {
        let mut err = self.err.borrow_mut();
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}
