//! `briefing actors suggest`: whom the articles name and nobody registered, ready to be registered.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::create::{NewFile, create};
use super::terminal::{is_site, tell};
use crate::project::{Options, Project};
use crate::registry::EntityKind;
use crate::site::{ArticleId, Identity, Site};
use crate::tagging::Discovered;
use crate::text::sentence_around;
use crate::yaml::quoted;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List people, organisations and places that articles name and nobody registered
    Suggest(Suggest),
}

#[derive(Debug, Args)]
struct Suggest {
    /// Write them to content/actors/suggested.yaml and content/places/suggested.yaml, to be edited
    #[arg(long)]
    write: bool,
}

/// Sentences that are quoted for each.
const QUOTES: usize = 2;

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Command::Suggest(suggest) = &arguments.command;
    if !is_site(&arguments.root) {
        return ExitCode::FAILURE;
    }
    let everything = Options { drafts: true, future: true, ..Options::default() };
    let loaded = Project::new(&arguments.root, everything).load();
    let site = &loaded.snapshot.site;
    let mut identities = site.identities();
    identities.sort_by_key(|identity| std::cmp::Reverse(dates(site, identity).len()));
    if suggest.write {
        return write(&arguments.root, site, &identities);
    }
    let mut output = io::BufWriter::new(anstream::stdout().lock());
    // A reader that has seen enough (`| head`) is no error.
    let _ = identities
        .iter()
        .try_for_each(|identity| print(&mut output, site, identity))
        .and_then(|()| output.flush());
    ExitCode::SUCCESS
}

fn print(output: &mut impl Write, site: &Site, identity: &Identity) -> io::Result<()> {
    const BOLD: anstyle::Style = anstyle::Style::new().bold();
    const DIM: anstyle::Style = anstyle::Style::new().dimmed();
    let articles = dates(site, identity).len();
    let noun = if articles == 1 { "article" } else { "articles" };
    let page = if identity.has_page { "has a page" } else { "no page yet" };
    let (kind, name) = (identity.kind.name(), &identity.name);
    writeln!(output, "{kind} {BOLD}{name}{BOLD:#}, {articles} {noun}, {page}")?;
    for (title, (first, last)) in roles(site, identity) {
        writeln!(output, "    {title}, {}", seen(first, last))?;
    }
    for (article, name) in names(site, identity).take(QUOTES) {
        let Some(mention) = name.mentions.first() else { continue };
        let prose = &site.article(article).prose;
        let sentence = &prose.text()[sentence_around(prose.text(), mention.span.range())];
        writeln!(output, "    {DIM}{}{DIM:#}  {sentence}", site.article(article).source.path())?;
    }
    Ok(())
}

fn write(root: &Path, site: &Site, identities: &[Identity]) -> ExitCode {
    let (places, actors): (Vec<&Identity>, Vec<&Identity>) =
        identities.iter().partition(|identity| identity.kind == EntityKind::Place);
    let files: Vec<NewFile> =
        [("content/actors/suggested.yaml", actors), ("content/places/suggested.yaml", places)]
            .into_iter()
            .filter(|(_, identities)| !identities.is_empty())
            .map(|(path, identities)| NewFile {
                path: path.to_owned(),
                text: identities.iter().map(|identity| entry(site, identity)).collect(),
            })
            .collect();
    if let Err(problems) = create(root, &files) {
        tell(&problems);
        return ExitCode::FAILURE;
    }
    let mut output = anstream::stdout().lock();
    // Where standard output is closed nobody listens.
    let _ = files.iter().try_for_each(|file| writeln!(output, "{}", file.path));
    ExitCode::SUCCESS
}

/// The entry for the registry. When an office began and ended the articles don't say; when they told of it stands beside it.
fn entry(site: &Site, identity: &Identity) -> String {
    let mut lines = vec![format!("- name: {}", quoted(&identity.name))];
    if identity.kind != EntityKind::Place {
        lines.push(format!("  kind: {}", identity.kind.name()));
    }
    if !identity.aliases.is_empty() {
        let aliases: Vec<String> = identity.aliases.iter().map(|alias| quoted(alias)).collect();
        lines.push(format!("  aliases: [{}]", aliases.join(", ")));
    }
    let country = identity.country.map(|country| site.entity(country));
    if let Some(code) = country.and_then(|country| country.country.as_ref()) {
        lines.push(format!("  country: {code}"));
    }
    let roles = roles(site, identity);
    if !roles.is_empty() {
        lines.push("  positions:".to_owned());
    }
    lines.extend(roles.into_iter().map(|(title, (first, last))| {
        let of = country.map(|country| format!(", of: {}", quoted(&country.name)));
        let (title, of) = (quoted(&title), of.unwrap_or_default());
        format!("    - {{title: {title}{of}}} # {}", seen(first, last))
    }));
    lines.join("\n") + "\n"
}

/// Each article that names somebody, with what it says.
fn names<'a>(
    site: &'a Site,
    identity: &'a Identity,
) -> impl Iterator<Item = (ArticleId, &'a Discovered)> {
    let named = identity.named.iter();
    named.map(|(article, index)| (*article, &site.tagged(*article).discovered[*index]))
}

/// The articles' days, newest first.
fn dates(site: &Site, identity: &Identity) -> Vec<Date> {
    let mut articles: Vec<ArticleId> = names(site, identity).map(|(article, _)| article).collect();
    articles.dedup();
    articles.into_iter().map(|article| site.article(article).day()).collect()
}

/// The offices that articles give somebody, each with the first and the last day on which one did.
fn roles(site: &Site, identity: &Identity) -> BTreeMap<String, (Date, Date)> {
    let mut roles: BTreeMap<String, (Date, Date)> = BTreeMap::new();
    for (article, name) in names(site, identity) {
        let Some(role) = &name.role else { continue };
        let day = site.article(article).day();
        // `Agriculture Minister` before the name is `the agriculture minister` after it.
        let known = roles.keys().find(|title| title.eq_ignore_ascii_case(&role.title)).cloned();
        let title = known.unwrap_or_else(|| role.title.clone());
        let (first, last) = roles.entry(title).or_insert((day, day));
        *first = day.min(*first);
        *last = day.max(*last);
    }
    roles
}

fn seen(first: Date, last: Date) -> String {
    if first == last { format!("seen on {first}") } else { format!("seen from {first} to {last}") }
}
