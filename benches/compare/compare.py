#!/usr/bin/env python3
"""Times briefing, Hugo and a bare writer of files beside each other, and prints a table for docs/performance.md.

    compare.py SITE FOLDER --briefing PROGRAM --hugo PROGRAM --writer PROGRAM [--runs 5] [--related]

SITE is a folder of briefing; it is copied. FOLDER takes the copies and what is built: choose one in memory, and one on a disk to compare.
The programs run one after the other, in turns, each into an empty folder. Medians are told, and ratios to briefing's. With `--related` Hugo
is asked for related articles too, once.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time


def run(command):
    """Wall time in seconds and peak memory in MB of a command, and the last line that it prints."""
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    printed = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]} failed: {printed}")
    return seconds, usage.ru_maxrss / 1000, printed.strip().split("\n")[-1]


def size(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    for program in ["briefing", "hugo", "writer"]:
        parser.add_argument("--" + program, required=True, type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--related", action="store_true")
    options = parser.parse_args()
    here = pathlib.Path(__file__).parent
    own, hugo = options.folder / "briefing-site", options.folder / "hugo-site"
    for folder in [own, hugo]:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(options.site, own, ignore=shutil.ignore_patterns("public", ".public*"))
    build = [options.briefing, "build", "--quiet", "--root", own, "--base-url", "https://desk.example/"]
    run(build)
    subprocess.run([sys.executable, here / "hugo.py", own, hugo], check=True)
    public, copy, hugo_public = own / "public", options.folder / "written", hugo / "public"
    results = {"briefing, cold": [], "briefing, nothing changed": [], "Hugo, cold": [], "the same files, only written": []}
    for _ in range(options.runs):
        shutil.rmtree(public, ignore_errors=True)
        results["briefing, cold"].append(run(build))
        results["briefing, nothing changed"].append(run(build))
        shutil.rmtree(hugo_public, ignore_errors=True)
        results["Hugo, cold"].append(run([options.hugo, "--quiet", "--source", hugo]))
        shutil.rmtree(copy, ignore_errors=True)
        # It reads before it writes, and tells the time of the writing alone.
        written = run([options.writer, public, copy])
        results["the same files, only written"].append((float(written[2]), 0, ""))
    hugo_size = size(hugo_public)
    if options.related:
        shutil.rmtree(hugo)
        subprocess.run([sys.executable, here / "hugo.py", own, hugo, "--related"], check=True)
        results["Hugo, cold, with related articles"] = [run([options.hugo, "--quiet", "--source", hugo])]
    medians = {name: [statistics.median(run[i] for run in runs) for i in (0, 1)] for name, runs in results.items()}
    base = medians["briefing, cold"]
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, median of {options.runs} runs in turns")
    print(f"briefing: {size(public)}; Hugo: {hugo_size}\n")
    print("| what | wall time | ratio | peak memory | ratio |\n| --- | --- | --- | --- | --- |")
    for name, (seconds, memory) in medians.items():
        told = f"{memory:.0f} MB | {memory / base[1]:.2f}" if memory else " | "
        print(f"| {name} | {seconds:.2f} s | {seconds / base[0]:.2f} | {told} |")


main()
