//! How far the weights or the code of a model are given to others.

use highwater_ingest::published::{self, FromStream};
use highwater_ingest::{Cells, FromCell, Kind};

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
}

/// As the words of the published table say it, through its editions.
impl FromStream<'_> for Access {
    /// The first names are those of 2024-08-20.
    const KIND: Kind<'static> = Kind::OneOf(&[
        &["Open source", "Open weights (unrestricted)"],
        &[
            "Open access (non-commercial)",
            "Open weights (non-commercial)",
            "Open (non-commercial)",
        ],
        &[
            "Open access (restricted use)",
            "Open weights (restricted use)",
            "Open (restricted use)",
        ],
        &["API access"],
        &["Hosted access (no API)", "Hosted access"],
        &["Unreleased"],
    ]);

    fn read(cells: &published::Cells<'_>, column: usize) -> Option<Self> {
        const IN_ORDER: [Access; 6] = [
            Access::Open,
            Access::OpenNonCommercial,
            Access::OpenRestricted,
            Access::Api,
            Access::Hosted,
            Access::Unreleased,
        ];
        IN_ORDER.get(cells.one_of(column)?).copied()
    }
}

/// As the words of `data/models.csv` say it.
impl FromCell for Access {
    const KIND: Kind<'static> = Kind::OneOf(&[
        &["open"],
        &["open for non-commercial use"],
        &["open with restrictions"],
        &["open on terms not stated"],
        &["API"],
        &["hosted"],
        &["unreleased"],
        &["closed"],
    ]);

    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
        const IN_ORDER: [Access; 8] = [
            Access::Open,
            Access::OpenNonCommercial,
            Access::OpenRestricted,
            Access::OpenUnstated,
            Access::Api,
            Access::Hosted,
            Access::Unreleased,
            Access::Closed,
        ];
        IN_ORDER.get(cells.one_of(column)??).copied()
    }
}
