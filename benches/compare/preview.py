#!/usr/bin/env python3
"""Times a preview: from its start to the first page, and from saving an article to its fresh page; prints peak memory too.

    preview.py SITE --briefing PROGRAM [--edits 60] [--starts 5]

SITE is a folder of briefing; its articles are edited, and restored at once. Each answer is looked at: the page has to show the edit.
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import time
import urllib.request


class Preview:
    """A running preview of a site."""

    def __init__(self, program, site):
        command = [program, "serve", "--root", site, "--port", "0"]
        self.start = time.perf_counter()
        self.child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while not (url := re.search(r"http://\S+/", self.child.stdout.readline())):
            pass
        self.url = url[0]

    def page(self, path):
        with urllib.request.urlopen(self.url + path) as answer:
            return answer.read().decode()

    def memory(self):
        status = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1000

    def end(self):
        self.child.terminate()
        self.child.wait()


def start(program, site):
    """Seconds from the start of the program to the whole front page."""
    preview = Preview(program, site)
    preview.page("")
    seconds = time.perf_counter() - preview.start
    preview.end()
    return seconds


def edit(preview, path, number):
    """Seconds from saving an article with a new headline to its page that shows it."""
    text = path.read_text()
    headline = f"Edited headline {number}"
    slug = re.search(r"^date: (\d{4})-(\d\d)", text, re.M)
    page = f"articles/{slug[1]}/{slug[2]}/{path.stem}/"
    before = time.perf_counter()
    try:
        path.write_text(re.sub(r"^title: .*$", f"title: {headline}", text, count=1, flags=re.M))
        shown = preview.page(page)
        seconds = time.perf_counter() - before
        assert headline in shown, f"{page} is stale"
    finally:
        path.write_text(text)
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--briefing", required=True, type=pathlib.Path)
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    starts = [start(options.briefing, options.site) for _ in range(options.starts)]
    articles = sorted((options.site / "content/articles").rglob("*.md"))
    preview = Preview(options.briefing, options.site)
    preview.page("")
    step = max(1, len(articles) // options.edits)
    edits = [edit(preview, path, number) for number, path in enumerate(articles[::step][: options.edits])]
    print(f"{len(articles)} articles, start to the first page: median {statistics.median(starts):.2f} s ({min(starts):.2f} to {max(starts):.2f})")
    print(f"save to the fresh page: median {statistics.median(edits) * 1000:.0f} ms, most {max(edits) * 1000:.0f} ms, of {len(edits)}")
    print(f"peak memory {preview.memory():.0f} MB")
    preview.end()


main()
