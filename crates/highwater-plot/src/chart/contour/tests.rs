//! What is coloured, what is blank, what is hatched, and what is refused.
