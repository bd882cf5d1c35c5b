"""The output folder: names, files that are whole or not there, earlier saves, failed.txt."""

from __future__ import annotations

import errno
import gzip
import json
import os
import re
import string
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fetch_articles
from fetch_articles import Article, article_name, article_to_json, main, normalize_url
from server import HTML, Request, Server, redirect, sequence
from stories import story

KEYS = [  # as the contract has them
    *("url", "final_url", "canonical_url", "site_name", "title", "description", "authors"),
    *("date_published", "date_modified", "language", "section", "tags", "image", "is_free"),
    *("text", "word_count", "fetched_at", "http_status", "etag", "last_modified", "fetcher"),
]


def run(output: Path, *arguments: str) -> int:
    return main(["-o", str(output), "--delay", "0", "--retries", "0", *arguments])


def saved(output: Path) -> list[Path]:
    return sorted(output.glob("*.json"))


def failed(output: Path) -> list[str]:
    path = output / "failed.txt"
    return path.read_text("utf-8").splitlines() if path.exists() else []


# --- names ---


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://www.example.com/news/2024/a-river-rises.html", "www.example.com_a-river-rises_"),
        (
            "https://example.com/a-river-rises/141e61e9-8a07-42e4-a527/",
            "example.com_a-river-rises_",
        ),
        ("https://example.com/news/367061", "example.com_367061_"),
        ("https://example.com/story.php?id=3", "example.com_story_"),
        ("https://example.com/", "example.com_index_"),
        ("https://example.com/news/index.html", "example.com_news_"),
        ("https://example.com/%C3%BCber-caf%C3%A9s/", "example.com_uber-cafes_"),
        ("https://example.com/記事/2024", "example.com_2024_"),
        ("https://example.com/記事", "example.com_index_"),
        ("https://zürich.example:8080/a-b", "zurich.example_a-b_"),
        ("https://example.com/" + "long-" * 30, "example.com_" + ("long-" * 12)[:-1] + "_"),
        ("https://[2001:db8::1]/x", "2001-db8-1_x_"),
        ("https://aux.example/con", "aux-example_con_"),
        ("https://example.com/../../etc/passwd%00", "example.com_passwd_"),
        ("https://example.com/%2e%2e%2f%2e%2e%2fetc", "example.com_etc_"),
        ("https://example.com/..\\..\\windows", "example.com_windows_"),
        ("file:///home/ann/my%20page.html", "file_my-page_"),
    ],
)
def test_a_name_tells_people_host_and_story(url: str, start: str) -> None:
    name = article_name(normalize_url(url))
    assert re.fullmatch(re.escape(start) + "[0-9a-f]{10}", name), name


@given(st.text(max_size=300), st.text(string.ascii_letters + ".:-_\\/ü", max_size=300))
def test_a_name_is_safe_on_every_file_system(path: str, host: str) -> None:
    name = article_name(f"https://{host.replace('/', '')}/{path}") + ".json"
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*_[A-Za-z0-9.-]+_[0-9a-f]{10}\.json", name)
    assert len(name) < 200 and ".." not in name and not re.search(r"[.-]_", name)
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\.", name)


def test_the_hash_is_that_of_the_normalized_url() -> None:
    import hashlib

    url = "HTTPS://Example.com:443/Story?utm_source=x&id=1#top"
    digest = hashlib.sha256(b"https://example.com/Story?id=1").hexdigest()[:10]
    assert article_name(normalize_url(url)) == f"example.com_Story_{digest}"


def test_urls_that_differ_in_the_query_alone_have_files_of_their_own(tmp_path: Path) -> None:
    with Server({"/story?id=1": story(1), "/story?id=2": story(2)}) as server:
        assert run(tmp_path, server.url("/story?id=1"), server.url("/story?id=2")) == 0
    titles = {json.loads(path.read_bytes())["title"] for path in saved(tmp_path)}
    assert titles == {"Ferry delay 1", "Ferry delay 2"}


