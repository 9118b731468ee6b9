//! `verify`: a built site, held against its manifest.

use highwater_host::OF_THE_HOST;
use highwater_report::verify;

use crate::cli::VerifyArguments;
use crate::terminal::Failure;
use crate::terminal::{Terminal, count};

pub(crate) fn run(arguments: &VerifyArguments, terminal: &Terminal) -> Result<(), Failure> {
    // A clone of the branch that pages are published from is a site with these beside it.
    let beside = [&OF_THE_HOST[..], &[".git"]].concat();
    let verified = verify(&arguments.site, &beside)
        .map_err(|error| Failure::other(error.to_string(), error.hint()))?;
    let lists = [
        ("changed", &verified.changed),
        ("missing", &verified.missing),
        ("extra", &verified.extra),
    ];
    for (word, paths) in lists {
        for path in paths {
            terminal.result(&format!("{word:>8}  {path}"));
        }
    }
    let differences: usize = lists.iter().map(|(_, paths)| paths.len()).sum();
    if differences > 0 {
        let files = count(differences, "file");
        let verb = if differences == 1 {
            "differs"
        } else {
            "differ"
        };
        return Err(Failure::Differs(format!(
            "{files} of `{}` {verb} from its manifest",
            arguments.site.display()
        )));
    }
    terminal.summary(&format!(
        "{}: each as the manifest lists it, and no other",
        count(verified.files, "file")
    ));
    terminal.summary(&format!("site {}", verified.hash));
    Ok(())
}
