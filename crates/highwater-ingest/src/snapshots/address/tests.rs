//! Addresses that are none, and where redirects lead.

use super::*;

fn address(text: &str) -> Address {
    text.parse().unwrap()
}

#[test]
fn what_is_no_address_says_why() {
    let check = |text: &str, told: &str| {
        let error = text.parse::<Address>().unwrap_err().to_string();
        assert!(error.contains(told), "{text}: {error}");
    };
    check("", "the address is none: ");
    check("ftp://example.org/a", "`https://`");
    check("example.org", "`https://`");
    check("/a/b.csv", "`https://`");
    check("http://example.org/a", "`example.org` without encryption");
    check("http://127.0.0.1.example.org/a", "without encryption");
    check("http://localhost/a", "without encryption");
    check("http://127.0.0.1@example.org/a", "without encryption");
    check("https://", "the address is none: ");
    check("https:///a", "the address is none: ");
    check("https://user@example.org/a", "host `user@example.org`");
    check("https://example.org", "no file");
    check("https://example.org/", "no file");
    check("https://example.org/a b", "` `, which is written `%20`");
    check("https://example.org/a\n", "`\\n`, which is written `%0A`");
    check("https://example.org/a#b", "`#`, which is written `%23`");
    check("https://example.org/é", "`é`, which is written `%C3%A9`");
}

#[test]
fn the_ending_of_the_file() {
    let check = |text, ending| assert_eq!(address(text).extension(), ending, "{text}");
    check("https://example.org/a.b/c.csv", ".csv");
    check("https://example.org/c.csv?v=1.2", ".csv");
    check("https://example.org/a.b/c", "");
    check("https://example.org/c.%2e", "");
}

#[test]
fn a_redirect_stays_with_its_host() {
    let from = address("https://example.org/data/a.csv?x=1");
    let check = |location: &str, to: Result<&str, &str>| {
        let led = from.redirect(location).map(|to| to.to_string());
        assert_eq!(
            led.as_ref().map(String::as_str).map_err(String::as_str),
            to,
            "{location}"
        );
    };
    check("b.csv", Ok("https://example.org/data/b.csv"));
    check("/b.csv#part", Ok("https://example.org/b.csv"));
    check(
        "/b?to=https://other.org",
        Ok("https://example.org/b?to=https://other.org"),
    );
    check("//example.org/b", Ok("https://example.org/b"));
    check("https://EXAMPLE.org:443/b", Ok("https://EXAMPLE.org:443/b"));

    check("https://other.org/b?c", Err("https://other.org"));
    check("//other.org/b", Err("https://other.org"));
    check("http://example.org/b", Err("http://example.org"));
    check("https://example.org:444/b", Err("https://example.org:444"));
    check(
        "https://example.org@other.org/b",
        Err("https://example.org@other.org"),
    );
    check("file:///etc/hosts", Err("file:///etc/hosts"));
}
