"""Whole pages: hand-written ones, each with a trap, and any bytes at all.

`pages/<case>/` holds `page.html` (bytes), `expected.json` (the address and the keys worth
asserting, or the reason of the failure) and, for articles, `expected.txt`: the exact text.
`made/` and `bare/` hold pages of many languages and ways of building one, made from templates:
`pages/<id>.html.gz`, and a line of `truth.jsonl` for each: id, url, text (null where there is no
article), and paragraphs that may be there or not. The class names of `bare/` tell hardly anything.
`kinds/` has rare kinds of articles and layouts, with title, authors and dates besides.
"""

from __future__ import annotations

import datetime as dt
import difflib
import gzip
import json
import pickle
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fetch_articles import Article, ArticleError, Page, article_from_page, extract_article, main

PAGES = Path(__file__).parent / "pages"
CASES = sorted(folder.parent for folder in PAGES.glob("*/page.html"))
CASES_AT_LEAST = 16  # a run that finds fewer has lost its pages


def read_expected(case: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    return expected


def is_failure(case: Path) -> bool:
    return "reason" in read_expected(case)


def name_of(case: Path) -> str:
    return case.name


ARTICLES = [case for case in CASES if not is_failure(case)]
FAILURES = [case for case in CASES if is_failure(case)]


def extract_case(case: Path) -> Article:
    url = read_expected(case)["url"]
    article = extract_article((case / "page.html").read_bytes(), url)
    assert article is not None, "no article was found"
    return article


def with_offset(value: object) -> object:
    """A date as it stands, with the `Z` that means UTC written as its offset."""
    return value.replace("Z", "+00:00") if isinstance(value, str) else value


def show_difference(expected: str, found: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "expected.txt", "text", lineterm="", n=1
    )
    return "\n" + "\n".join(lines)


# --- the hand-written pages -----------------------------------------------------------------------


def test_pages_are_found() -> None:
    assert len(CASES) >= CASES_AT_LEAST
    assert ARTICLES and FAILURES


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_page_says_its_trap(case: Path) -> None:
    page = (case / "page.html").read_bytes()
    comment = page.partition(b"<!--")[2].partition(b"-->")[0]
    assert comment.startswith(b" Trap: ")


@pytest.mark.parametrize("case", ARTICLES, ids=name_of)
def test_text_is_the_article_and_nothing_else(case: Path) -> None:
    expected = (case / "expected.txt").read_text("utf-8").removesuffix("\n")
    found = extract_case(case).text
    assert found == expected, show_difference(expected, found)


@pytest.mark.parametrize("case", ARTICLES, ids=name_of)
def test_metadata(case: Path) -> None:
    expected = read_expected(case)
    article = extract_case(case)
    found = {key: getattr(article, key) for key in expected}
    for key in ("date_published", "date_modified"):
        if key in expected:
            expected[key] = with_offset(expected[key])
            found[key] = with_offset(found[key])
    assert found == expected


@pytest.mark.parametrize("case", ARTICLES, ids=name_of)
def test_dates_are_iso_8601(case: Path) -> None:
    article = extract_case(case)
    for value in (article.date_published, article.date_modified):
        if value is not None:
            dt.datetime.fromisoformat(value.replace("Z", "+00:00"))


@pytest.mark.parametrize("case", FAILURES, ids=name_of)
def test_page_without_article_is_refused_with_the_reason(case: Path) -> None:
    expected = read_expected(case)
    body = (case / "page.html").read_bytes()
    assert extract_article(body, expected["url"]) is None
    with pytest.raises(ArticleError) as error:
        article_from_page(Page(url=expected["url"], final_url=expected["url"], body=body))
    assert str(error.value) == expected["reason"]


# --- pages made from templates --------------------------------------------------------------------

# Of the lines kept and those that should be, the share that is right (see `share_right`), on the
# mean; what the script reaches is a little more.
RIGHT_MIN = {"made": 0.95, "bare": 0.8, "kinds": 0.9}


def made_pages(name: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    folder = Path(__file__).parent / name
    for row in map(json.loads, (folder / "truth.jsonl").read_text("utf-8").splitlines()):
        yield row, gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())


def share_right(row: dict[str, Any], text: str) -> float:
    """The harmonic mean of the shares of lines that are right and of right ones that are there."""
    expected, found = Counter(row["text"].split("\n")), Counter(text.split("\n"))
    for line in "\n".join(row["optional"]).split("\n"):
        found[line] = min(found[line], expected[line])
    return 2 * (expected & found).total() / (expected.total() + found.total())


@pytest.mark.parametrize("name", RIGHT_MIN)
def test_most_lines_of_made_pages_are_right(name: str) -> None:
    shares = {}
    for row, body in made_pages(name):
        if row["text"]:
            article = extract_article(body, row["url"])
            shares[row["id"]] = share_right(row, article.text) if article else 0.0
    worst = sorted(shares.items(), key=lambda item: item[1])[:10]
    assert statistics.mean(shares.values()) >= RIGHT_MIN[name], worst


def test_rare_kinds_of_pages_tell_title_authors_and_dates() -> None:
    right: Counter[str] = Counter()
    rows = [(row, body) for row, body in made_pages("kinds") if row["text"]]
    for row, body in rows:
        article = extract_article(body, row["url"])
        assert article is not None, row["id"]
        dates = [d and d[:10] for d in (article.date_published, article.date_modified)]
        right["title"] += article.title == row["title"]
        right["authors"] += article.authors == row["authors"]
        right["dates"] += dates == [row["date"], row["date_modified"]]
    shares = {key: count / len(rows) for key, count in right.items()}
    assert shares["title"] == shares["dates"] == 1 and shares["authors"] > 0.7, shares


@pytest.mark.parametrize("name", RIGHT_MIN)
def test_made_pages_without_article_are_refused(name: str) -> None:
    pages = [(row, body) for row, body in made_pages(name) if row["text"] is None]
    assert pages
    assert [row["id"] for row, body in pages if extract_article(body, row["url"])] == []


# --- the command line -----------------------------------------------------------------------------


def test_command_line_over_all_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "articles"
    status = main(["-o", str(output), *(str(case / "page.html") for case in CASES)])
    assert status == 1  # some of the pages are failures
    saved = [json.loads(file.read_text("utf-8")) for file in output.glob("*.json")]
    assert len(saved) == len(ARTICLES)
    texts = {(case / "expected.txt").read_text("utf-8").removesuffix("\n") for case in ARTICLES}
    assert {article["text"] for article in saved} == texts
    assert read_failed(output / "failed.txt") == {
        case.name: read_expected(case)["reason"] for case in FAILURES
    }
    captured = capsys.readouterr()
    assert captured.out == ""  # results go to standard output only with `-o -`
    assert "Traceback" not in captured.err


def test_command_line_over_articles_alone_fails_nowhere(tmp_path: Path) -> None:
    output = tmp_path / "articles"
    pages = [str(case / "page.html") for case in ARTICLES]
    assert main(["-q", "-o", str(output), *pages]) == 0
    assert not (output / "failed.txt").exists()


def read_failed(path: Path) -> dict[str, str]:
    """The case folders and reasons that failed.txt names: `source<TAB># reason` a line."""
    lines = path.read_text("utf-8").splitlines()
    parts = [line.split("\t# ") for line in lines]
    return {Path(source).parent.name: reason for source, reason in parts}


# --- any page at all ------------------------------------------------------------------------------

URL = "https://news.example/2024/03/05/story"
# One piece a line: what breaks parsers, decoders, JSON readers and date readers.
TAG_SOUP_LINES = """
<p>
</p>
<div class='article-body'>
</div>
<br>
<table><tr><td>
</table>
<article>
</article>
<li>
<b>
</i>
<h1>
<pre>
<ruby><rt>
<svg>
<template>
<noscript>
<p hidden>
<body>
</html>
<!--
-->
<![CDATA[
<a href='
<a href=x>
&#x110000;
&#0;
&nbsp
<script>
</script>
<script type="application/ld+json">
{"@type":
[[
"NewsArticle","articleBody":"
{"@id":"#a","author":{"@id":"#a"}}
<html lang='x'>
<meta charset='utf-7'>
<meta property='og:title' content='
<meta property='article:published_time' content='
<base href='//[
<time datetime='0000-00-00T99:99'>
2024-02-30T25:61:00+99:00
"""
TAG_SOUP_PIECES = [*TAG_SOUP_LINES.splitlines(), "\0", "\ufeff", "\u202e", "\ud800"]
TAG_SOUP = st.lists(
    st.one_of(st.sampled_from(TAG_SOUP_PIECES), st.text(max_size=40)), max_size=60
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_an_article_or_none(body: bytes) -> None:
    assert isinstance(extract_article(body, URL), Article | None)


@settings(max_examples=300, deadline=None)
@given(TAG_SOUP)
def test_any_tag_soup_gives_an_article_or_none(html: str) -> None:
    assert isinstance(extract_article(html, URL), Article | None)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_url_is_borne(url: str) -> None:
    body = (PAGES / "wire_story" / "page.html").read_bytes()
    article = extract_article(body, url)
    assert article is not None and article.title


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_page_cut_or_spliced_anywhere_is_borne(data: st.DataObject) -> None:
    pages = st.sampled_from(CASES).map(lambda case: (case / "page.html").read_bytes())
    first, second = data.draw(pages), data.draw(pages)
    start = data.draw(st.integers(0, len(first)))
    end = data.draw(st.integers(0, len(second)))
    assert isinstance(extract_article(first[:start] + second[end:], URL), Article | None)


@pytest.mark.parametrize("case", ARTICLES, ids=name_of)
def test_article_survives_pickling(case: Path) -> None:
    article = extract_case(case)
    assert pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize("case", ARTICLES, ids=name_of)
def test_str_and_bytes_give_the_same(case: Path) -> None:
    body = (case / "page.html").read_bytes()
    url = read_expected(case)["url"]
    from_bytes = extract_case(case)
    from_str = extract_article(body.decode(declared_charset(body)), url)
    assert from_str == from_bytes


def declared_charset(body: bytes) -> str:
    """The charset the hand-written page was written in; gb2312 stands for gb18030."""
    head = body[:3000].lower()
    for label in ("shift_jis", "windows-1251", "iso-8859-1"):
        if label.encode() in head:
            return label
    return "gb18030" if b"gb2312" in head else "utf-8"