# --- files ---


def test_a_file_is_as_the_contract_says(tmp_path: Path) -> None:
    headers = {**HTML, "ETag": '"v1"', "Last-Modified": "Wed, 01 May 2024 12:00:00 GMT"}
    page = story(1, extra="<p>Käse, 記事 &amp; a long enough sentence to be kept in the end.</p>")
    routes = {"/old": redirect("/a-story"), "/a-story": (200, headers, page)}
    with Server(routes) as server:
        url = server.url("/old?utm_source=x")
        assert run(tmp_path, url + "#top") == 0
        final_url = server.url("/a-story")
    (path,) = saved(tmp_path)
    text = path.read_text("utf-8")
    article = json.loads(text)
    assert list(article) == KEYS
    assert text == json.dumps(article, ensure_ascii=False, indent=2) + "\n" and "Käse, 記事" in text
    assert (article["url"], article["final_url"]) == (url, final_url)
    assert article["http_status"] == 200 and article["etag"] == '"v1"'
    assert article["last_modified"] == headers["Last-Modified"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", article["fetched_at"])
    assert article["fetcher"] == f"fetch_articles/{fetch_articles.__version__}"


def test_json_is_written_whatever_characters_the_text_holds() -> None:
    article = Article(url="https://example.com/", final_url="https://example.com/", text="a\ud800b")
    assert json.loads(article_to_json(article).encode("utf-8", "replace"))["text"] == "a?b"


def test_nothing_is_left_beside_the_articles_and_old_leftovers_go(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    killed = [tmp_path / ".x.json.0123456789ab.tmp", tmp_path / "html" / ".x.gz.0123456789ab.tmp"]
    alive = tmp_path / ".y.json.0123456789ab.tmp"  # of another run in the same folder
    foreign = tmp_path / ".notes.tmp"
    for path in (*killed, alive, foreign):
        path.write_bytes(b"{")
        if path != alive:
            os.utime(path, (time.time() - 86_400,) * 2)
    with Server({"/a": story()}) as server:
        assert run(tmp_path, server.url("/a")) == 0
    assert not any(path.exists() for path in killed) and alive.exists() and foreign.exists()
    assert len(list(tmp_path.iterdir())) == 4


def test_a_leftover_that_cannot_be_removed_keeps_nothing_from_being_saved(tmp_path: Path) -> None:
    stuck = tmp_path / ".x.json.0123456789ab.tmp"
    stuck.mkdir()  # removed as a file it makes the error that another user's file would make
    os.utime(stuck, (time.time() - 86_400,) * 2)
    with Server({"/a": story()}) as server:
        assert run(tmp_path, server.url("/a")) == 0


def test_nothing_is_written_outside_the_output_folder(tmp_path: Path) -> None:
    with Server({"*": story()}) as server:
        paths = ("/../../x", "/%2e%2e%2f%2e%2e%2fy", "/..\\..\\z", "/" + "a" * 5000, "/nul", "/%00")
        assert run(tmp_path / "output", "--ignore-robots", *map(server.url, paths)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["output"]
    assert len(saved(tmp_path / "output")) == len(paths)


def test_what_is_saved_is_not_asked_for_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server({"/a": story(1), "/b": story(2)}) as server:
        assert run(tmp_path, server.url("/a")) == 0
        assert run(tmp_path, server.url("/a?utm_medium=x#top"), server.url("/b")) == 0
        assert server.paths(robots=False) == ["/a", "/b"]
        asked = len(server.log)
        assert run(tmp_path, server.url("/a"), server.url("/b")) == 0
        assert len(server.log) == asked
    assert "0 saved, 2 unchanged, 0 failed" in capsys.readouterr().err.splitlines()[-1]


def test_refresh_asks_conditionally_and_keeps_what_has_not_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def page(request: Request) -> tuple[int, dict[str, str], bytes]:
        is_same = request.headers.get("if-none-match") == '"v1"'
        return (304, {}, b"") if is_same else (200, {**HTML, "ETag": '"v1"'}, story())

    dated = {**HTML, "Last-Modified": "Wed, 01 May 2024 12:00:00 GMT"}
    changes = sequence((200, dated, story(1)), (200, dated, story(2)))
    with Server({"/same": page, "/new": changes}) as server:
        urls = [server.url("/same"), server.url("/new")]
        assert run(tmp_path, *urls) == 0
        before = {path: path.stat().st_mtime_ns for path in saved(tmp_path)}
        assert run(tmp_path, "--refresh", *urls) == 0
        assert server.requests("/new")[1].headers["if-modified-since"] == dated["Last-Modified"]
    assert "1 saved, 1 unchanged, 0 failed" in capsys.readouterr().err.splitlines()[-1]
    titles = {json.loads(path.read_bytes())["title"] for path in saved(tmp_path)}
    assert titles == {"Ferry delay 1", "Ferry delay 2"}
    assert sum(path.stat().st_mtime_ns == before[path] for path in saved(tmp_path)) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"etag": 3, "last_modified": {}}', "\0\xff"])
def test_an_earlier_file_that_is_broken_is_fetched_whole(tmp_path: Path, content: str) -> None:
    with Server({"/a": story()}) as server:
        assert run(tmp_path, server.url("/a")) == 0
        saved(tmp_path)[0].write_text(content, "latin-1")
        assert run(tmp_path, "--refresh", server.url("/a")) == 0
        assert not {"if-none-match", "if-modified-since"} & set(server.requests("/a")[1].headers)
    assert json.loads(saved(tmp_path)[0].read_bytes())["title"] == "Ferry delay 1"


def test_a_failure_leaves_the_earlier_save_as_it_was(tmp_path: Path) -> None:
    junk = b"<html><title>404</title><p>Nothing here."
    with Server({"/a": sequence(story(), (500, HTML, b""), junk)}) as server:
        assert run(tmp_path, "--keep-html", server.url("/a")) == 0
        files = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
        assert run(tmp_path, "--keep-html", "--refresh", server.url("/a")) == 1
        assert run(tmp_path, "--keep-html", "--refresh", server.url("/a")) == 1
    assert {path: path.read_bytes() for path in files} == files
    assert len(files) == 2


def test_keep_html_keeps_pages_as_received(tmp_path: Path) -> None:
    junk = b"<p>\xff\x00 no article"
    with Server({"/a": story(), "/junk": junk}) as server:
        assert run(tmp_path, "--keep-html", server.url("/a"), server.url("/junk")) == 1
    (article,) = saved(tmp_path)
    kept = {path.name: gzip.decompress(path.read_bytes()) for path in (tmp_path / "html").iterdir()}
    assert kept.pop(f"{article.stem}.html.gz") == story()
    assert list(kept.values()) == [junk]


def test_a_page_saved_before_is_fetched_whole_to_be_kept(tmp_path: Path) -> None:
    def route(request: Request) -> Any:
        known = "if-none-match" in request.headers
        return (304, {}, b"") if known else (200, {**HTML, "ETag": '"a"'}, story())

    with Server({"/a": route}) as server:
        assert run(tmp_path, server.url("/a")) == 0
        for _ in range(2):
            assert run(tmp_path, "--refresh", "--keep-html", server.url("/a")) == 0
        asked = ["if-none-match" in request.headers for request in server.requests("/a")]
    assert asked == [False, False, True]
    assert [path.name for path in (tmp_path / "html").iterdir()]


# --- failed.txt ---


def test_failed_txt_is_a_list_that_tries_the_failed_ones_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    page = tmp_path / "lists" / "a page.html"
    page.parent.mkdir()
    routes = {
        "/good": story(1),
        "/late": sequence((503, HTML, b""), story(2)),
        "/gone": (410, HTML, b""),
    }
    with Server(routes) as server:
        urls = [server.url(path) for path in routes]
        words = "some words\nhttps://ann:s3cret@exa mple.com/\n"
        (page.parent / "list.txt").write_text("\n".join([*urls, "a page.html", words]))
        assert run(output, str(page.parent / "list.txt")) == 1
        assert failed(output) == [
            f"{server.url('/late')}\t# HTTP 503 Service Unavailable",
            f"{server.url('/gone')}\t# HTTP 410 Gone",
            f"{page}\t# cannot read a page.html: No such file or directory",
            "some words\t# not a URL: some words",
            "https://***@exa mple.com/\t# not a URL: https://***@exa mple.com/",
        ]
        page.write_bytes(story(3))
        assert run(output, str(output / "failed.txt")) == 1
        assert len(failed(output)) == 3 and len(saved(output)) == 3
        assert run(output, server.url("/good")) == 0
    assert not (output / "failed.txt").exists()


def test_failed_txt_names_pages_of_the_oddest_paths(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("no\0page.html\n/[no page.html\nsome words\n")
    assert run(tmp_path / "output", str(tmp_path / "list.txt")) == 1
    assert failed(tmp_path / "output") == [
        f"{tmp_path / 'no?page.html'}\t# cannot read no?page.html: embedded null byte",
        "/[no page.html\t# cannot read [no page.html: No such file or directory",
        "some words\t# not a URL: some words",
    ]


def test_failed_txt_is_of_this_run_alone(tmp_path: Path) -> None:
    with Server({}) as server:
        assert run(tmp_path, server.url("/a")) == 1
        assert run(tmp_path, server.url("/b")) == 1
        assert failed(tmp_path) == [f"{server.url('/b')}\t# HTTP 404 Not Found"]


def test_a_failed_txt_that_cannot_be_removed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "failed.txt").mkdir()
    with Server({"/a": story()}) as server:
        assert run(tmp_path, server.url("/a")) == 0
    assert re.search("^cannot remove failed.txt: [A-Z]", capsys.readouterr().err, re.MULTILINE)
    assert len(saved(tmp_path)) == 1


# --- output that cannot be written ---


def test_an_output_folder_that_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    with Server({"/a": story()}) as server:
        for output in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
            assert run(output, server.url("/a")) == 2
            told = capsys.readouterr().err
            assert str(output) in told and "-o" in told and told.count("\n") == 1
        assert not server.log
    assert (tmp_path / "file").read_text() == "mine"


def test_an_output_folder_is_made(tmp_path: Path) -> None:
    with Server({"/a": story()}) as server:
        assert run(tmp_path / "some" / "where", server.url("/a")) == 0
    assert len(saved(tmp_path / "some" / "where")) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_ends_the_run_with_one_line_and_harms_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    with Server({f"/{n}": story(n) for n in range(9)}) as server:
        urls = [server.url(f"/{n}") for n in range(9)]
        assert run(tmp_path, urls[0]) == 0
        (tmp_path / "failed.txt").write_text("https://example.com/\t# of an earlier run\n")
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        replace = Path.replace

        def on_full_disk(path: Path, target: Path) -> Path:
            if target.suffix in (".json", ".txt"):
                raise OSError(number, os.strerror(number))
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", on_full_disk)
        capsys.readouterr()
        assert run(tmp_path, "--refresh", *urls) == 1
    told = capsys.readouterr().err
    assert told.count(os.strerror(number)) == 1 and "Traceback" not in told
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="has no limits of resources")
def test_a_file_that_breaks_off_is_not_there(tmp_path: Path) -> None:
    import resource

    page = tmp_path / "page.html"
    page.write_bytes(story())
    output = tmp_path / "output"
    command = [sys.executable, fetch_articles.__file__, "-o", str(output), str(page)]
    done = subprocess.run(
        command,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "File too large" in done.stderr
    assert [path.name for path in output.iterdir()] == ["failed.txt"]
