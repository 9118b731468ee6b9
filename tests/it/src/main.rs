//! Tests of the whole workspace and of the command line.
