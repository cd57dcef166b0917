#!/usr/bin/env python3
"""Writes a site for Hugo that shows what a built briefing site shows.

    hugo.py SITE OUT [--related]

SITE is a folder of briefing with its `public/` built; its `/data/` says who and what each article is tagged with, for Hugo doesn't
look for names itself. The pages are alike: an article with its tags, how it is cited and its neighbours, and with `--related` three
related articles by Hugo's own index, which takes it many times as long; a page for each person, organisation, country, place and topic with its
stories in pages of fifty; indexes of these; an archive by month; a page for each day and week; feeds, a sitemap and the articles as JSON. Heads
have what search engines and social networks read.
What Hugo is not asked for: recognising names and linking them in the text, evidence, search, charts, networks and the other data files.
"""

import datetime
import gzip
import json
import pathlib
import re
import sys

KINDS = ["people", "organizations", "countries", "places", "topics"]

CONFIG = """baseURL = "https://desk.example/"
title = "Desk"
locale = "en"
disableHugoGeneratorInject = true
[taxonomies]
{taxonomies}months = "months"
days = "days"
weeks = "weeks"
[pagination]
pagerSize = 50
[services.rss]
limit = 15
[outputs]
home = ["html", "rss", "json"]
[[cascade]]
outputs = ["html"]
[cascade.target]
path = "{{/days/**,/weeks/**,/months/**}}"
[related]
includeNewer = true
threshold = 10
[[related.indices]]
name = "people"
weight = 100
[[related.indices]]
name = "organizations"
weight = 80
[[related.indices]]
name = "topics"
weight = 60
[[related.indices]]
name = "countries"
weight = 20
[markup.goldmark.renderer]
unsafe = false
"""

RELATED = """<section><h2>Related articles</h2><ul>
{{ range first 3 (site.RegularPages.Related .) }}<li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
<h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3></li>
{{ end }}</ul></section>
"""

LAYOUTS = {
    "_default/baseof.html": """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .RelPermalink }}">{{ end }}
<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Description }}">
<meta property="og:site_name" content="{{ site.Title }}">
<meta property="og:type" content="{{ if .IsPage }}article{{ else }}website{{ end }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta name="twitter:card" content="summary">
{{ block "data" . }}{{ end }}
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">{{ site.Title }}</a>
<nav><ul>KIND_LINKS<li><a href="/months/">archive</a></li></ul></nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><a href="/">{{ site.Title }}</a></footer>
</body>
</html>
""",
    "_default/single.html": """{{ define "data" }}<script type="application/ld+json">
{{ $about := slice }}{{ range slice "people" "organizations" "countries" "places" }}{{ range $.GetTerms . }}\
{{ $about = $about | append (dict "@type" "Thing" "name" .Title "url" .Permalink) }}{{ end }}{{ end }}\
{{ dict "@context" "https://schema.org" "@type" "NewsArticle" "headline" .Title "description" .Description "url" .Permalink \
"datePublished" (.Date.Format "2006-01-02") "about" $about "publisher" (dict "@type" "Organization" "name" site.Title) | jsonify | safeJS }}
</script>{{ end }}
{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time> {{ .Params.source }}</p>
{{ .Content }}
<details><summary>Cite this article</summary>
<p>{{ with .Params.source }}{{ . }}. {{ end }}“{{ .Title }}.” {{ site.Title }}, {{ .Date.Format "2 January 2006" }}. {{ .Permalink }}</p>
<pre>@online{{ "{" }}{{ .File.ContentBaseName }},
  title = {{ "{" }}{{ .Title }}},
  organization = {{ "{" }}{{ site.Title }}},
  date = {{ "{" }}{{ .Date.Format "2006-01-02" }}},
  url = {{ "{" }}{{ .Permalink }}}
}</pre></details>
<aside>KIND_RAILS</aside>
RELATED<nav>
{{ with .PrevInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</nav>
</article>
{{ end }}
""",
    "_default/list.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = site.RegularPages }}{{ end }}
{{ $list := .Paginate $pages }}
<p>{{ len $pages }} articles</p>
<ul>
{{ range $list.Pages }}<li><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
<h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
{{ if eq $list.PageNumber 1 }}<p>{{ .Description }}</p><small>{{ .Params.source }}</small>{{ end }}</li>
{{ end }}</ul>
<nav>
{{ if $list.HasPrev }}<a rel="prev" href="{{ $list.Prev.URL }}">Newer</a>{{ end }}
Page {{ $list.PageNumber }} of {{ $list.TotalPages }}
{{ if $list.HasNext }}<a rel="next" href="{{ $list.Next.URL }}">Older</a>{{ end }}
</nav>
{{ end }}
""",
    "index.json": """[{{ range $number, $page := site.RegularPages }}{{ if $number }},
{{ end }}{{ dict "title" .Title "url" .Permalink "date" (.Date.Format "2006-01-02") "summary" .Description "source" .Params.source \
"people" .Params.people "organizations" .Params.organizations "countries" .Params.countries "places" .Params.places \
"topics" .Params.topics | jsonify }}{{ end }}]
""",
    "_default/taxonomy.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> <span>{{ .Count }}</span></li>
{{ end }}</ul>
{{ end }}
""",
}


