//! `publish`: the site as a commit of a branch, and nothing else touched.

use std::process::Command;

use crate::sandbox::{Run, Sandbox};

/// A copy of the project in a repository of its own, whose settings are those of nobody.
struct Repository(Sandbox);

impl Repository {
    fn new() -> Self {
        let repository = Repository(Sandbox::new());
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "-m", "one"]);
        repository
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = match program {
            "git" => {
                let mut git = Command::new("git");
                git.args(arguments).current_dir(self.0.path(""));
                git
            }
            _ => self.0.command(arguments),
        };
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Somebody");
            command.env(format!("GIT_{who}_EMAIL"), "somebody@example.org");
        }
        command
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git", arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn publish(&self, arguments: &[&str]) -> Run {
        let arguments = [&["publish"], arguments].concat();
        Run::of(&self.command("highwater", &arguments).output().unwrap())
    }

    /// Returns a bare repository beside it, by its path.
    fn remote(&self) -> String {
        let path = self.0.path("../remote.git").display().to_string();
        self.git(&["init", "--quiet", "--bare", &path]);
        path
    }
}

#[test]
fn the_site_becomes_a_commit_and_nothing_else_is_touched() {
    let repository = Repository::new();
    // Work that is under way stays as it is: in the index, in the tree, untracked.
    repository
        .0
        .append("report/stories/open-wave/story.md", "\nMore.\n");
    repository.git(&["add", "--all"]);
    repository
        .0
        .append("report/stories/open-wave/story.md", "\nAnd more.\n");
    repository.0.write("mine.txt", "mine");
    let before = repository.git(&["status", "--porcelain"]);

    let dry = repository.publish(&["--dry-run", "-v"]);
    dry.succeeds();
    assert!(dry.err.contains("new  open-wave/index.html"), "{}", dry.err);
    assert!(
        dry.out.contains("would change; nothing was written"),
        "{}",
        dry.out
    );
    assert_eq!(repository.git(&["branch", "--list", "gh-pages"]), "");
    let objects = repository.git(&["count-objects"]);

    repository.publish(&["--dry-run"]).succeeds();
    assert_eq!(
        repository.git(&["count-objects"]),
        objects,
        "a dry run writes no object"
    );

    repository.publish(&[]).succeeds();
    assert_eq!(repository.git(&["status", "--porcelain"]), before);
    assert_eq!(repository.git(&["branch", "--show-current"]), "main\n");
    assert!(!repository.0.path("site").exists());
    let message = repository.git(&["log", "-1", "--format=%an: %s%n%b", "gh-pages"]);
    assert!(message.starts_with("Somebody: The site of "), "{message}");
    assert!(
        message.contains("with changes that are not committed"),
        "{message}"
    );

    // A clone of the branch is the site, byte for byte.
    let clone = repository.0.path("../clone").display().to_string();
    let project = repository.0.path("").display().to_string();
    repository.git(&["clone", "--quiet", "--branch", "gh-pages", &project, &clone]);
    let verified = repository.0.run(&["verify", &clone]);
    verified.succeeds();
    let hash = verified
        .out
        .lines()
        .find_map(|line| line.strip_prefix("site "))
        .unwrap();
    assert!(message.contains(hash), "{message}");
    repository
        .0
        .run(&["report", "--out", "../built"])
        .succeeds();
    let built = repository.0.run(&["verify", "../built"]);
    assert!(built.out.contains(hash), "{}", built.out);
    assert!(std::path::Path::new(&clone).join(".nojekyll").is_file());
}

