//! How far the weights or the code of a model are given to others.

use highwater_ingest::published::Choice;

/// How far the weights or the code of a model are given to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// To anyone, for any use.
    Open,
    /// To anyone, but not for commercial use.
    OpenNonCommercial,
    /// To anyone who keeps to limits on use.
    OpenRestricted,
    /// To anyone, on terms that the source does not state.
    OpenUnstated,
    /// Not given; others may call it from programs.
    Api,
    /// Not given; others may use it on its publisher's pages.
    Hosted,
    /// Not given, and not to be used by others.
    Unreleased,
    /// Not given; the source does not say whether others may use it.
    Closed,
}

impl Access {
    /// Returns whether anyone may have it, on whatever terms.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Access::Open
                | Access::OpenNonCommercial
                | Access::OpenRestricted
                | Access::OpenUnstated
        )
    }

    /// The words of the published table, through its editions; the first are those of 2024-08-20.
    pub(crate) const PUBLISHED: &'static [Choice<Access>] = &[
        Choice {
            value: Access::Open,
            names: &["Open source", "Open weights (unrestricted)"],
        },
        Choice {
            value: Access::OpenNonCommercial,
            names: &[
                "Open access (non-commercial)",
                "Open weights (non-commercial)",
                "Open (non-commercial)",
            ],
        },
        Choice {
            value: Access::OpenRestricted,
            names: &[
                "Open access (restricted use)",
                "Open weights (restricted use)",
                "Open (restricted use)",
            ],
        },
        Choice {
            value: Access::Api,
            names: &["API access"],
        },
        Choice {
            value: Access::Hosted,
            names: &["Hosted access (no API)", "Hosted access"],
        },
        Choice {
            value: Access::Unreleased,
            names: &["Unreleased"],
        },
    ];

    /// The words of `data/models.csv`.
    pub(crate) const WORDS: &'static [&'static str] = &[
        "open",
        "open for non-commercial use",
        "open with restrictions",
        "open on terms not stated",
        "API",
        "hosted",
        "unreleased",
        "closed",
    ];

    /// Returns the access that a place in [`WORDS`](Self::WORDS) stands for.
    pub(crate) fn of_word(at: usize) -> Option<Access> {
        use Access::{
            Api, Closed, Hosted, Open, OpenNonCommercial, OpenRestricted, OpenUnstated, Unreleased,
        };
        let all = [
            Open,
            OpenNonCommercial,
            OpenRestricted,
            OpenUnstated,
            Api,
            Hosted,
            Unreleased,
            Closed,
        ];
        all.get(at).copied()
    }
}
