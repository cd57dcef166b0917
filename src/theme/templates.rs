//! Tera templates: loading, the functions that they may call, and errors with their place.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::{Assets, Texts, each_embedded, texts};
use crate::config::Config;
use crate::content::{each_file, read};
use crate::diagnostics::{Diagnostic, Source, Span};

/// Where the user's templates stand.
const FOLDER: &str = "templates";

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The compiled templates. A clone has caches and counters of its own, so that threads don't wait for each other.
#[derive(Clone, Default)]
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, Source>,
}

/// The text of a built-in file of `templates/`.
pub(super) fn built_in(path: &str) -> Option<&'static str> {
    BUILT_IN.get_file(path)?.contents_utf8()
}

/// Whether a file of `templates/` is no template: the words of a language.
fn is_of_languages(name: &str) -> bool {
    name.split('/').next() == Some(texts::FOLDER)
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Templates")
            .field("names", &self.sources.keys())
            .finish_non_exhaustive()
    }
}

impl Templates {
    pub(super) fn load(
        root: &Path,
        assets: &Assets,
        texts: &Texts,
        config: &Config,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut sources = BTreeMap::new();
        each_embedded(&BUILT_IN, &mut |name, file| {
            let path = format!("(built-in) templates/{name}");
            sources.insert(name, Source::new(&path, file.contents_utf8().unwrap_or_default()));
        });
        add_folder(root, &mut sources, problems);
        sources.retain(|name, _| !is_of_languages(name));
        let mut templates = Self { tera: with_functions(assets, texts, config), sources };
        templates.compile(problems);
        templates
    }

    /// Renders a template.
    pub fn render(
        &self,
        name: &str,
        context: &Context,
        output: &mut Vec<u8>,
    ) -> Result<(), Diagnostic> {
        self.tera.render_to(name, context, output).map_err(|error| self.diagnose(name, &error))
    }

    /// The texts of the templates by name, such as `partials/stories.html`.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources.iter().map(|(name, source)| (name.as_str(), source))
    }

    /// Compiles all templates. Each is parsed alone first, so that every one with a syntax error is told, not the first only.
    fn compile(&mut self, problems: &mut Vec<Diagnostic>) {
        let mut well_formed = true;
        for (name, source) in &self.sources {
            let alone = Tera::new().add_raw_template(name, source.text());
            if let Err(error) = alone
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                problems.push(self.diagnose(name, &error));
                well_formed = false;
            }
        }
        if !well_formed {
            return;
        }
        let templates: Vec<(&str, &str)> =
            self.sources.iter().map(|(name, source)| (name.as_str(), source.text())).collect();
        if let Err(error) = self.tera.add_raw_templates(templates) {
            problems.push(self.diagnose("", &error));
        }
    }

    /// What Tera says, at its place in the template.
    fn diagnose(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let cause =
            std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
        if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind() {
            let problem = Diagnostic::error("template", format!("{}{cause}", report.message()));
            let name = if report.filename().is_empty() { name } else { report.filename() };
            let Some(source) = self.sources.get(name) else { return problem };
            let range = &report.span().range;
            return problem.at(source, Span::new(range.start, range.end));
        }
        let (template, culprit) = match error.kind() {
            ErrorKind::MissingParent { current, parent } => (current.as_str(), parent.as_str()),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                (tpl.as_str(), "")
            }
            _ => (name, ""),
        };
        let problem = Diagnostic::error("template", format!("{error}{cause}"));
        let Some(source) = self.sources.get(template) else { return problem };
        match source.text().find(culprit).filter(|_| !culprit.is_empty()) {
            Some(start) => problem.at(source, Span::new(start, start + culprit.len())),
            None => problem.in_file(source),
        }
    }
}

fn add_folder(root: &Path, sources: &mut BTreeMap<String, Source>, problems: &mut Vec<Diagnostic>) {
    each_file(
        root,
        FOLDER,
        |_| true,
        problems,
        |path, entry| {
            let name = path.strip_prefix("templates/").unwrap_or(&path);
            match read(&path, entry.path()) {
                Ok(source) => {
                    sources.insert(name.to_owned(), source);
                    None
                }
                // Those of languages are read, and told, with the texts.
                Err(problem) => (!is_of_languages(name)).then_some(problem),
            }
        },
    );
}

/// Tera with the functions of our templates: `asset(path=…)`, `url(path=…)` and `text(key=…, …)`.
fn with_functions(assets: &Assets, texts: &Texts, config: &Config) -> Tera {
    let mut tera = Tera::new();
    let base_url = config.base_url.clone();
    tera.register_function("url", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        Ok(base_url.link(arguments.must_get::<&str>("path")?))
    });
    let base_url = config.base_url.clone();
    let assets = assets.clone();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let path = arguments.must_get::<&str>("path")?;
        let asset = assets
            .get(path.trim_start_matches('/'))
            .ok_or_else(|| tera::Error::message(format!("there is no file `{path}` in static/")))?;
        Ok(format!("{}?v={}", base_url.link(path), asset.fingerprint()))
    });
    let texts = texts.clone();
    tera.register_function("text", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        text(&texts, &arguments)
    });
    tera
}

/// A text with its places filled in by the arguments; `count` chooses its form. It is HTML: what the site says is escaped once.
fn text(texts: &Texts, arguments: &Kwargs) -> TeraResult<Value> {
    let key = arguments.must_get::<&str>("key")?;
    if !texts.has(key) {
        return Err(tera::Error::message(format!(
            "there is no text `{key}` in templates/{}/",
            texts::FOLDER
        )));
    }
    let mut values = Vec::new();
    for (name, value) in arguments.iter() {
        let written = value.to_string();
        let written = if value.is_safe() { written } else { escaped(&written)? };
        values.push((name.to_string(), written));
    }
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let count = arguments.get::<&Value>("count")?.and_then(Value::as_u64);
    let text = match count {
        Some(count) => texts.fill_counted(key, usize::try_from(count).unwrap_or(0), &values),
        None => texts.fill(key, &values),
    };
    Ok(Value::safe_string(&text))
}

fn escaped(text: &str) -> TeraResult<String> {
    let mut output = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut output)?;
    Ok(String::from_utf8_lossy(&output).into_owned())
}
