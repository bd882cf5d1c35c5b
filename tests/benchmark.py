"""Compares fetch_articles.py with whatever other extractors are installed; prints Markdown tables.

    uv run tests/benchmark.py                       # over the sample pages of the tests
    uv run tests/benchmark.py --pages FOLDER        # over your own .html and .html.gz pages
    uv run tests/benchmark.py --scores SCORE.py --corpus FOLDER --plot

Peers (trafilatura, newspaper4k, news-please, readability-lxml, resiliparse, minet) take part where
they can be imported, or run. Only ratios tell: the tools take turns page by page, so what else the
machine does meets all alike, and of several turns the quickest counts. The site for the wall times
is on 127.0.0.2 and up, as Linux allows; a folder of fewer pages than it has is gone through again
(trafilatura names its files by their content, so it then writes fewer). SCORE.py is a scorer with
`load_set`, `read_page`, `evaluate` and `table`; FOLDER holds the sets of pages that it reads.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import importlib
import itertools
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

from peers import (
    BASE,
    LOOPED,
    OURS,
    PARSERS,
    Extract,
    Fields,
    installed_tools,
    is_loadable,
    load_module,
)
from server import Answer, Request, Server

ROOT = Path(__file__).parents[1]
HOSTS, SITE_PAGES, LATENCY = 40, 400, 0.15  # of the site; the latency in seconds
SAMPLING = 0.03  # seconds between two looks at the memory of a process tree
GROWTH_KB = (50, 100, 200, 400, 800, 1600, 3000)  # sizes of pages
PLOT = ROOT / "docs" / "quality_speed.png"

Row = Sequence[object]
Command = list[list[list[str]]]  # stages one after the other, in each some processes side by side

# --- CPU a page -----------------------------------------------------------------------------------


def read_pages(folder: Path, limit: int) -> list[bytes]:
    """At most `limit` pages, spread evenly over the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))
    if not paths:
        raise SystemExit(f"benchmark.py: no .html or .html.gz in {folder}")
    paths = paths[:: math.ceil(len(paths) / limit)]
    return [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in paths]


def measure_cpu(extract: Extract, html: bytes) -> float:
    """CPU seconds of one page; a tool that raises has taken its time as well.

    Each pays for the garbage that it leaves, as over many pages it would, and for no other's.
    """
    gc.collect()
    gc.freeze()
    start = time.process_time()
    with contextlib.suppress(Exception):
        extract(html, "https://news.example/world/story-1")
    gc.collect()
    return time.process_time() - start


def compare_cpu(tools: dict[str, Extract], pages: list[bytes], repeats: int) -> dict[str, float]:
    """Mean CPU seconds a page of each tool: of each page the quickest of the turns."""
    for extract in tools.values():  # the first page pays for imports and tables
        measure_cpu(extract, pages[0])
    best = {name: [math.inf] * len(pages) for name in tools}
    for _, (number, html) in itertools.product(range(repeats), enumerate(pages)):
        for name, extract in tools.items():
            best[name][number] = min(best[name][number], measure_cpu(extract, html))
    return {name: statistics.mean(seconds) for name, seconds in best.items()}


def cpu_table(seconds: dict[str, float], pages: list[bytes]) -> list[Row]:
    size = statistics.median(map(len, pages)) / 1000
    head = (
        f"CPU a page, {len(pages)} pages (median {size:.0f} KB), one process",
        "ms",
        f"x {BASE}",
    )
    ranked = sorted(seconds.items(), key=lambda item: item[1])
    return [head, *((n, f"{1000 * s:.1f}", f"{s / seconds[BASE]:.2f}") for n, s in ranked)]


