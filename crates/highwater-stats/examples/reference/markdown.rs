pub(crate) fn tables(_: &crate::report::Report) -> String {
    String::new()
}