#[test]
fn the_same_site_makes_no_commit_and_another_follows_the_one_before() {
    let repository = Repository::new();
    repository.publish(&[]).succeeds();
    let first = repository.git(&["rev-parse", "gh-pages"]);
    let again = repository.publish(&[]);
    again.succeeds();
    assert!(
        again
            .out
            .contains("nothing changed: `gh-pages` holds this site already"),
        "{}",
        again.out
    );
    assert_eq!(repository.git(&["rev-parse", "gh-pages"]), first);

    // A file that the host reads stays.
    let blob = repository.git(&["hash-object", "-w", "report/site.toml"]);
    let tree = repository.git(&["ls-tree", "gh-pages"]);
    let with_domain = format!("{tree}100644 blob {}\tCNAME\n", blob.trim());
    repository.0.write("../tree", &with_domain);
    let mut made = repository.command("git", &["mktree"]);
    made.stdin(std::fs::File::open(repository.0.path("../tree")).unwrap());
    let tree = String::from_utf8(made.output().unwrap().stdout).unwrap();
    let commit = repository.git(&[
        "commit-tree",
        tree.trim(),
        "-p",
        first.trim(),
        "-m",
        "domain",
    ]);
    repository.git(&["update-ref", "refs/heads/gh-pages", commit.trim()]);

    repository
        .0
        .append("report/stories/open-wave/story.md", "\nMore.\n");
    let run = repository.publish(&[]);
    run.succeeds();
    assert!(
        run.err.contains("changed  open-wave/index.html"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("CNAME"), "{}", run.err);
    assert_eq!(repository.git(&["rev-parse", "gh-pages~1"]), commit);
    assert_eq!(repository.git(&["rev-parse", "gh-pages:CNAME"]), blob);
    assert!(
        repository
            .git(&["show", "gh-pages:open-wave/story.md"])
            .contains("More.")
    );
}

#[test]
fn a_remote_gets_it_and_is_never_forced() {
    let repository = Repository::new();
    let remote = repository.remote();
    repository.git(&["remote", "add", "origin", &remote]);
    let run = repository.publish(&["--remote", "origin"]);
    run.succeeds();
    assert!(
        run.out.contains("pushed `gh-pages` to `origin`"),
        "{}",
        run.out
    );
    let there =
        |repository: &Repository| repository.git(&["ls-remote", &remote, "refs/heads/gh-pages"]);
    let tip = repository.git(&["rev-parse", "gh-pages"]);
    assert!(there(&repository).starts_with(tip.trim()));

    // Somebody else publishes meanwhile, to the same remote.
    let other = Repository::new();
    other.git(&[
        "fetch",
        "--quiet",
        &remote,
        "gh-pages:refs/remotes/origin/gh-pages",
    ]);
    other
        .0
        .append("report/stories/open-wave/story.md", "\nTheirs.\n");
    // The branch is not there; it goes on from the one that was fetched.
    other.publish(&["--remote", &remote]).succeeds();
    assert_eq!(other.git(&["rev-parse", "gh-pages~1"]), tip);
    let theirs = there(&other);

    repository
        .0
        .append("report/stories/open-wave/story.md", "\nOurs.\n");
    let run = repository.publish(&["--remote", "origin"]);
    run.fails(
        2,
        &[
            "has commits on `gh-pages` that are not here",
            "git fetch origin gh-pages",
        ],
    );
    assert_eq!(there(&repository), theirs, "the remote is as it was");

    // What the message says to do does.
    repository.git(&["fetch", "--quiet", "origin", "gh-pages"]);
    repository.git(&["branch", "--quiet", "-f", "gh-pages", "origin/gh-pages"]);
    repository.publish(&["--remote", "origin"]).succeeds();
}

#[test]
fn what_must_not_be_published_is_refused() {
    let repository = Repository::new();
    repository
        .publish(&["--branch", "main"])
        .fails(2, &["the branch `main` is checked out in"]);
    repository
        .publish(&["--branch", "a..b"])
        .fails(2, &["`a..b` is no name of a branch"]);
    repository
        .publish(&["--branch=--all"])
        .fails(2, &["`--all` is no name of a branch"]);

    repository.git(&["branch", "notes"]);
    let notes = repository.git(&["rev-parse", "notes"]);
    let run = repository.publish(&["--branch", "notes"]);
    run.fails(
        2,
        &[
            "the branch `notes` holds files that no earlier run made",
            "and ",
        ],
    );
    assert_eq!(repository.git(&["rev-parse", "notes"]), notes);

    // A warning keeps a site from being published, unless it is let through.
    repository.0.append(
        "report/stories/open-wave/story.md",
        "\nIt has 77 of them.\n",
    );
    repository.publish(&[]).fails(1, &["error[HW0030]"]);
    assert_eq!(repository.git(&["branch", "--list", "gh-pages"]), "");
    repository.publish(&["--allow-warnings"]).succeeds();

    repository.0.append(
        "report/stories/open-wave/story.md",
        "[9](value:wave.downloads.last?si)\n",
    );
    repository
        .publish(&["--allow-warnings"])
        .fails(1, &["HW0001"]);

    Sandbox::new()
        .run(&["publish"])
        .fails(2, &["is in no git repository", "git init"]);
}

/// The clock is in no file of the site. The time of the commit says when it was published, and is the
/// one that a reproducible build sets.
#[test]
fn the_time_of_the_commit_can_be_set() {
    let repository = Repository::new();
    let publish = |time: &str| {
        let mut command = repository.command("highwater", &["publish", "-q"]);
        Run::of(&command.env("SOURCE_DATE_EPOCH", time).output().unwrap())
    };
    publish("1700000000").succeeds();
    let commit = || repository.git(&["log", "-1", "--format=%at %ct %H", "gh-pages"]);
    let first = commit();
    assert!(first.starts_with("1700000000 1700000000 "), "{first}");
    repository.git(&["branch", "--quiet", "-D", "gh-pages"]);
    publish("1700000000").succeeds();
    assert_eq!(commit(), first, "the same commit again");
    publish("yesterday").fails(
        2,
        &["`SOURCE_DATE_EPOCH=yesterday` is not a number of seconds"],
    );
}

#[test]
fn a_push_is_rehearsed_and_nothing_is_written() {
    let repository = Repository::new();
    let remote = repository.remote();
    let rehearse = || repository.publish(&["--dry-run", "--remote", &remote]);
    let objects = repository.git(&["count-objects"]);
    let run = rehearse();
    run.succeeds();
    assert!(run.out.contains("nothing was written"), "{}", run.out);
    let told = format!("`{remote}` would take the push of `gh-pages`");
    assert!(run.out.contains(&told), "{}", run.out);
    assert_eq!(repository.git(&["count-objects"]), objects);
    assert_eq!(repository.git(&["ls-remote", &remote]), "");
    // A remote that cannot be reached refuses the rehearsal too, as does one with commits of its own.
    let nowhere = format!("{remote}-nowhere");
    let run = repository.publish(&["--dry-run", "--remote", &nowhere]);
    run.fails(2, &["nowhere"]);
    repository.publish(&["--remote", &remote]).succeeds();
    rehearse().succeeds();
    let tree = repository.git(&["rev-parse", "gh-pages^{tree}"]);
    let other = repository.git(&["commit-tree", "-m", "other", "-p", "gh-pages", tree.trim()]);
    let other = format!("{}:refs/heads/gh-pages", other.trim());
    repository.git(&["push", "--quiet", &remote, &other]);
    rehearse().fails(2, &["it has commits on `gh-pages` that are not here"]);
}
