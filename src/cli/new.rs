//! `briefing new`: a file that is ready to be written in.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::create::{NewFile, create};
use super::schema;
use super::terminal::{is_site, say, tell};
use crate::content::{Article, PlainPage};
use crate::diagnostics::{Diagnostic, Source};
use crate::project::{Options, Project};
use crate::registry::{Declaration, EntityKind};
use crate::site::{Route, Site};
use crate::text::slug;
use crate::yaml::quoted;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to write about, and so in which folder
    #[arg(value_enum)]
    kind: Kind,
    /// The title of an article or a page, the name of all others
    #[arg(value_parser = title)]
    title: String,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// An article of today
    Article,
    /// A human being
    Person,
    /// A body of people: an institution, a company, an alliance
    Organization,
    /// A country or territory with a code of ISO 3166
    Country,
    /// A city or region
    Place,
    /// What articles are about
    Topic,
    /// A plain page, such as about or imprint
    Page,
}

impl Kind {
    /// The file with marks where title and day belong.
    fn template(self) -> &'static str {
        match self {
            Self::Article => include_str!("new/article.md"),
            Self::Person => include_str!("new/person.md"),
            Self::Organization => include_str!("new/organization.md"),
            Self::Country => include_str!("new/country.md"),
            Self::Place => include_str!("new/place.md"),
            Self::Topic => include_str!("new/topic.md"),
            Self::Page => include_str!("new/page.md"),
        }
    }

    /// The path below the site's root of a new file with that slug.
    fn path(self, slug: &str, today: Date) -> String {
        match self {
            Self::Article => {
                format!("content/articles/{:04}/{:02}/{slug}.md", today.year(), today.month())
            }
            Self::Person | Self::Organization | Self::Country => {
                format!("content/actors/{slug}.md")
            }
            Self::Place => format!("content/places/{slug}.md"),
            Self::Topic => format!("content/topics/{slug}.md"),
            Self::Page => format!("content/pages/{slug}.md"),
        }
    }

    fn entity(self) -> Option<EntityKind> {
        match self {
            Self::Person => Some(EntityKind::Person),
            Self::Organization => Some(EntityKind::Organization),
            Self::Country => Some(EntityKind::Country),
            Self::Place => Some(EntityKind::Place),
            Self::Article | Self::Topic | Self::Page => None,
        }
    }

    /// The schema of such a file; plain pages have none.
    fn schema(self) -> Option<schema::Kind> {
        match self {
            Self::Article => Some(schema::Kind::Article),
            Self::Person | Self::Organization | Self::Country => Some(schema::Kind::Actor),
            Self::Place => Some(schema::Kind::Place),
            Self::Topic => Some(schema::Kind::Topic),
            Self::Page => None,
        }
    }
}

/// The title on one line.
fn title(text: &str) -> Result<String, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() { Err("it is empty".to_owned()) } else { Ok(words.join(" ")) }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if !is_site(&arguments.root) {
        return ExitCode::FAILURE;
    }
    match write(arguments) {
        Ok(path) => {
            say(&path.display().to_string());
            ExitCode::SUCCESS
        }
        Err(problems) => {
            tell(&problems);
            ExitCode::FAILURE
        }
    }
}

fn write(arguments: &Arguments) -> Result<PathBuf, Vec<Diagnostic>> {
    let Arguments { kind, title, root } = arguments;
    // What is not published yet has its URL already.
    let options = Options { drafts: true, future: true, ..Options::default() };
    let mut project = Project::new(root, options);
    let loaded = project.load();
    let site = &loaded.snapshot.site;
    let today = project.today(site.config());
    let path = kind.path(&slug(title), today);
    let file = NewFile { text: text(arguments, &path, today), path };
    if let Some(problem) = id_taken(*kind, title, site).or_else(|| url_taken(*kind, &file, site)) {
        return Err(vec![problem]);
    }
    let location = root.join(&file.path);
    create(root, &[file])?;
    Ok(location)
}

/// The template with title and day put in, and with a comment that leads editors to the schema where the site has one.
fn text(arguments: &Arguments, path: &str, today: Date) -> String {
    let text = arguments.kind.template().replace("@TODAY@", &today.to_string());
    // The title comes last: it may hold anything.
    let text = text.replacen("@TITLE@", &quoted(&arguments.title), 1);
    let schema = arguments.kind.schema().map(schema::Kind::path);
    match schema.filter(|schema| arguments.root.join(schema).is_file()) {
        Some(schema) => {
            let up = "../".repeat(path.matches('/').count());
            let comment = format!("---\n# yaml-language-server: $schema={up}{schema}\n");
            text.replacen("---\n", &comment, 1)
        }
        None => text,
    }
}

/// An error where the registry has the id that the name would get.
fn id_taken(kind: Kind, name: &str, site: &Site) -> Option<Diagnostic> {
    let id = slug(name);
    let registry = site.registry();
    let (declaration, from_atlas) = if kind == Kind::Topic {
        let topic = registry.topic(registry.topic_by_id(&id)?);
        (&topic.declaration, topic.from_atlas)
    } else {
        kind.entity()?;
        let entity = registry.entity(registry.entity_by_id(&id)?);
        (&entity.declaration, entity.from_atlas)
    };
    // An entry of the atlas is there to be written over.
    (!from_atlas).then(|| id_exists(&id, declaration))
}

fn id_exists(id: &str, declaration: &Declaration) -> Diagnostic {
    Diagnostic::error("id-exists", format!("the registry has an entry with the id `{id}`"))
        .at(&declaration.source, declaration.span)
        .label("declared here")
        .hint("nothing was written: change that entry, or choose another name")
}

/// An error where a page has the URL that the file's page would get.
fn url_taken(kind: Kind, file: &NewFile, site: &Site) -> Option<Diagnostic> {
    let url = url(kind, file, site);
    let registry = site.registry();
    let is_own = |route: &Route| match route {
        Route::Entity(id, _) => !registry.entity(*id).from_atlas,
        Route::Topic(id, _) => !registry.topic(*id).from_atlas,
        _ => true,
    };
    let route = site.route(&url).filter(is_own)?;
    let problem = Diagnostic::error("duplicate-url", format!("another page has the URL /{url}"))
        .hint("nothing was written: choose another title");
    Some(match route {
        Route::Article(id) => problem.in_file(&site.article(id).source),
        Route::Page(index) => problem.in_file(&site.pages()[index].source),
        _ => problem,
    })
}

/// The path below the site of the page that a file makes.
fn url(kind: Kind, file: &NewFile, site: &Site) -> String {
    let source = Source::new(&file.path, file.text.as_str());
    match kind {
        Kind::Article => format!("articles/{}/", Article::parse(source, site.config()).path()),
        Kind::Page => format!("{}/", PlainPage::parse(source).path),
        _ => {
            let folder = kind.entity().map_or("topics", EntityKind::folder);
            format!("{folder}/{}/", source.stem())
        }
    }
}
