//! What was drawn, kept from one check to the next.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use highwater_plot::{Figure, PlotError, Scene, Words, png, svg};

use crate::diagnostic::Diagnostic;
use crate::site::sha256;

/// How many pixels of a PNG stand for one of the page.
const PNG_SCALE: f64 = 2.0;

/// What was drawn, kept from one check to the next: a figure of the same study with the same words is
/// not drawn again, which takes most of a build's time.
///
/// A figure is known by its place in memory, which the results of a study that did not run again share.
#[derive(Debug, Default)]
pub struct Drawings {
    kept: Mutex<BTreeMap<String, Vec<Kept>>>,
}

#[derive(Debug)]
struct Kept {
    figure: Arc<Figure>,
    drawn: Arc<DrawnFigure>,
    is_used: bool,
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
}

/// A scene as files.
#[derive(Debug)]
pub(crate) struct SceneFiles {
    /// The SVG that a page holds.
    pub(crate) inline: String,
    /// Its SHA-256.
    pub(crate) hash: String,
    pub(crate) standalone: String,
    pub(crate) png: Vec<u8>,
}

impl Drawings {
    /// Forgets the figures that no check has asked for since this was last called.
    pub fn forget_unused(&self) {
        let mut kept = self.lock();
        kept.retain(|_, figures| {
            figures.retain(|figure| figure.is_used);
            for figure in figures.iter_mut() {
                figure.is_used = false;
            }
            !figures.is_empty()
        });
    }

    /// The figure with these words, drawn now or before.
    pub(crate) fn drawn(
        &self,
        figure: &Arc<Figure>,
        words: Words,
        draw: impl FnOnce(Words) -> DrawnFigure,
    ) -> Arc<DrawnFigure> {
        if let Some(figures) = self.lock().get_mut(&figure.id) {
            let is_it =
                |kept: &&mut Kept| Arc::ptr_eq(&kept.figure, figure) && kept.drawn.words == words;
            if let Some(kept) = figures.iter_mut().find(is_it) {
                kept.is_used = true;
                return Arc::clone(&kept.drawn);
            }
        }
        // Others look up and draw theirs meanwhile.
        let drawn = Arc::new(draw(words));
        self.lock()
            .entry(figure.id.clone())
            .or_default()
            .push(Kept {
                figure: Arc::clone(figure),
                drawn: Arc::clone(&drawn),
                is_used: true,
            });
        drawn
    }

    /// Whoever broke off while he held it left a list of whole figures.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<Kept>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DrawnScene {
    pub(crate) fn new(scene: Scene) -> Self {
        DrawnScene {
            scene,
            files: OnceLock::new(),
        }
    }

    pub(crate) fn files(&self) -> Result<&SceneFiles, PlotError> {
        if let Some(files) = self.files.get() {
            return Ok(files);
        }
        let inline = svg::inline(&self.scene);
        let files = SceneFiles {
            hash: sha256(inline.as_bytes()),
            inline,
            standalone: svg::standalone(&self.scene),
            png: png::render(&self.scene, PNG_SCALE)?,
        };
        Ok(self.files.get_or_init(|| files))
    }

    /// The SHA-256 of the SVG that a page holds.
    pub(crate) fn hash(&self) -> String {
        match self.files.get() {
            Some(files) => files.hash.clone(),
            None => sha256(svg::inline(&self.scene).as_bytes()),
        }
    }
}
