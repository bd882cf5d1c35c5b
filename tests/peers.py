"""The extractors that the benchmark compares: each takes bytes and a URL and returns fields.

    python tests/peers.py TOOL LIST FOLDER JOBS     # fetch a list in threads, write JSON files

What is not installed takes no part. Tools that return text alone leave the other fields out.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import importlib.util
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

OURS = "fetch_articles, all fields"
BASE = "BeautifulSoup(html, 'lxml') alone"
FLOOR = "lxml.html alone"
PARSERS = {BASE, FLOOR}  # they find no article

Fields = dict[str, Any]  # as in the JSON of an article
Extract = Callable[[bytes, str], Fields]


def installed_tools(script: Path) -> dict[str, Extract]:
    loaders: dict[str, Callable[[], Extract]] = {
        OURS: lambda: load_ours(script),
        BASE: lambda: load_parser("bs4", "BeautifulSoup", "lxml"),
        FLOOR: lambda: load_parser("lxml.html", "fromstring"),
        "resiliparse, text only": load_resiliparse,
        "trafilatura fast, text only": lambda: load_trafilatura(fast=True),
        "trafilatura with metadata": lambda: load_trafilatura(with_metadata=True),
        "readability-lxml, text only": load_readability,
        "newspaper4k": load_newspaper,
        "news-please": load_news_please,
    }
    tools = {}
    for name, load in loaders.items():
        with contextlib.suppress(ImportError):
            tools[name] = load()
    return tools


def load_module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"benchmark.py: {path} is no Python file")
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_ours(script: Path) -> Extract:
    extract_article = load_module(script).extract_article

    def extract(html: bytes, url: str) -> Fields:
        article = extract_article(html, url)
        return dataclasses.asdict(article) if article else {}

    return extract


def load_parser(module: str, name: str, *arguments: str) -> Extract:
    parse = getattr(importlib.import_module(module), name)
    return lambda html, url: {"tree": parse(html, *arguments)}


def load_trafilatura(**options: bool) -> Extract:
    bare_extraction = importlib.import_module("trafilatura").bare_extraction

    def extract(html: bytes, url: str) -> Fields:
        found = bare_extraction(html, url=url, include_comments=False, **options)
        fields: Fields = found.as_dict() if found else {}
        authors = (fields.get("author") or "").split("; ")
        return {**fields, "authors": authors, "date_published": fields.get("date")}

    return extract


def load_newspaper() -> Extract:
    newspaper = importlib.import_module("newspaper")

    def extract(html: bytes, url: str) -> Fields:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=decode(html))
        article.parse()
        date = article.publish_date and article.publish_date.isoformat()
        fields = {"title": article.title, "authors": article.authors, "text": article.text}
        return {**fields, "date_published": date}

    return extract


def load_news_please() -> Extract:
    news_please = importlib.import_module("newsplease").NewsPlease

    def extract(html: bytes, url: str) -> Fields:
        article = news_please.from_html(decode(html), url=url, fetch_images=False)
        date = article.date_publish and article.date_publish.isoformat()
        fields = {"title": article.title, "authors": article.authors, "text": article.maintext}
        return {**fields, "date_published": date}

    return extract


def load_readability() -> Extract:
    document_class = importlib.import_module("readability").Document
    lxml = importlib.import_module("lxml.html")
    return lambda html, url: {
        "text": "\n".join(lxml.fromstring(document_class(html).summary()).itertext())
    }


def load_resiliparse() -> Extract:
    extract_plain_text = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html, url: {"text": extract_plain_text(decode(html), main_content=True)}


def decode(html: bytes) -> str:
    """For the tools that want text: UTF-8, or else one byte a character."""
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        return html.decode("windows-1252", "replace")


# --- a loop of threads, as scripts with these libraries have it -----------------------------------


def load_paragraphs() -> Extract:
    soup_class = importlib.import_module("bs4").BeautifulSoup

    def extract(html: bytes, url: str) -> Fields:
        soup = soup_class(html, "lxml")
        text = "\n\n".join(p.get_text(" ", strip=True) for p in soup.find_all("p"))
        return {"title": soup.title and soup.title.get_text(), "text": text}

    return extract


LOOPED: dict[str, Callable[[], Extract]] = {
    "BeautifulSoup": load_paragraphs,
    "newspaper4k": load_newspaper,
    "news-please": load_news_please,
}


def is_loadable(tool: str) -> bool:
    """Whether a tool of LOOPED is installed."""
    with contextlib.suppress(ImportError):
        LOOPED[tool]()
        return True
    return False


def fetch_in_threads(tool: str, listed: Path, folder: Path, jobs: int) -> None:
    """Fetches each URL of a list with requests and writes what the tool makes of it."""
    extract, requests = LOOPED[tool](), importlib.import_module("requests")

    def fetch(job: tuple[int, str]) -> None:
        number, url = job
        with contextlib.suppress(Exception):  # such scripts go on, whatever a page does to them
            fields = extract(requests.get(url, timeout=30).content, url)
            (folder / f"{number}.json").write_text(json.dumps(fields, default=str), "utf-8")

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(fetch, enumerate(listed.read_text("utf-8").split())))


if __name__ == "__main__":
    fetch_in_threads(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
