//! What the systems' commands and clients share.

pub mod api;
pub mod deadline;
pub mod deployed;
pub mod execution;
pub mod id;
pub mod interrupt;
pub mod pages;
pub mod paging;
pub mod stage;