def records(data, stem):
    """The rows of a file of /data/, or of all of its parts."""
    whole = data / f"{stem}.json"
    if whole.exists():
        return json.loads(whole.read_text())
    rows = []
    for part in sorted(data.glob(f"{stem}-*.json.gz")):
        rows += json.loads(gzip.decompress(part.read_bytes()))
    return rows


def bodies(site):
    """The Markdown below the front matter, by title and day, of every article."""
    found = {}
    for path in (site / "content/articles").rglob("*.md"):
        _, front, body = path.read_text().split("---\n", 2)
        title = re.search(r"^title: (.*)$", front, re.M)
        day = re.search(r"^date: (\d{4}-\d\d-\d\d)", front, re.M)
        if title and day:
            found[(title[1].strip("\"'"), day[1])] = body
    return found


def main():
    site, out = map(pathlib.Path, sys.argv[1:3])
    data = site / "public/data"
    names = {row["id"]: row["name"] for row in records(data, "actors") + records(data, "topics")}
    texts = bodies(site)
    out.mkdir(parents=True)
    taxonomies = "".join(f'{kind} = "{kind}"\n' for kind in KINDS)
    (out / "hugo.toml").write_text(CONFIG.format(taxonomies=taxonomies))
    links = "".join(f'<li><a href="/{kind}/">{kind}</a></li>' for kind in KINDS)
    rails = "".join(
        '{{ with .GetTerms "%s" }}<section><h3>%s</h3><ul>{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
        "{{ end }}</ul></section>{{ end }}" % (kind, kind)
        for kind in KINDS
    )
    for name, text in LAYOUTS.items():
        path = out / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text.replace("KIND_LINKS", links).replace("KIND_RAILS", rails)
        path.write_text(text.replace("RELATED", RELATED if "--related" in sys.argv else ""))
    (out / "static").mkdir()
    for style in (site / "public").glob("style.css"):
        (out / "static/style.css").write_bytes(style.read_bytes())
    written = 0
    for row in records(data, "articles"):
        day = row["date"][:10]
        body = texts.get((row["title"], day))
        if body is None:
            continue
        tags = [tag["id"] for tag in row["entities"] + row["topics"]]
        front = {
            "title": row["title"],
            "date": day,
            "description": row["summary"],
            "source": row["source"]["name"],
            "url": f"/{row['id']}/",
            "months": [day[:7]],
            "days": [day],
            "weeks": ["{}-W{:02}".format(*datetime.date.fromisoformat(day).isocalendar()[:2])],
        }
        for kind in KINDS:
            front[kind] = [names[tag] for tag in tags if tag.startswith(kind + "/") and tag in names]
        path = out / "content" / (row["id"] + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(front) + "\n\n" + body)
        written += 1
    print(f"{written} articles")


main()
