//! Figures that were drawn, with their files.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use highwater_plot::font::Fonts;
use highwater_plot::png::Credit;
use highwater_plot::{Figure, PlotError, Scene, Words, png, svg};

use crate::diagnostic::Diagnostic;
use crate::site::sha256;

/// How many pixels of a PNG stand for one of the page.
const PNG_SCALE: f64 = 2.0;

/// Figures that were drawn: one of the same study with the same words and fonts is not drawn again.
///
/// A figure is known by its place in memory, which the results of a study that did not run again share.
#[derive(Debug, Default)]
pub(crate) struct Drawings {
    drawn: Mutex<BTreeMap<String, Vec<Drawing>>>,
}

#[derive(Debug)]
struct Drawing {
    figure: Arc<Figure>,
    fonts: Fonts,
    drawn: Arc<DrawnFigure>,
}

/// A figure, drawn.
#[derive(Debug)]
pub(crate) struct DrawnFigure {
    pub(crate) id: String,
    /// The words with the values filled in.
    pub(crate) words: Words,
    /// The scene at each of [`Width::ALL`](highwater_plot::Width::ALL).
    pub(crate) scenes: Vec<DrawnScene>,
    /// What chart craft finds wrong.
    pub(crate) findings: Vec<Diagnostic>,
}

/// A scene with its files, which are made when they are first asked for.
#[derive(Debug)]
pub(crate) struct DrawnScene {
    pub(crate) scene: Scene,
    files: OnceLock<SceneFiles>,
    /// The pictures that were made of it, by their credits: one for each story that shows it.
    pictures: Mutex<Vec<(Credit, Picture)>>,
}

/// The bytes of a PNG.
pub(crate) type Picture = Arc<[u8]>;

/// A scene as files.
#[derive(Debug)]
pub(crate) struct SceneFiles {
    /// The SVG that a page holds, beside that of the figure's first scene.
    pub(crate) inline: String,
    /// The SHA-256 of the SVG as a page would hold it alone.
    pub(crate) hash: String,
    pub(crate) standalone: String,
}

impl Drawings {
    /// Forgets all figures but these.
    pub(super) fn forget_all_but(&self, used: &[&Arc<DrawnFigure>]) {
        let is_used = |drawing: &Drawing| used.iter().any(|used| Arc::ptr_eq(used, &drawing.drawn));
        self.lock().retain(|_, drawings| {
            drawings.retain(is_used);
            !drawings.is_empty()
        });
    }

    /// Returns the figure with these words in these fonts, drawn now or before.
    pub(crate) fn drawn(
        &self,
        figure: &Arc<Figure>,
        words: Words,
        fonts: &Fonts,
        draw: impl FnOnce(Words) -> DrawnFigure,
    ) -> Arc<DrawnFigure> {
        if let Some(drawings) = self.lock().get(&figure.id) {
            let is_it = |drawing: &&Drawing| {
                Arc::ptr_eq(&drawing.figure, figure)
                    && drawing.drawn.words == words
                    && drawing.fonts == *fonts
            };
            if let Some(drawing) = drawings.iter().find(is_it) {
                return Arc::clone(&drawing.drawn);
            }
        }
        // Others look up and draw theirs meanwhile.
        let drawn = Arc::new(draw(words));
        let drawing = Drawing {
            figure: Arc::clone(figure),
            fonts: fonts.clone(),
            drawn: Arc::clone(&drawn),
        };
        self.lock()
            .entry(figure.id.clone())
            .or_default()
            .push(drawing);
        drawn
    }

    /// Whoever broke off while he held it left a list of whole figures.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<Drawing>>> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DrawnScene {
    pub(crate) fn new(scene: Scene) -> Self {
        DrawnScene {
            scene,
            files: OnceLock::new(),
            pictures: Mutex::default(),
        }
    }

    /// Returns the files, made now or before; `first` is the first scene of the same figure, which has
    /// the words of all.
    pub(crate) fn files(&self, first: &DrawnScene) -> &SceneFiles {
        self.files.get_or_init(|| {
            let alone = svg::inline(&self.scene);
            SceneFiles {
                hash: sha256(alone.as_bytes()),
                inline: if std::ptr::eq(self, first) {
                    alone
                } else {
                    svg::inline_beside(&self.scene, &first.scene)
                },
                standalone: svg::standalone(&self.scene),
            }
        })
    }

    /// Returns the picture with this credit, made now or before.
    pub(crate) fn picture(&self, credit: &Credit) -> Result<Picture, PlotError> {
        let pictures = || self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, picture)) = pictures().iter().find(|(known, _)| known == credit) {
            return Ok(Arc::clone(picture));
        }
        // Others make theirs meanwhile.
        let picture: Picture = png::render_credited(&self.scene, PNG_SCALE, credit)?.into();
        pictures().push((credit.clone(), Arc::clone(&picture)));
        Ok(picture)
    }

    /// The SHA-256 of the SVG as a page would hold it alone.
    pub(crate) fn hash(&self) -> String {
        match self.files.get() {
            Some(files) => files.hash.clone(),
            None => sha256(svg::inline(&self.scene).as_bytes()),
        }
    }
}
