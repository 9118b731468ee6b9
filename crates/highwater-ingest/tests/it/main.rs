//! What a table may look like, and what it gets where it may not.

mod faults;
mod sound_files;
mod table;
