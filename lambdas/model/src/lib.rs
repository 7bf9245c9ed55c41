//! The systems' data.