def growth_table(tools: dict[str, Extract], repeats: int) -> list[Row]:
    """The slope of log CPU over log size: 1 is linear."""
    rows: list[Row] = [("CPU against size", *(f"{kb} KB" for kb in GROWTH_KB), "log-log slope")]
    pages = [made_up_page(1000 * kb) for kb in GROWTH_KB]
    for name in (OURS, BASE):
        measure_cpu(tools[name], pages[0])  # the first page pays for imports and tables
        seconds = [min(measure_cpu(tools[name], p) for _ in range(repeats)) for p in pages]
        slope = statistics.linear_regression([*map(math.log, GROWTH_KB)], [*map(math.log, seconds)])
        rows.append((name, *(f"{1000 * s:.0f} ms" for s in seconds), f"{slope.slope:.2f}"))
    return rows


def made_up_page(size: int) -> bytes:
    """An article of about `size` bytes, with teasers and scripts between its paragraphs."""
    text = "In year {0} the river rose again, and <b>Lindel</b>, a town of {0}, moved up its hill. "
    part = f"<p class=par>{text * 3}</p>\n<script>var slot{{0}} = [{{0}}, {{0}}];</script>\n"
    part += "<div class=teaser><a href='/read/{0}'>Read more: {0}</a></div>\n"
    story = "".join(part.format(number) for number in range(size // len(part)))
    head = "<html lang=en><title>The hill</title><article><h1>The hill</h1>"
    return f"{head}{story}</article></html>".encode()


# --- The command lines, over a site on loopback ---------------------------------------------------


@contextlib.contextmanager
def site(pages: list[bytes]) -> Iterator[list[str]]:
    """Serves the pages from many hosts; gives the URLs, the hosts in turn."""

    def story(request: Request) -> Answer:
        request.pause(LATENCY)
        number = int(request.path.rpartition("-")[2])
        return 200, {"Content-Type": "text/html"}, pages[number % len(pages)]

    def robots(request: Request) -> Answer:
        request.pause(LATENCY)
        return 404, {}, b""

    with contextlib.ExitStack() as stack:
        routes = {"*": story, "/robots.txt": robots}
        addresses = [f"127.0.0.{2 + number}" for number in range(HOSTS)]
        servers = [stack.enter_context(Server(routes, address)) for address in addresses]
        yield [servers[n % HOSTS].url(f"/world/story-{n}") for n in range(SITE_PAGES)]


def command_lines(script: Path, urls: list[str], jobs: int, folder: Path) -> dict[str, Command]:
    """The ways to get the articles of the URLs, as installed; they write to out/ in the folder."""

    def write(name: str, lines: Sequence[str]) -> str:
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(folder / name)

    out, n = str(folder / "out"), str(jobs)
    listed, halves = write("all.txt", urls), [write(f"{i}.txt", urls[i::2]) for i in (0, 1)]
    ours = [sys.executable, str(script), "--delay", "0", "-j", n, "-q", "-o", out, listed]
    lines: dict[str, Command] = {OURS: [[ours]]}
    if tool := find_program("trafilatura"):
        config = write("settings.cfg", ["[DEFAULT]", "SLEEP_TIME = 0", "SSRF_PROTECTION = off"])
        slow = [tool, "--parallel", n, "--config-file", config, "--json", "-o", out, "-i"]
        fast = [tool, "--fast", *slow[1:]]
        lines["trafilatura --fast, two processes"] = [[[*fast, half] for half in halves]]
        lines["trafilatura --fast"] = [[[*fast, listed]]]
        lines["trafilatura --with-metadata"] = [[[tool, "--with-metadata", *slow[1:], listed]]]
    if tool := find_program("minet"):
        table, report = write("all.csv", ["url", *urls]), f"{folder}/report.csv"
        fetch = [tool, "fetch", "url", "-i", table, "-O", out, "-o", report, "--silent"]
        extract = [tool, "extract", "-i", report, "-I", out, "--silent", "-o", f"{out}/all.csv"]
        lines["minet fetch, minet extract"] = [[[*fetch, "--throttle", "0", "-t", n]], [extract]]
    for name in filter(is_loadable, LOOPED):
        loop = [sys.executable, str(ROOT / "tests" / "peers.py"), name, listed, out, n]
        lines[f"requests in threads, {name}"] = [[loop]]
    return lines


def find_program(name: str) -> str | None:
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def start(command: Sequence[str], folder: str | None = None) -> subprocess.Popen[bytes]:
    """Starts a command as a user's shell would: Python keeps what it has compiled of packages; no
    proxy stands in the way to the site."""
    plain = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    plain.pop("PYTHONDONTWRITEBYTECODE", None)
    null = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=plain, stdout=null, stderr=null)


def run_command(command: Command, folder: Path) -> tuple[float, float, int]:
    """Wall seconds, peak MB of the process tree, and how many JSON files were written."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out").mkdir()
    peak, started = 0.0, time.perf_counter()
    for stage in command:
        running = [start(argv, str(folder)) for argv in stage]
        while any(process.poll() is None for process in running):
            peak = max(peak, sum(tree_memory(process.pid) for process in running))
            time.sleep(SAMPLING)
    seconds = time.perf_counter() - started
    return seconds, peak, len(list((folder / "out").rglob("*.json")))


def tree_memory(pid: int) -> float:
    """Resident MB of a process and all below it; what they share counts for each."""
    total = 0.0
    with contextlib.suppress(psutil.Error):
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss / 1e6
    return total


def site_table(script: Path, pages: list[bytes], repeats: int, jobs: int) -> list[Row]:
    runs: dict[str, list[tuple[float, float, int]]] = {}
    with tempfile.TemporaryDirectory() as name, site(pages) as urls:
        commands = command_lines(script, urls, jobs, Path(name))
        for _, (tool, command) in itertools.product(range(repeats), commands.items()):
            runs.setdefault(tool, []).append(run_command(command, Path(name)))
    quickest = sorted((min(results), tool) for tool, results in runs.items())
    base = next((wall for (wall, *_), tool in quickest if tool != OURS), quickest[0][0][0])
    title = (
        f"{SITE_PAGES} pages over {HOSTS} hosts, {1000 * LATENCY:.0f} ms latency, {jobs} at once"
    )
    rows = [(tool, f"{s:.1f}", f"{s / base:.2f}", f"{mb:.0f}", n) for (s, mb, n), tool in quickest]
    return [(title, "wall s", "x the quickest peer", "peak MB", "JSON files"), *rows]


def start_table(script: Path, repeats: int) -> list[Row]:
    """Wall time until the help is printed, and until the first request comes in."""

    def time_to_end(*arguments: str) -> float:
        started = time.monotonic()
        start([sys.executable, *arguments]).wait()
        return time.monotonic() - started

    def time_to_request() -> float:
        with Server() as server, tempfile.TemporaryDirectory() as name:
            started = time.monotonic()
            start([sys.executable, str(script), "-o", name, server.url("/story")]).wait()
            return server.log[0].started - started

    blank = min(time_to_end("-c", "pass") for _ in range(repeats))
    helped = min(time_to_end(str(script), "--help") for _ in range(repeats))
    first = min(time_to_request() for _ in range(repeats))
    named = (("python -c pass", blank), ("--help", helped), ("first request of one URL", first))
    rows = [(name, f"{s:.3f}", f"{s - blank:.3f}") for name, s in named]
    return [("Start-up", "seconds", "more than the interpreter's own"), *rows]


# --- Quality --------------------------------------------------------------------------------------


def compare_quality(
    tools: dict[str, Extract], scorer: Any, corpus: Path, every: int
) -> list[Fields]:
    """The scorer's row of each set and tool, best text first."""
    results = []
    for folder in sorted(path.parent for path in corpus.glob("*/truth.jsonl")):
        rows = scorer.load_set(folder)[::every]
        for name in tools.keys() - PARSERS:
            predictions = {row["id"]: predict(tools[name], scorer, row) for row in rows}
            scores = scorer.table(folder.name, scorer.evaluate(rows, predictions))
            results.append({**scores, "tool": name})
    return sorted(results, key=lambda row: (row["set"], -row["text F1"]))


def predict(extract: Extract, scorer: Any, row: Fields) -> Fields:
    try:
        return extract(scorer.read_page(row), row["url"])
    except Exception:  # a tool that breaks on a page has not found its article
        return {}


def quality_table(results: list[Fields]) -> list[Row]:
    keys = ("text P", "text R", "text F1", ">=.95", "title", "authors", "date")
    cells = (
        (f"{r['set']} ({r['pages']})", r["tool"], *(f"{r[k]:.3f}" if r[k] else "" for k in keys))
        for r in results
    )
    return [("Set (pages)", "tool", *keys), *cells]


def plot(results: list[Fields], seconds: dict[str, float]) -> None:
    """Text F1, the mean of the sets, against CPU a page: up and left is better."""
    pyplot = importlib.import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots(figsize=(6.5, 4), dpi=120)
    ranked = sorted({row["tool"] for row in results}, key=seconds.__getitem__)
    for name, marker in zip(ranked, "os^Dv<>Xph", strict=False):
        speed, quality = seconds[name] / seconds[BASE], mean_quality(results, name)
        color = "tab:red" if name == OURS else "tab:gray"
        axes.scatter(speed, quality, s=90, color=color, marker=marker, label=name)
    axes.set(xscale="log", ylabel="text F1 (up is better)")
    axes.set_xlabel("CPU a page, x BeautifulSoup(html, 'lxml') alone (left is better)")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.grid(alpha=0.3)
    PLOT.parent.mkdir(exist_ok=True)
    figure.savefig(PLOT, bbox_inches="tight")


def mean_quality(results: list[Fields], tool: str) -> float:
    return statistics.mean(float(row["text F1"]) for row in results if row["tool"] == tool)


# --- Command line ---------------------------------------------------------------------------------


def parse_args() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--script", type=Path, default=ROOT / "fetch_articles.py", help="another copy of it")
    add("--pages", type=Path, default=ROOT / "tests" / "pages", help="folder of saved pages")
    add("--limit", type=int, default=150, help="pages to take of it (default: 150)")
    add("--repeats", type=int, default=3, help="turns of which the quickest counts (default: 3)")
    add("--jobs", type=int, default=16, help="pages in flight over the site (default: 16)")
    add("--only", choices=["cpu", "site", "growth", "start", "scores"], nargs="+")
    add("--scores", type=Path, help="a scorer: print the quality of each tool")
    add("--corpus", type=Path, help="the sets of pages it scores")
    add("--every", type=int, default=1, help="score each Nth page only")
    add("--plot", action="store_true", help=f"draw {PLOT.relative_to(ROOT)}; needs --scores")
    args = parser.parse_args()
    if bool(args.scores) != bool(args.corpus) or (args.plot and not args.scores):
        parser.error("--scores and --corpus go together, and --plot needs them")
    return args


def print_table(rows: Sequence[Row]) -> None:
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    lines.insert(1, f"| --- |{' ---: |' * (len(rows[0]) - 1)}")
    print("\n".join(lines), end="\n\n", flush=True)


def main() -> None:
    args = parse_args()
    warnings.simplefilter("ignore")
    tools, pages = installed_tools(args.script), read_pages(args.pages, args.limit)
    wanted = args.only or ["cpu", "site", "growth", "start", "scores"]
    seconds = compare_cpu(tools, pages, args.repeats) if "cpu" in wanted or args.plot else {}
    if seconds:
        print_table(cpu_table(seconds, pages))
    if "site" in wanted:
        site_pages = read_pages(args.pages, SITE_PAGES)
        print_table(site_table(args.script, site_pages, args.repeats, args.jobs))
    if "growth" in wanted:
        print_table(growth_table(tools, args.repeats))
    if "start" in wanted:
        print_table(start_table(args.script, args.repeats))
    if args.scores and "scores" in wanted:
        results = compare_quality(tools, load_module(args.scores), args.corpus, args.every)
        print_table(quality_table(results))
        if args.plot:
            plot(results, seconds)


if __name__ == "__main__":
    main()
