"""Sources: lists, standard input, URLs, saved pages; what is no source is a failure of its own."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import string
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetch_articles import (
    ArticleError,
    Job,
    UsageError,
    main,
    normalize_url,
    read_saved_page,
    read_sources,
    strip_credentials,
)
from stories import story


def jobs_of(path: Path, content: bytes | str) -> list[Job]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sources([str(path)])


def urls_of(path: Path, content: bytes | str) -> list[str]:
    return ["" if job.broken else job.url for job in jobs_of(path, content)]


def failure_of(path: Path, line: bytes | str) -> tuple[str, str]:
    """How one line of a list is told to have failed, and by what name."""
    (job,) = jobs_of(path, line)
    assert job.broken
    return job.broken, job.source


def test_a_list_may_hold_comments_blank_lines_bom_and_any_line_ends(tmp_path: Path) -> None:
    content = (
        b"\xef\xbb\xbfhttps://example.com/a\r\n\r\n# a comment\r\n"
        b"  https://example.com/b#part \t# why not\r\nhttps://example.com/c#d\rexample.com/e\n"
        b"//example.com/f\nHTTP://EXAMPLE.com/g"
    )
    assert urls_of(tmp_path / "list.txt", content) == [
        "https://example.com/a",
        "https://example.com/b",
        "https://example.com/c",
        "https://example.com/e",
        "https://example.com/f",
        "HTTP://EXAMPLE.com/g",
    ]


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("example.com", "https://example.com"),
        ("example.com:8080/story", "https://example.com:8080/story"),
        ("localhost:8080/story", "https://localhost:8080/story"),
        ("localhost/story", "https://localhost/story"),
        ("192.0.2.7/story", "https://192.0.2.7/story"),
        ("https://[2001:db8::1]:80/x", "https://[2001:db8::1]:80/x"),
        ("https://zeitung.münchen.example/süd", "https://zeitung.münchen.example/süd"),
        ("https://新聞.example/記事", "https://新聞.example/記事"),
        ("\u200bhttps://example.com/a\u2060", "https://example.com/a"),
        ("https://example.com/a b?c d#e f", "https://example.com/a%20b?c%20d"),
        ("https://under_score.example/a|b", "https://under_score.example/a|b"),
        ("https://example.com/" + "a" * 5000, "https://example.com/" + "a" * 5000),
        ("https://example.com/../%2e%2e%2f\\x", "https://example.com/../%2e%2e%2f\\x"),
        ("example.com/story.html", "https://example.com/story.html"),
        (f"example.com/{'a' * 5000}.html", f"https://example.com/{'a' * 5000}.html"),
    ],
)
def test_what_counts_as_a_url(tmp_path: Path, line: str, url: str) -> None:
    assert urls_of(tmp_path / "list.txt", line) == [url]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("just some words", "not a URL: just some words"),
        ("word", "not a URL: word"),
        ("https://", "not a URL: https://"),
        ("https:///story", "not a URL: https:///story"),
        ("http://?q=1", "not a URL: http://?q=1"),
        ("https://example.com:99999/", "not a URL: https://example.com:99999/"),
        ("https://example.com:port/", "not a URL: https://example.com:port/"),
        ("https://[::1/story", "not a URL: https://[::1/story"),
        ("https://[words]/story", "not a URL: https://[words]/story"),
        ("https://[::1]words/story", "not a URL: https://[::1]words/story"),
        ("https://][::", "not a URL: https://][::"),  # less the last colon it has no host
        ("https://exa mple.com/", "not a URL: https://exa mple.com/"),
        (
            "https://example.com/a https://example.com/b",
            "not a URL: https://example.com/a https://example.com/b",
        ),
        ("https://a..example/", "not a URL: https://a..example/"),
        ("https://ex<b>le.com/", "not a URL: https://ex<b>le.com/"),
        ("https://example.com\\@evil.example/", "not a URL: https://***@evil.example/"),
        ("https://" + "a" * 64 + ".example/", "not a URL: https://aaaa"),
        ("https://" + "a." * 130 + "example/", "not a URL: https://a.a."),
        ("x" * 5000, "not a URL: " + "x" * 99 + "…"),
        (b"https://example.com/\0", "not a URL: https://example.com/?"),
        (b"https://example.com/\x1b[2J", "not a URL: https://example.com/?[2J"),
        (b"https://example.com/\xff\xfe", "not a URL: https://example.com/??"),
        ("news.app://example.com/story", "unsupported scheme: news.app"),
        ("ftp://example.com/story", "unsupported scheme: ftp"),
        ("file:///etc/passwd", "unsupported scheme: file"),
        ("mailto:ann@example.com", "unsupported scheme: mailto"),
        ("javascript:alert(1)", "unsupported scheme: javascript"),
        ("data:text/html,<p>hello", "unsupported scheme: data"),
    ],
)
def test_a_broken_line_is_its_own_failure(tmp_path: Path, line: bytes | str, reason: str) -> None:
    bad = line.encode() if isinstance(line, str) else line
    content = b"\n".join(
        [b"# " + b"-" * 200, b"https://example.com/1", bad, b"https://example.com/2"]
    )
    first, broken, last = jobs_of(tmp_path / "list.txt", content)
    assert not first.broken and not last.broken
    told = broken.broken or ""
    assert told == reason or (reason.endswith(("aaaa", "a.a.")) and told.startswith(reason))
    assert told.isprintable() and broken.source.isprintable()


def test_sources_are_mixed_in_order_and_each_url_is_one_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b'<link rel="canonical" href="https://example.com/c">')
    listed = tmp_path / "list.txt"
    listed.write_text("https://example.com/a\nhttps://example.com/b?utm_source=x\npage.html\n")
    stdin = SimpleNamespace(buffer=io.BytesIO(b"https://example.com/d\nhttps://EXAMPLE.com:443/a"))
    monkeypatch.setattr("sys.stdin", stdin)
    found = read_sources(["https://example.com/b", str(listed), "-", str(page), "ftp://x.example/"])
    assert [job.broken or job.key for job in found] == [
        "https://example.com/b",
        "https://example.com/a",
        "https://example.com/c",
        "https://example.com/d",
        "unsupported scheme: ftp",
    ]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "No such file"),
        (lambda path: path.mkdir(), "directory"),
        (lambda path: path.write_bytes(bytes(range(256)) * 9), "no UTF-8 text"),
        (lambda path: path.write_bytes(gzip.compress(b"https://example.com/" * 99)), "no UTF-8"),
        (lambda path: path.write_text("https://example.com/", encoding="utf-16"), "no UTF-8 text"),
    ],
)
def test_a_list_that_cannot_be_read_stops_the_run_before_it_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: object, says: str
) -> None:
    make(tmp_path / "urls")  # type: ignore[operator]
    output = tmp_path / "output"
    assert main(["-o", str(output), "https://127.0.0.1:9/", str(tmp_path / "urls")]) == 2
    told = capsys.readouterr().err
    assert says in told and str(tmp_path / "urls") in told and told.count("\n") == 1
    assert not output.exists()


def test_a_url_without_scheme_as_an_argument_is_taken_for_a_list_and_the_way_out_is_said() -> None:
    with pytest.raises(UsageError, match=r"for a URL write https://example\.com/story"):
        read_sources(["example.com/story"])


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="standard input is closed"):
        read_sources(["-"])


def test_standard_input_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull, "wb", buffering=0) as file:
        buffer = io.FileIO(file.fileno(), closefd=False)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=buffer))
        with pytest.raises(UsageError, match="cannot read the list -: Bad file descriptor"):
            read_sources(["-"])


def test_a_hundred_thousand_lines_take_seconds(tmp_path: Path) -> None:
    lines = (
        f"https://site{i % 99}.example/news/{i}?utm_source=list&id={i}" for i in range(100_000)
    )
    (tmp_path / "list.txt").write_text("\n".join(lines))
    started = time.process_time()
    assert len(read_sources([str(tmp_path / "list.txt")])) == 100_000
    assert time.process_time() - started < 10  # a second or two where nothing else runs


@pytest.mark.parametrize("character", [" ", ":"])
def test_a_line_of_one_character_takes_no_time(tmp_path: Path, character: str) -> None:
    started = time.process_time()
    assert failure_of(tmp_path / "list.txt", f"-{character * 100_000}b")[0].startswith("not a URL")
    assert time.process_time() - started < 4


# --- normalized URLs and secrets ---


@pytest.mark.parametrize(
    ("url", "normalized"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("http://example.com:80/a#top", "http://example.com/a"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com:80/a", "https://example.com:80/a"),
        ("https://example.com:/a", "https://example.com/a"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("https://example.com/A/?B=C", "https://example.com/A/?B=C"),
        (
            "https://example.com/?utm_source=a&id=1&UTM_medium=b&fbclid=c",
            "https://example.com/?id=1",
        ),
        ("https://example.com/?gclid=1&msclkid=2&mc_cid=3&yclid=4", "https://example.com/"),
        ("https://example.com/?b=2&a=1&a=&c", "https://example.com/?b=2&a=1&a=&c"),
        ("https://example.com/?story=utm_source", "https://example.com/?story=utm_source"),
        ("https://example.com/?gclidx=1&xgclid=2", "https://example.com/?gclidx=1&xgclid=2"),
        ("https://ann:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a%2Fb/%C3%BC", "https://example.com/a%2Fb/%C3%BC"),
    ],
)
def test_normalized(url: str, normalized: str) -> None:
    assert normalize_url(url) == normalized


URL_PARTS = st.text(string.ascii_letters + string.digits + "/?#&=%:@.;_-~+ü記", max_size=60)


@given(
    scheme=st.sampled_from(["http", "https", "HTTP"]),
    host=st.sampled_from(["example.com", "Example.COM:80", "a.example:443", "u:p@b.example:8080"]),
    rest=URL_PARTS,
)
def test_normalizing_again_changes_nothing(scheme: str, host: str, rest: str) -> None:
    once = normalize_url(f"{scheme}://{host}/{rest}")
    assert normalize_url(once) == once


@pytest.mark.parametrize(
    "line",
    [
        "https://ann:s3cret@example.com/a",
        "https://ann:s3cret@example.com:99999/a",
        "https://ann:s3/cret@example.com/a b",
        "ftp://ann:s3cret@example.com/a",
        "ann:s3cret@example.com/a",
    ],
)
def test_a_password_is_kept_for_the_request_alone(tmp_path: Path, line: str) -> None:
    (job,) = jobs_of(tmp_path / "list.txt", line)
    assert "s3" not in job.source + job.key
    assert "s3" not in repr(job) if job.broken else job.url == line


def test_a_mail_address_in_a_list_is_repeated_as_it_is(tmp_path: Path) -> None:
    (job,) = jobs_of(tmp_path / "list.txt", "mailto:tips@paper.example")
    assert (job.source, job.broken) == ("mailto:tips@paper.example", "unsupported scheme: mailto")


def test_what_only_looks_like_a_password_stays() -> None:
    assert strip_credentials("https://example.com/@ann") == "https://example.com/@ann"
    assert strip_credentials("https://example.com?to=a@b") == "https://example.com?to=a@b"


# --- saved pages ---


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href=https://example.com/a>", "https://example.com/a"),
        ("<LINK HREF='https://example.com/a#x' REL='Canonical'>", "https://example.com/a"),
        (
            '<meta property="og:url" content="https://example.com/?a=1&amp;b=2">',
            "https://example.com/?a=1&b=2",
        ),
        ("<!-- saved from url=(0021)https://example.com/a -->", "https://example.com/a"),
        (
            '<!-- saved from url=(0021)https://example.com/c --><meta property="og:url" '
            'content="https://example.com/b"><link rel="canonical" href="https://example.com/a">',
            "https://example.com/a",
        ),
        (
            '<link rel="canonical" href="https://example.com/"><meta property="og:url" '
            'content="https://example.com/b">',
            "https://example.com/b",
        ),
        ('<link rel="canonical" href="https://example.com/">', None),  # as on all its pages
        ('<!--<link rel="canonical" href="https://example.com/a">-->', None),
        ('<link rel="canonical" href="/a">', None),
        ('<link rel="canonical" href="ftp://example.com/a">', None),
        ('<link rel="alternate" href="https://example.com/a">', None),
        ("<p>nothing</p>", None),
        ("<!--" * 10_000, None),
        ("<link " * 10_000, None),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "packed", "utf-16"])
def test_a_saved_page_has_the_url_that_it_says(
    tmp_path: Path, head: str, url: str | None, kind: str
) -> None:
    path = tmp_path / ("page.HTM.gz" if kind == "packed" else "page.html")
    content = f"<!DOCTYPE html>{head}<p>text".encode("utf-16" if kind == "utf-16" else "utf-8")
    path.write_bytes(gzip.compress(content) if kind == "packed" else content)
    (job,) = read_sources([str(path)])
    assert isinstance(job, Job) and job.url == (url or path.as_uri())
    page = read_saved_page(job)
    assert (page.body, page.http_status, page.url) == (content, None, job.url)


def test_a_saved_page_of_one_endless_tag_takes_no_time(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<link{' rel=x' * 100_000}>")
    started = time.process_time()
    assert len(read_sources([str(tmp_path / "page.html")])) == 1
    assert time.process_time() - started < 4


def test_a_password_in_a_page_s_own_link_is_written_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = '<link rel="canonical" href="https://ann:s3cret@example.com/a">'
    (tmp_path / "page.html").write_bytes(story().replace(b"<title>", link.encode() + b"<title>"))
    assert main(["-o", str(tmp_path / "output"), str(tmp_path / "page.html")]) == 0
    (saved,) = (tmp_path / "output").glob("*.json")
    assert json.loads(saved.read_bytes())["canonical_url"] == "https://example.com/a"
    assert "s3cret" not in saved.read_text("utf-8") + saved.name + capsys.readouterr().err


def test_a_path_in_a_list_is_taken_from_the_folder_of_the_list(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    (folder / "example.com").mkdir(parents=True)
    (folder / "example.com" / "here.html").write_bytes(b"here")
    (tmp_path / "my page.html").write_bytes(b"up")
    text = (
        f"../my page.html\nexample.com/here.html\nexample.com/there.html\n{tmp_path}/my page.html"
    )
    here, there, web = jobs_of(folder / "list.txt", text)
    assert isinstance(here, Job) and isinstance(there, Job) and isinstance(web, Job)
    assert read_saved_page(here).body == b"up"
    assert read_saved_page(there).body == b"here"
    assert web.path is None and web.url == "https://example.com/there.html"


def test_a_saved_page_in_a_list_may_have_a_number_sign_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "Story #2.html").write_bytes(story())
    text = "Story #2.html  # no article found\nStory.html #2.html\n# Story #2.html\n"
    jobs = jobs_of(tmp_path / "list.txt", text)
    assert [job.path and job.path.name for job in jobs] == ["Story #2.html", "Story.html"]


@pytest.mark.parametrize(
    "content", [b"\n<!DOCTYPE html><p>a", b"<html><p>a", b"From: <x>\r\nMIME-Version: 1.0\r\n"]
)
def test_a_page_that_is_named_like_a_list_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "story.xhtml").write_bytes(content)
    with pytest.raises(UsageError, match=r"story\.xhtml is a page: .*\.html"):
        read_sources([str(tmp_path / "story.xhtml")])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.html", None, "cannot read missing.html: No such file or directory"),
        ("folder.html", "folder", "cannot read folder.html: Is a directory"),
        ("broken.html.gz", b"<p>not packed</p>", "cannot read broken.html.gz: Not a gzipped"),
        (
            "cut.html.gz",
            gzip.compress(b"<p>x</p>" * 999)[:-9],
            "cannot read cut.html.gz: Compressed",
        ),
        ("long.html", b"x" * 1_000_001, "cannot read long.html: too large: over 1 MB"),
        ("bomb.html.gz", gzip.compress(bytes(9_000_000)), "cannot read bomb.html.gz: too large"),
        ("nul\0.html", None, "cannot read nul?.html: embedded null"),
        ("pipe.html", "pipe", "cannot read pipe.html: a pipe, not a file"),
        ("paper.html", b"%PDF-1.7 paper", "not HTML: application/pdf"),
        ("packed.html", gzip.compress(random.Random(1).randbytes(999)), "not HTML: application/oc"),
    ],
)
def test_a_saved_page_that_cannot_be_read(
    tmp_path: Path, name: str, content: bytes | str | None, reason: str
) -> None:
    if content == "folder":
        (tmp_path / name).mkdir()
    elif content == "pipe":
        os.mkfifo(tmp_path / name)
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    (job,) = read_sources([f"{tmp_path}/{name}"])
    assert isinstance(job, Job)
    with pytest.raises(ArticleError) as error:
        read_saved_page(job, max_size=1)
    assert str(error.value).startswith(reason)
