//! The project's templates, and what is said when one is at fault.

use serde_json::Value;
use tera::{Context, Tera};

use crate::diagnostic::Diagnostic;
use crate::project::Project;

/// The project's templates.
pub(super) struct Templates(Tera);

impl Templates {
    pub(super) fn load(project: &Project) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        let named = project.templates.iter().map(|template| {
            let name = template.name.rsplit('/').next().unwrap_or(&template.name);
            (name.to_owned(), template.text.to_string())
        });
        tera.add_raw_templates(named)
            .map_err(|error| vec![fault(&error)])?;
        Ok(Templates(tera))
    }

    pub(super) fn fill(&self, name: &str, values: &Value) -> Result<String, Vec<Diagnostic>> {
        let context = Context::from_serialize(values).map_err(|error| vec![fault(&error)])?;
        self.0
            .render(name, &context)
            .map_err(|error| vec![fault(&error)])
    }
}

/// The template engine gives file, line, column, the line itself and what there is instead.
fn fault(error: &tera::Error) -> Diagnostic {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}\n{inner_text}");
        }
        source = inner.source();
    }
    Diagnostic::error("HW0206", "a template cannot be filled").note(text.trim().to_owned())
}
