"""Fetch: every fault gets its reason, nothing waits for ever, no host is hurried."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import errno
import gzip
import itertools
import random
import re
import select
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.util import ssl_

import fetch_articles as fa
import server as faults
from server import CERTIFICATE, HTML, Request, Route, Server, gzipped, head, redirect, sequence

PAGE = b"<!doctype html><title>Harbour reopens</title><p>The ferry is back.</p>"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


class FastClock(fa.Clock):
    """Time passes at once when the crawler waits for it."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed

    def wait(self, condition: threading.Condition, seconds: float | None) -> None:
        if seconds is None:
            condition.wait(0.05)
        else:
            self.passed += max(seconds, 0.0)


def crawl(
    *sources: str | fa.Job, threads: int = 1, clock: fa.Clock | None = None, **options: Any
) -> dict[str, Any]:
    """Fetch all; by URL its Page, or the reason of its failure."""
    jobs = [
        entry if isinstance(entry, fa.Job) else fa.Job(entry, entry, entry) for entry in sources
    ]
    cookies = fa.load_cookies(options["cookies"], print) if "cookies" in options else None
    settings = {"delay": 0.0, "timeout": 5.0, "retries": 0, **options}
    crawler = fa.Crawler(jobs, fa.Options(**settings), clock, cookies=cookies)
    results: dict[str, Any] = {}

    def work() -> None:
        while (result := crawler.next_result()) is not None:
            job, page = result
            assert job.url not in results, "handed out twice"
            results[job.url] = page if isinstance(page, fa.Page) else str(page)

    workers = [threading.Thread(target=work, daemon=True) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert results.keys() == {job.url for job in jobs}, "not all accounted for"
    return results


def fetch(routes: Mapping[str, Route] | Route, path: str = "/page", **options: Any) -> Any:
    """Fetch one page from a server of its own: a Page, or the reason of the failure."""
    table: Any = routes if isinstance(routes, dict) else {path: routes}
    with Server(table) as server:
        return crawl(server.url(path), **options)[server.url(path)]


def gone_server(address: str = "127.0.0.1") -> str:
    """The URL of a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return f"http://{address}:{probe.getsockname()[1]}"


# --- what one answer comes to ---------------------------------------------------------------------

ANSWERS: dict[str, tuple[Route, str]] = {
    "404": ((404, HTML, PAGE), "HTTP 404 Not Found"),
    "410": ((410, HTML, PAGE), "HTTP 410 Gone"),
    "403": ((403, HTML, PAGE), "HTTP 403 Forbidden"),
    "418": ((418, HTML, PAGE), "HTTP 418 I'm a Teapot"),
    "500": ((500, HTML, PAGE), "HTTP 500 Internal Server Error"),
    "599": ((599, HTML, PAGE), "HTTP 599 Peculiar"),
    "204": ((204, {}, b""), "HTTP 204 No Content"),
    "304 unasked": ((304, {}, b""), "HTTP 304 Not Modified"),
    "redirect to nowhere": ((302, HTML, b""), "HTTP 302 Found"),
    "reset before the answer": (faults.reset(), "connection reset"),
    "reset in mid-body": (
        faults.reset(head(Content_Length="999") + b"<p>The"),
        "connection reset",
    ),
    "closed without an answer": (faults.raw(b""), "connection closed without an answer"),
    "short body": (faults.short_body(PAGE), "connection broken: incomplete body"),
    "chunks without end": (faults.chunked([PAGE], b""), "connection broken: incomplete body"),
    "garbage for chunks": (
        faults.raw(head(Transfer_Encoding="chunked") + b"zz\r\n<p>\r\n"),
        "connection broken: incomplete body",
    ),
    "not HTTP": (faults.raw(b"SSH-2.0-OpenSSH_9\r\n"), "not an HTTP answer: SSH-2.0-OpenSSH_9"),
    "two lengths": (
        faults.raw(head(Content_Length="10, 20") + PAGE),
        "not an HTTP answer: Content-Length contained multiple unmatching values (10, 20)",
    ),
    "huge header": (
        faults.raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"),
        "not an HTTP answer: got more than 65536 bytes when reading header line",
    ),
    "many headers": (
        faults.raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        "not an HTTP answer: got more than 100 headers",
    ),
    "broken gzip": (
        (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:10] + b"nonsense" * 9),
        "broken compression of the page",
    ),
    "gzip cut short": (
        (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-9]),
        "connection broken: incomplete body",
    ),
    "brotli": (
        (200, {**HTML, "Content-Encoding": "br"}, b"\x0b"),
        "unsupported content encoding: br",
    ),
    "endless body": (faults.endless(), "too large: over 0.1 MB"),
    "long by its own word": (
        faults.raw(head(Content_Length="100001")),
        "too large: over 0.1 MB",
    ),
    "long when unpacked": (gzipped(b"<p>" + b"a" * 100_000), "too large: over 0.1 MB"),
    "pdf": ((200, {"Content-Type": "application/pdf"}, PAGE), "not HTML: application/pdf"),
    "pdf named html": ((200, HTML, b"%PDF-1.7\n"), "not HTML: application/pdf"),
    "png named html": ((200, HTML, b"\x89PNG\r\n\x1a\n\0"), "not HTML: application/octet-stream"),
    "json": ((200, {"Content-Type": "application/json"}, b"{}"), "not HTML: application/json"),
    "json named html": ((200, HTML, b'{"title": "a"}'), "not HTML: application/json"),
    "a feed": ((200, HTML, b'<?xml version="1.0"?>\n<rss/>'), "not HTML: application/xml"),
    "text": ((200, {"Content-Type": "text/plain"}, PAGE), "not HTML: text/plain"),
    "a style sheet named html": ((200, HTML, b"p { margin: 0 }\n" * 40), "not HTML: text/plain"),
    "a rich text named html": ((200, HTML, b"{\\rtf1 a}"), "not HTML: application/rtf"),
    "bytes of no type": ((200, {}, b"\x01\x00\x02"), "not HTML: application/octet-stream"),
    "a type to fool terminals": (
        (200, {"Content-Type": "text/\x1b[31mred\x07"}, PAGE),
        "not HTML: text/?[31mred?",
    ),
    "random bytes named html": (
        (200, HTML, b"<" + random.Random(1).randbytes(3000)),
        "not HTML: application/octet-stream",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_bad_answer_has_its_reason(name: str) -> None:
    route, reason = ANSWERS[name]
    assert fetch(route, max_size=0.1) == reason


BODIES: dict[str, Route] = {
    "plain": PAGE,
    "gzip": gzipped(PAGE),
    "gzip of two members": (
        200,
        {**HTML, "Content-Encoding": "x-gzip"},
        gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]),
    ),
    "padding after gzip": (
        200,
        {**HTML, "Content-Encoding": "gzip"},
        gzip.compress(PAGE) + b"\0" * 64,
    ),
    "deflate": (200, {**HTML, "Content-Encoding": "deflate"}, zlib.compress(PAGE)),
    "raw deflate": (200, {**HTML, "Content-Encoding": "deflate"}, zlib.compress(PAGE)[2:-4]),
    "chunks": faults.chunked([PAGE[:5], PAGE[5:]]),
    "till the end": faults.raw(head() + PAGE),
    "slowly": faults.trickle(head() + PAGE, every=0.001),
    "no type": (200, {}, PAGE),
    "a type that is none": (200, {"Content-Type": "html"}, PAGE),
    "xhtml": (200, {"Content-Type": "application/xhtml+xml"}, PAGE),
    "xhtml as xml": (200, {"Content-Type": "text/xml"}, b"<?xml version='1.0'?>\n<html/>"),
    "early hints": faults.raw(
        b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
        head() + PAGE,
    ),
    "late continue": faults.raw(b"HTTP/1.1 100 Continue\r\n\r\n" + head() + PAGE),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_good_answer_is_whole(name: str) -> None:
    page = fetch(BODIES[name])
    assert page.http_status == 200
    assert page.body in (PAGE, b"<?xml version='1.0'?>\n<html/>")


def test_an_answer_behind_early_hints_is_not_taken_for_the_next_page_s() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"

    def first(request: Request) -> bytes:
        request.send(hints)
        request.pause(0.2)
        return b"<p>The first."

    with Server({"/1": first, "/2": faults.slow(0.4, b"<p>The second.")}) as server:
        results = crawl(server.url("/1"), server.url("/2"), ignore_robots=True)
        assert results[server.url("/1")].body == b"<p>The first."
        assert results[server.url("/2")].body == b"<p>The second."


def test_what_a_page_tells_of_its_answer() -> None:
    headers = {**HTML, "ETag": '"a1"', "Last-Modified": "Tue, 30 Apr 2024 08:00:00 GMT"}
    before = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
    page = fetch((200, headers, PAGE))
    assert page.content_type == "text/html; charset=utf-8"
    assert (page.etag, page.last_modified) == ('"a1"', "Tue, 30 Apr 2024 08:00:00 GMT")
    fetched_at = dt.datetime.strptime(page.fetched_at, "%Y-%m-%dT%H:%M:%S%z")
    assert before <= fetched_at <= dt.datetime.now(dt.timezone.utc)


def test_the_seconds_of_a_page_are_those_of_its_requests_alone() -> None:
    slow = faults.slow(0.2, redirect("/end"))
    with Server({"/on": slow, "*": PAGE}) as server:
        results = crawl(server.url("/first"), server.url("/on"), delay=0.5)
    assert results[server.url("/first")].seconds < 0.2
    assert 0.2 <= results[server.url("/on")].seconds < 0.5


def test_a_gzip_bomb_is_never_unpacked() -> None:
    with Server({"/": faults.gzip_bomb(300)}) as server:
        tracemalloc.start()
        reason = crawl(server.url(), max_size=10)[server.url()]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert reason == "too large: over 10 MB"
    assert peak < 40_000_000


# --- the time limit -------------------------------------------------------------------------------

LATE: dict[str, Route] = {
    "silent": faults.silent,
    "head byte by byte": faults.trickle(head(X="y" * 500), every=0.05),
    "body byte by byte": faults.raw(head(), *[b"<"] * 99, every=0.1),
    "chunk by chunk": faults.raw(
        head(Transfer_Encoding="chunked"), *[b"1\r\n<\r\n"] * 99, every=0.1
    ),
    "a chunk that never fills": faults.raw(
        head(Transfer_Encoding="chunked") + b"ffff\r\n", *[b"<"] * 99, every=0.1
    ),
    "gzip byte by byte": faults.trickle(
        head(Content_Encoding="gzip") + gzip.compress(random.Random(1).randbytes(200)), every=0.05
    ),
}


@pytest.mark.parametrize("name", LATE)
def test_the_time_limit_is_for_the_whole_page(name: str) -> None:
    started = time.monotonic()
    reason = fetch(LATE[name], timeout=0.5)
    assert time.monotonic() - started < 2
    assert reason == "timed out after 0.5 s"


def test_the_time_limit_is_for_robots_txt_too() -> None:
    trickle = faults.raw(head(), *[b"#"] * 99, every=0.1)
    reason = fetch({"/robots.txt": trickle, "/page": PAGE}, timeout=0.5)
    assert reason == "timed out after 0.5 s"


def test_the_time_limit_counts_all_redirects_together() -> None:
    routes = {"/a": faults.slow(0.3, redirect("/b")), "/b": faults.slow(0.3, redirect("/c"))}
    assert fetch({**routes, "/c": PAGE}, "/a", timeout=0.5) == "timed out after 0.5 s"


def test_the_time_limit_is_for_the_look_up_of_a_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: over.wait(10) and [])
    started = time.monotonic()
    reason = crawl("http://paper.invalid/", timeout=0.3, ignore_robots=True).popitem()[1]
    over.set()
    assert reason == "timed out after 0.3 s" and time.monotonic() - started < 2


def test_the_time_limit_is_for_the_look_up_of_a_redirect_s_host_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()
    look_up = socket.getaddrinfo

    def resolve(name: str, *args: Any, **named: Any) -> Any:
        return over.wait(10) and [] if name == "slow.invalid" else look_up(name, *args, **named)

    with Server({"http://9.9.9.9/": redirect("http://slow.invalid/")}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        started = time.monotonic()
        reason = crawl("http://9.9.9.9/", timeout=0.5).popitem()[1]
        over.set()
    assert reason == "timed out after 0.5 s" and time.monotonic() - started < 2


def test_the_time_limit_is_for_a_tls_handshake_too() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"

        def trickle() -> None:
            connection = listener.accept()[0]
            with contextlib.suppress(OSError):
                for byte in b"\x16\x03\x03\x40\x00" + bytes(30):
                    connection.send(bytes([byte]))
                    time.sleep(0.1)

        threading.Thread(target=trickle, daemon=True).start()
        assert crawl(url, timeout=0.5, ignore_robots=True) == {url: "timed out after 0.5 s"}


def test_stop_ends_all_at_once() -> None:
    with Server({"*": faults.silent}) as server:
        jobs = [fa.Job(url, url, url) for url in (server.url("/1"), server.url("/2"))]
        crawler = fa.Crawler(jobs, fa.Options(timeout=60, ignore_robots=True))
        results: list[object] = []
        workers = [
            threading.Thread(target=lambda: results.append(crawler.next_result()), daemon=True)
            for _ in range(3)
        ]
        for worker in workers:
            worker.start()
        time.sleep(0.3)
        crawler.stop()
        for worker in workers:
            worker.join(1.5)
        assert results == [None, None, None]


# --- redirects ------------------------------------------------------------------------------------


def chain(length: int) -> Mapping[str, Route]:
    return {f"/{left}": redirect(f"/{left - 1}") for left in range(length, 0, -1)} | {"/0": PAGE}


def test_a_long_chain_ends_well() -> None:
    page = fetch(chain(20), "/20")
    assert page.body == PAGE
    assert page.url.endswith("/20")
    assert page.final_url.endswith("/0")


def test_a_chain_too_long_and_a_loop_fail() -> None:
    assert fetch(chain(21), "/21") == "too many redirects"
    assert fetch(redirect("/page")) == "too many redirects"


@pytest.mark.parametrize(
    ("location", "asked_for"),
    [
        ("story", "/news/story"),
        ("../story", "/story"),
        ("?page=2", "/news/start?page=2"),
        ("/stadtmöwe", "/stadtm%C3%B6we"),
        ("/a b", "/a%20b"),
        ("/100%-safe%20story", "/100%25-safe%20story"),
        ("/story#comments", "/story"),
        ("//{host}/story", "/story"),
    ],
)
def test_redirects_to_odd_places(location: str, asked_for: str) -> None:
    with Server({"*": PAGE}) as server:
        host = server.url("").removeprefix("http://")
        server.routes = {"/news/start": redirect(location.format(host=host)), asked_for: PAGE}
        page = crawl(server.url("/news/start"))[server.url("/news/start")]
        assert page.body == PAGE
        assert page.final_url == server.url(asked_for)
        assert server.paths()[-1] == asked_for


@pytest.mark.parametrize("host", ["münchen.example", "xn--mnchen-3ya.ex%61mple"])
def test_redirects_to_hosts_past_ascii(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    landed = "http://xn--mnchen-3ya.example/story"
    routes = {"http://9.9.9.9/": redirect(f"http://{host}/story"), landed: PAGE}
    with Server(routes) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        page = crawl("http://9.9.9.9/", ignore_robots=True)["http://9.9.9.9/"]
        assert page.body == PAGE and page.final_url == landed


def test_a_host_with_the_root_s_dot_is_the_same_host() -> None:
    assert fa.authority_of("https://example.com./a") == fa.authority_of("http://example.com/b")


def test_a_length_beside_chunks_counts_for_nothing() -> None:
    def route(request: Request) -> None:
        fields = "Content-Length: 999999999\r\nTransfer-Encoding: chunked\r\n"
        request.send(f"HTTP/1.1 200 OK\r\n{fields}Content-Type: text/html\r\n\r\n".encode())
        request.send(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))

    assert fetch(route).body == PAGE


def test_a_redirect_without_a_length_is_followed_though_its_connection_stays_open() -> None:
    def route(request: Request) -> None:
        request.send(b"HTTP/1.1 301 Moved Permanently\r\nLocation: /new\r\n\r\n")
        request.pause(10)

    assert fetch({"/page": route, "/new": PAGE}, timeout=2).body == PAGE


def test_a_redirect_whose_announced_body_never_comes_is_followed_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def route(request: Request) -> None:
        request.send(head(302, Location="/new", Content_Length="100"))
        request.pause(10)

    monkeypatch.setattr(fa, "SHORT_ANSWER_TIME", 0.2)
    assert fetch({"/page": route, "/new": PAGE}, timeout=2).body == PAGE


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("ftp://files.example/story", "unsupported scheme: ftp"),
        ("file:///etc/hosts", "unsupported scheme: file"),
        ("mailto:desk@paper.example", "unsupported scheme: mailto"),
        ("http://[::1", "not a URL: Invalid IPv6 URL"),
        ("http://nowhere.invalid/", "cannot resolve host"),
    ],
)
def test_redirects_that_lead_nowhere(location: str, reason: str) -> None:
    assert fetch(redirect(location)) == reason


def test_a_redirect_from_outside_must_not_lead_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    targets = ["http://127.0.0.1:9/", "http://2130706433/", "http://[::ffff:10.0.0.1]/"]
    targets += ["http://169.254.169.254/latest", "http://localhost/"]
    routes: dict[str, Route] = {
        f"http://paper.invalid/{n}": redirect(target) for n, target in enumerate(targets)
    }
    stub = f'<meta http-equiv="refresh" content="0;url={targets[0]}">'
    with Server({**routes, "http://paper.invalid/meta": stub}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("no_proxy", "")
        results = crawl(*routes, "http://paper.invalid/meta")
    assert [results[url] for url in routes] == [f"unsafe redirect: {target}" for target in targets]
    assert results["http://paper.invalid/meta"] == f"unsafe redirect: {targets[0]}"


def test_a_name_that_turns_from_outside_to_inside_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_up = socket.getaddrinfo
    turning = ["9.9.9.9", "127.0.0.1"]  # what the second name has for the check, and after it

    def resolve(name: str, *args: Any, **named: Any) -> Any:
        known = {"paper.invalid": "9.9.9.9", "turning.invalid": turning[0]}
        if name == "turning.invalid" and len(turning) > 1:
            turning.pop(0)
        return look_up(known.get(name, name), *args, **named)

    with Server({"*": PAGE}) as inside:
        away = f"http://turning.invalid:{inside.port}/"
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        with Server({"http://paper.invalid/": redirect(away)}) as proxy:
            monkeypatch.setenv("http_proxy", proxy.url())
            monkeypatch.setenv("no_proxy", "turning.invalid")
            results = crawl("http://paper.invalid/")
        assert list(results.values()) == [f"unsafe redirect: {away}"]
        assert not inside.log and turning == ["127.0.0.1"]


def test_a_meta_refresh_is_followed_where_the_page_holds_nothing_else() -> None:
    stub = b"<head><META content='0; URL=/new?a=1&amp;b=2' http-equiv=Refresh></head>Moved."
    page = fetch({"/page": stub, "/new?a=1&b=2": PAGE})
    assert page.body == PAGE
    article = stub + b"<p>" + b"The ferry is back. " * 30
    assert fetch(article).body == article
    in_head = (200, {"Content-Type": "text/html", "Refresh": "0; url=/new"}, b"Moved.")
    assert fetch({"/page": in_head, "/new": PAGE}).body == PAGE
    assert (
        fetch((200, {"Content-Type": "text/html", "Refresh": "9; url=/x"}, PAGE * 9)).body
        == PAGE * 9
    )
    nowhere = stub.replace(b"/new?a=1&amp;b=2", b"http://[::1")
    assert fetch(nowhere).body == nowhere


def test_a_meta_refresh_that_never_ends_takes_no_time() -> None:
    started = time.process_time()
    for page in (b"<meta http-equiv=refresh content=" * 100, b"<meta http-equiv=" * 100):
        assert fa.refresh_target(page + b" " * 4_800, "http://a.example/") is None
    assert time.process_time() - started < 2  # it took 20 s


# --- further tries --------------------------------------------------------------------------------


def test_a_passing_fault_is_tried_again() -> None:
    for fault in (faults.reset(), faults.raw(b""), faults.short_body(), (500, HTML, b"")):
        page = fetch(sequence(fault, fault, PAGE), retries=2, clock=FastClock())
        assert page.body == PAGE


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (429, 3), (500, 3), (503, 3)])
def test_how_often_a_status_is_tried(status: int, tries: int) -> None:
    with Server({"/page": (status, HTML, b"")}) as server:
        crawl(server.url("/page"), retries=2, clock=FastClock())
        assert server.paths().count("/page") == tries


@pytest.mark.parametrize("status", [403, 405, 503])
def test_a_challenge_is_one_whatever_its_status(status: int) -> None:
    """And it is not asked again; but an article about robots, or a robots.txt, is none."""
    page = gzip.compress(
        b"<title>Just a moment...</title><script>" + b"load();" * 900 + b"</script>"
        b"<h1>www.example.com</h1><p>Verify that you are human by completing the action below."
    )
    challenge = (status, {**HTML, "Content-Encoding": "gzip"}, page)
    assert fetch(challenge, retries=2, clock=FastClock()) == "bot challenge"
    told = b"<title>www.example.com</title><p>Please enable JS and disable any ad blocker</p>"
    assert fetch((status, HTML, told)) == "bot challenge"
    for other in (b"<h1>Forbidden</h1>", b"<h1>No</h1>" + b"<p>The captcha is thirty. " * 200):
        assert fetch((status, HTML, other)).startswith(f"HTTP {status} ")
    with Server({"/robots.txt": challenge, "*": PAGE}) as server:
        results = crawl(server.url("/a"), retries=0)
        assert len(server.paths(robots=False)) == (status < 500), results


def test_the_pauses_between_tries_grow() -> None:
    clock = FastClock()
    seen: list[float] = []

    def route(request: Request) -> Any:
        seen.append(clock.passed)
        return (500, HTML, b"")

    fetch(route, retries=4, clock=clock, ignore_robots=True)
    pauses = [b - a for a, b in itertools.pairwise(seen)]
    for number, pause in enumerate(pauses):
        assert 2**number / 2 <= pause <= 2**number


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("120", 120),
        ("Wed, 01 May 1999 12:00:00 GMT", 0),
        ("soon", 0.5),
        ("-5", 0.5),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(status: int, value: str, seconds: float) -> None:
    clock = FastClock()
    busy = (status, {**HTML, "Retry-After": value}, b"")
    page = fetch(sequence(busy, PAGE), retries=1, clock=clock, ignore_robots=True)
    assert page.body == PAGE
    assert seconds <= clock.passed <= max(seconds, 1)


def test_retry_after_may_be_a_date() -> None:
    clock = FastClock()

    def busy(request: Request) -> Any:
        date = email.utils.formatdate(time.time() + 40, usegmt=True)
        return (503, {**HTML, "Retry-After": date}, b"")

    fetch(sequence(busy, PAGE), retries=1, clock=clock, ignore_robots=True)
    assert 30 <= clock.passed <= 40


@pytest.mark.parametrize("value", ["121", "86400", "9" * 400, "Wed, 01 May 2999 12:00:00 GMT"])
def test_a_pause_too_long_is_not_waited_for(value: str) -> None:
    clock = FastClock()
    with Server({"*": (503, {**HTML, "Retry-After": value}, b"")}) as server:
        results = crawl(server.url("/a"), retries=2, clock=clock, ignore_robots=True)
        assert list(results.values()) == ["HTTP 503 Service Unavailable"]
        assert (server.paths(), clock.passed) == (["/a"], 0)


def test_a_host_that_asks_for_a_pause_gets_it() -> None:
    clock = FastClock()
    seen: list[tuple[str, float]] = []

    def route(request: Request) -> Any:
        seen.append((request.path, clock.passed))
        return (503, {**HTML, "Retry-After": "60"}, b"") if len(seen) == 1 else PAGE

    with Server({"*": route}) as server:
        crawl(server.url("/1"), server.url("/2"), retries=1, clock=clock, ignore_robots=True)
    assert seen == [("/1", 0), ("/1", 60), ("/2", 60)]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_is_too_busy_is_left_alone_for_all_its_pages(status: int) -> None:
    """It does not say for how long, and counts what it refuses."""
    clock = FastClock()
    last, left = -9.0, 0

    def route(request: Request) -> Any:
        nonlocal last, left
        left = 3 if clock.passed - last >= 3 else left - 1
        last = clock.passed
        return PAGE if left > 0 else (status, HTML, b"")

    with Server({"*": route}) as server:
        urls = [server.url(f"/{n}") for n in range(20)]
        results = crawl(*urls, retries=2, clock=clock, ignore_robots=True)
    assert sum(not isinstance(result, str) for result in results.values()) >= 12


@pytest.mark.parametrize("retries", [0, 2])
def test_a_pause_that_a_host_names_is_kept_by_all_its_pages(retries: int) -> None:
    clock = FastClock()
    asked: list[float] = []

    def route(request: Request) -> Any:
        asked.append(clock.passed)
        return (429, {**HTML, "Retry-After": "10"}, b"") if clock.passed < 200 else PAGE

    with Server({"*": route}) as server:
        urls = [server.url(f"/{n}") for n in range(30)]
        crawl(*urls, retries=retries, clock=clock, ignore_robots=True, delay=0.2)
    busy = [time for time in asked if time < 200]
    assert len(busy) > 15 and all(b - a >= 10 for a, b in itertools.pairwise(busy))


def test_a_pause_of_no_length_is_none() -> None:
    clock = FastClock()
    with Server({"*": (503, {**HTML, "Retry-After": "0"}, b"")}) as server:
        urls = [server.url(f"/{n}") for n in range(1100)]
        results = crawl(*urls, retries=0, clock=clock, ignore_robots=True, delay=0.0)
    assert set(results.values()) == {"HTTP 503 Service Unavailable"} and clock.passed < 60


def test_a_host_that_stays_too_busy_takes_minutes_and_not_hours() -> None:
    clock = FastClock()
    busy = (429, {**HTML, "Retry-After": "100"}, b"")
    with Server({"*": busy}) as server:
        urls = [server.url(f"/{n}") for n in range(50)]
        results = crawl(*urls, retries=2, clock=clock, ignore_robots=True)
    assert set(results.values()) == {"HTTP 429 Too Many Requests"}
    assert 600 <= clock.passed <= 1000


# --- hosts that are not there ---------------------------------------------------------------------


def test_a_dead_host_is_given_up_after_three_urls() -> None:
    base = gone_server()
    results = crawl(*[f"{base}/{n}" for n in range(6)], retries=2, clock=FastClock())
    refused, unreachable = "connection refused", "host unreachable: connection refused"
    assert list(results.values()) == [refused] * 3 + [unreachable] * 3


def test_a_silent_host_is_given_up_and_asked_no_more() -> None:
    with Server({"/robots.txt": faults.silent, "*": PAGE}) as server:
        urls = [server.url(f"/{n}") for n in range(5)]
        results = crawl(*urls, timeout=0.2, retries=1, clock=FastClock())
        assert [results[url] for url in urls] == ["timed out after 0.2 s"] * 3 + [
            "host unreachable: timed out after 0.2 s"
        ] * 2
        assert server.paths() == ["/robots.txt"] * 6


def test_a_host_is_not_given_up_for_the_time_that_redirects_to_it_took() -> None:
    there = Server({"*": faults.silent, "/own": PAGE}, address="127.0.0.3")
    late = faults.slow(0.4, redirect(there.url()))
    with there, Server({"*": late}) as here:
        urls = [*(here.url(f"/{number}") for number in range(3)), there.url("/own")]
        pages = crawl(*urls, timeout=0.6, ignore_robots=True)
        assert [pages[url] for url in urls[:3]] == ["timed out after 0.6 s"] * 3
        assert pages[urls[3]].body == PAGE


def test_an_answer_in_between_keeps_a_host() -> None:
    routes: dict[str, Route] = {f"/{n}": faults.silent for n in (1, 2, 4, 5)}
    with Server({**routes, "*": (404, HTML, b"")}) as server:
        results = crawl(*[server.url(f"/{n}") for n in range(7)], timeout=0.2)
    assert list(results.values()).count("timed out after 0.2 s") == 4
    assert list(results.values()).count("HTTP 404 Not Found") == 3


def test_unknown_hosts() -> None:
    assert list(crawl("http://nowhere.invalid/").values()) == ["cannot resolve host"]
    assert crawl("http://" + "x" * 64 + ".invalid/").popitem()[1].startswith("not a URL: ")


def test_a_network_that_is_not_there() -> None:
    reason = crawl("http://255.255.255.255:9/").popitem()[1]
    assert re.fullmatch("[A-Za-z ]+", reason), "the words of the system, and nothing of Python's"


def test_no_host_is_given_up_for_files_that_we_have_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **named: Any) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(socket, "socket", full)
    reasons = crawl(*(f"http://127.0.0.1:9/{i}" for i in range(5))).values()
    assert set(reasons) == {"Too many open files"}


def test_a_connection_closed_behind_our_back_costs_no_try() -> None:
    answered: list[socket.socket] = []

    def route(request: Request) -> Any:
        if request.socket in answered:
            return None  # the second on one connection: closed without an answer
        answered.append(request.socket)
        return PAGE

    with Server({"*": route}) as server:
        results = crawl(*[server.url(f"/{n}") for n in range(3)], ignore_robots=True)
        assert [page.body for page in results.values()] == [PAGE] * 3


def test_a_list_for_a_dead_host_is_done_fast() -> None:
    base = gone_server()
    started = time.monotonic()
    assert len(crawl(*[f"{base}/{n}" for n in range(20_000)])) == 20_000
    assert time.monotonic() - started < 5


# --- manners --------------------------------------------------------------------------------------


def test_one_request_at_a_time_and_a_pause_in_between() -> None:
    routes = {"/1": redirect("/2"), "/5": sequence((500, HTML, b""), PAGE)}
    with Server({**routes, "*": faults.slow(0.02, PAGE)}) as server:
        crawl(*[server.url(f"/{n}") for n in range(8)], threads=8, delay=0.1, retries=1)
        assert server.most_at_once() == 1
        assert len(server.log) == 11
        assert min(server.gaps()) >= 0.1
        assert server.paths().count("/robots.txt") == 1


def test_hosts_are_fetched_side_by_side_and_a_slow_one_holds_nobody_up() -> None:
    slow = Server({"*": faults.slow(0.8, PAGE)}, address="127.0.0.2")
    others = [Server({"*": faults.slow(0.05, PAGE)}, address=f"127.0.0.{n}") for n in range(3, 9)]
    urls = [server.url(f"/{n}") for n in range(3) for server in [slow, *others]]
    done: list[str] = []
    crawler = fa.Crawler([fa.Job(u, u, u) for u in urls], fa.Options(delay=0))

    def work() -> None:
        while (result := crawler.next_result()) is not None:
            done.append(result[0].url)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert sorted(done) == sorted(urls)
    assert all("127.0.0.2:" not in url for url in done[:-3])
    for server in [slow, *others]:
        assert server.most_at_once() == 1
        server.close()


def test_no_more_requests_at_once_than_were_asked_for() -> None:
    answered = threading.Semaphore(3)  # an answer takes one, as long as it is under way

    def route(request: Request) -> Any:
        if not answered.acquire(blocking=False):
            return 400, HTML, b"too many at once"
        request.pause(0.05)
        answered.release()
        return PAGE

    with contextlib.ExitStack() as stack:
        addresses = [f"127.0.0.{n}" for n in range(2, 8)]
        servers = [stack.enter_context(Server({"*": route}, address=a)) for a in addresses]
        urls = [server.url(f"/{n}") for n in range(4) for server in servers]
        results = crawl(*urls, threads=8, jobs=3, ignore_robots=True)
    assert all(page.body == PAGE for page in results.values())


def test_a_slow_robots_txt_holds_up_no_page_of_another_host() -> None:
    served = threading.Event()

    def robots(request: Request) -> Any:  # comes when the page of the other host has been served
        return 200 if served.wait(4) else 503, HTML, b""

    def page(request: Request) -> Any:
        served.set()
        return PAGE

    with (
        Server({"/robots.txt": robots, "*": PAGE}, address="127.0.0.2") as slow,
        Server({"/robots.txt": (404, HTML, b""), "*": page}, address="127.0.0.3") as other,
    ):
        results = crawl(slow.url("/a"), other.url("/b"), threads=2, jobs=1)
    assert all(isinstance(result, fa.Page) for result in results.values())


def test_a_redirect_waits_its_turn_at_the_host_it_leads_to() -> None:
    with Server({"*": faults.slow(0.05, PAGE)}, address="127.0.0.2") as target:
        away = {"*": lambda request: redirect(target.url(request.path))}
        with Server(away, address="127.0.0.3") as a, Server(away, address="127.0.0.4") as b:
            urls = [server.url(f"/{n}") for n in range(3) for server in (a, b, target)]
            results = crawl(*urls, threads=8, delay=0.05)
        assert all(page.body == PAGE for page in results.values())
        assert target.most_at_once() == 1
        assert min(target.gaps()) >= 0.05


def test_connections_are_kept() -> None:
    with Server({"*": PAGE, "/gone": (404, HTML, b"gone"), "/on": redirect("/end")}) as server:
        crawl(*[server.url(path) for path in ("/1", "/gone", "/on", "/2")])
        assert len(server.log) == 6
        assert server.connections == 1


def test_idle_connections_are_closed_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fa, "IDLE_CONNECTIONS_MAX", 2)
    servers = [Server({"*": PAGE}, address=f"127.0.0.{n}") for n in range(2, 8)]
    urls = [server.url(f"/{n}") for n in range(3) for server in servers]
    assert all(page.body == PAGE for page in crawl(*urls, threads=2, jobs=2).values())
    assert sum(server.connections for server in servers) > len(servers)
    for server in servers:
        server.close()


@pytest.mark.parametrize(("value", "seconds"), [("3", 3), ("0.2", 1), ("86400", 30), ("no", 1)])
def test_the_crawl_delay_of_robots_txt(value: str, seconds: float) -> None:
    clock = FastClock()
    seen: list[float] = []

    def route(request: Request) -> Any:
        seen.append(clock.passed)
        return PAGE

    robots = f"User-agent: *\nCrawl-delay: {value}\n"
    with Server({"/robots.txt": robots, "*": route}) as server:
        crawl(*[server.url(f"/{n}") for n in range(3)], delay=1, clock=clock)
    assert [b - a for a, b in itertools.pairwise([0.0, *seen])] == [seconds] * 3


# --- robots.txt -----------------------------------------------------------------------------------

RULES = [
    # (robots.txt, path, allowed)
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /private", "/x/../private", False),
    ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
    ("user-AGENT: *\rdisALLOW: /a\r", "/a", False),
    ("User-agent: * # all\nDisallow: /a # here", "/a", False),
    ("Disallow: /a", "/a", True),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: Fetch_Articles\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("User-agent: fetch_articles/9.9\nDisallow: /", "/a", False),
    ("User-agent: fetch\nDisallow: /", "/a", True),
    ("User-agent: other\nUser-agent: fetch_articles\nDisallow: /a", "/a", False),
    (
        "User-agent: fetch_articles\nDisallow: /a\n\nUser-agent: fetch_articles\nDisallow: /b",
        "/b",
        False,
    ),
    ("User-agent: x\nSitemap: /s\nUser-agent: *\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
    ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", True),
    ("User-agent: *\nDisallow: /*.php", "/x/index.php?a=1", False),
    ("User-agent: *\nDisallow: /*.php$", "/x/index.php?a=1", True),
    ("User-agent: *\nDisallow: /*.php$", "/x/index.php", False),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
    ("User-agent: *\nDisallow: *secret", "/a/secret", False),
    ("User-agent: *\nDisallow: /%7ejoe", "/~joe/a", False),
    ("User-agent: *\nDisallow: /ü", "/%c3%bcber", False),
    ("User-agent: *\nDisallow: /%C3%BC", "/über", False),
    ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
    ("User-agent: *\nDisallow: /a/%2A", "/a/*", False),
    ("User-agent: *\nDisallow: /A", "/a", True),
    ("User-agent: *\nNonsense\nDisallow: /a", "/a", False),
    ("<html><body>User-agent: you</body></html>", "/a", True),
]


@pytest.mark.parametrize(("robots", "path", "allowed"), RULES)
def test_robots_rules(robots: str, path: str, allowed: bool) -> None:
    result = fetch({"/robots.txt": robots, "*": PAGE}, path)
    assert (result != "blocked by robots.txt") == allowed
    assert fetch({"/robots.txt": robots, "*": PAGE}, path, ignore_robots=True).body == PAGE


def test_robots_txt_is_asked_once_and_obeyed_by_every_page() -> None:
    with Server({"/robots.txt": "User-agent: *\nDisallow: /no", "*": PAGE}) as server:
        results = crawl(*[server.url(p) for p in ("/1", "/no", "/2", "/no/3")], threads=4)
        assert results[server.url("/no")] == "blocked by robots.txt"
        assert results[server.url("/1")].body == PAGE
        assert sorted(server.paths()) == ["/1", "/2", "/robots.txt"]


def test_robots_txt_itself_may_be_read() -> None:
    robots = {"/robots.txt": "User-agent: *\nDisallow: /"}
    assert fetch(robots, "/robots.txt").body == b"User-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((404, {}, b"User-agent: *\nDisallow: /"), "read"),
        ((403, {}, b""), "read"),
        ((401, {}, b""), "read"),
        ((500, {}, b""), "blocked by robots.txt (HTTP 500 Internal Server Error)"),
        ((503, {}, b""), "blocked by robots.txt (HTTP 503 Service Unavailable)"),
        ((429, {}, b""), "blocked by robots.txt (HTTP 429 Too Many Requests)"),
        (faults.reset(), "connection reset"),
        (redirect("/robots.txt"), "read"),
        (redirect("ftp://files.example/robots.txt"), "read"),
        (redirect("/other.txt"), "blocked by robots.txt"),
        (sequence((503, {}, b""), b""), "read"),
        (b"\xff\xfe\x00\x01" * 999, "read"),
        (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /", "read"),
        (b"User-agent: *\nDisallow: /\n" + b"#" * 600_000, "blocked by robots.txt"),
        (
            faults.endless(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /\n", b"#\n" * 9999),
            None,
        ),
    ],
)
def test_what_an_answer_to_robots_txt_means(answer: Route, expected: str | None) -> None:
    other = b"User-agent: *\nDisallow: /page"
    routes = {"/robots.txt": answer, "/page": PAGE, "/other.txt": other}
    result = fetch(routes, retries=1, clock=FastClock())
    assert getattr(result, "body", result) == (
        PAGE if expected == "read" else expected or "blocked by robots.txt"
    )


def test_robots_txt_of_the_host_that_a_redirect_leads_to_counts() -> None:
    with Server({"/robots.txt": "User-agent: *\nDisallow: /"}, address="127.0.0.2") as other:
        assert fetch(redirect(other.url("/story"))) == "blocked by robots.txt"
        assert other.paths() == ["/robots.txt"]


def test_robots_txt_behind_a_redirect_serves_both_hosts() -> None:
    with Server({"*": PAGE, "/robots.txt": "User-agent: *\nDisallow: /no"}) as new:
        moved = {"*": lambda request: redirect(new.url(request.path))}
        with Server({**moved, "/robots.txt": moved["*"]}, address="127.0.0.2") as old:
            results = crawl(old.url("/yes"), old.url("/no"))
        assert results[old.url("/yes")].body == PAGE
        assert results[old.url("/no")] == "blocked by robots.txt"
        assert new.paths() == ["/robots.txt", "/yes"]


def test_pages_wait_for_a_robots_txt_that_is_late() -> None:
    late = sequence((503, HTML, b""), "User-agent: *\nDisallow: /1")
    with Server({"/robots.txt": late, "*": PAGE}) as server:
        urls = [server.url(f"/{n}") for n in range(3)]
        results = crawl(*urls, retries=1, clock=FastClock())
        assert results[urls[1]] == "blocked by robots.txt"
        assert server.paths() == ["/robots.txt", "/robots.txt", "/0", "/2"]


def test_robots_txt_may_be_on_another_host() -> None:
    with Server({"/r": "User-agent: *\nDisallow: /no"}, address="127.0.0.2") as other:
        routes = {"/robots.txt": redirect(other.url("/r")), "*": PAGE}
        assert fetch(routes, "/no") == "blocked by robots.txt"
        assert fetch(routes, "/yes").body == PAGE


def test_the_user_agent_is_sent_and_looked_up() -> None:
    with Server({"/robots.txt": "User-agent: newsreader\nDisallow: /", "*": PAGE}) as server:
        agent = "NewsReader/2.0 (+https://reader.example)"
        assert crawl(server.url("/a"), user_agent=agent).popitem()[1] == "blocked by robots.txt"
        crawl(server.url("/b"))
    agents = [request.headers["user-agent"] for request in server.log]
    assert agents == [agent, fa.USER_AGENT, fa.USER_AGENT]


# --- secrets, cookies, conditions -----------------------------------------------------------------


def test_a_password_goes_to_its_own_host_only_and_is_told_to_nobody() -> None:
    with Server({"*": PAGE}, address="127.0.0.2") as other:
        routes = {"/a": redirect("/b"), "/b": redirect(other.url("/c"))}
        with Server(routes) as server:
            url = server.url("/a").replace("//", "//anna:s%C3%A9cret@")
            told: list[str] = []
            crawler = fa.Crawler([fa.Job(url, url, url)], fa.Options(delay=0), None, told.append)
            result = crawler.next_result()
    assert result is not None and isinstance(result[1], fa.Page)
    assert (result[1].url, result[1].final_url) == (server.url("/a"), other.url("/c"))
    assert "cret" not in " ".join(told)
    secret = "Basic YW5uYTpzw6ljcmV0"
    assert [request.headers.get("authorization") for request in server.log] == [
        None,
        secret,
        secret,
    ]
    assert [request.headers.get("authorization") for request in other.log] == [None, None]


def test_no_password_is_taken_from_a_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login anna password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    with Server({"*": PAGE}) as server:
        crawl(server.url())
    assert all("authorization" not in request.headers for request in server.log)


def test_validators_are_sent_and_304_is_told() -> None:
    def route(request: Request) -> Any:
        is_same = request.headers.get("if-none-match") == '"a1"'
        return (304, {"ETag": '"a1"'}, b"") if is_same else PAGE

    with Server({"/robots.txt": b"", "*": route}) as server:
        url = server.url("/a")
        job = fa.Job(url, url, url, None, '"a1"', "Tue, 30 Apr 2024 08:00:00 GMT")
        page = crawl(job)[url]
        assert (page.http_status, page.body) == (304, b"")
        assert server.log[-1].headers["if-modified-since"] == "Tue, 30 Apr 2024 08:00:00 GMT"
        assert "if-none-match" not in server.log[0].headers
        assert crawl(fa.Job(url, url, url, None, '"b"\r\nEvil: 1'))[url].http_status == 200
        assert "evil" not in server.log[-1].headers


def cookies_sent(server: Server) -> list[str | None]:
    return [request.headers.get("cookie") for request in server.log]


def test_cookies_go_to_their_own_domain(tmp_path: Path) -> None:
    future = int(time.time()) + 9999
    lines = [
        "127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tab cd",
        "127.0.0.1\tFALSE\t/odd\tFALSE\t0\todd\ta\x0cb",
        f"#HttpOnly_127.0.0.1\tFALSE\t/news\tFALSE\t{future}\tdeep\t1",
        "127.0.0.1\tFALSE\t/\tTRUE\t0\tsecure\t1",
        "127.0.0.1\tFALSE\t/\tFALSE\t12345\told\t1",
        "127.0.0.2\tFALSE\t/\tFALSE\t0\tother\t1",
        ".example.com\tTRUE\t/\tFALSE\t0\tforeign\t1",
        "# a comment",
        "",
    ]
    file = tmp_path / "cookies.txt"
    file.write_text("\r\n".join(lines))
    before = file.read_bytes()
    routes: dict[str, Route] = {"*": (200, {**HTML, "Set-Cookie": "new=1"}, PAGE)}
    with Server(routes) as server:
        crawl(server.url("/a"), server.url("/news/b"), cookies=str(file), ignore_robots=True)
        assert cookies_sent(server) == ["session=ab cd", "deep=1; session=ab cd"]
    assert file.read_bytes() == before


def test_cookies_stay_behind_when_a_redirect_leads_away(tmp_path: Path) -> None:
    file = tmp_path / "cookies.txt"
    file.write_text("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n")
    with Server({"*": PAGE}, address="127.0.0.2") as other:
        with Server({"/robots.txt": b"", "*": redirect(other.url("/b"))}) as server:
            crawl(server.url("/a"), cookies=str(file))
            assert cookies_sent(server) == [None, "session=abc"]  # and none for robots.txt
        assert cookies_sent(other) == [None, None]


def test_cookies_of_a_domain_go_to_its_hosts_where_the_file_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cookies.txt"
    alone = "paper.invalid\tFALSE\t/\tFALSE\t0\talone\t1\n"
    file.write_text(alone + ".paper.invalid\tTRUE\t/\tFALSE\t0\tshared\t1\n")
    hosts = ("paper.invalid", "www.paper.invalid", "notpaper.invalid")
    with Server({f"http://{host}/": PAGE for host in hosts}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        crawl(*proxy.routes, cookies=str(file), ignore_robots=True)
        assert cookies_sent(proxy) == ["alone=1; shared=1", "shared=1", None]


def test_cookies_set_on_the_way_are_sent_on_the_way() -> None:
    def route(request: Request) -> Any:
        if "pass=1" in request.headers.get("cookie", ""):
            return PAGE
        return (302, {"Location": "/page", "Set-Cookie": "pass=1; Path=/"}, b"")

    with Server({"*": route}) as server:
        results = crawl(server.url("/page"), server.url("/page?2"), ignore_robots=True)
        assert all(page.body == PAGE for page in results.values())
        assert cookies_sent(server) == [None, "pass=1", None, "pass=1"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[{"name": "a"}]', "line 1 is no cookie (it must be a Netscape cookies.txt)"),
        (b"\n# Cookies\na.example TRUE / FALSE 0 name value\nb", "line 3 is no cookie"),
        (b"#HttpOnly_a.example\tTRUE\t/\tFALSE\tsoon\tname\tvalue", "line 1 is no cookie"),
        (b"a.example\tTRUE\t/\tFALSE\t1e999\tname\tvalue", "line 1 is no cookie"),
        (b"\xff\xfe\x00", "line 1 is no cookie"),
        (None, "No such file"),
    ],
)
def test_a_cookies_file_that_is_none(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "cookies.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(fa.UsageError, match=re.escape(message)):
        fa.load_cookies(str(file), pytest.fail)


def test_a_cookies_file_without_cookies_is_a_jar_without_any(tmp_path: Path) -> None:
    file = tmp_path / "cookies.txt"
    for content in ("", "# Netscape HTTP Cookie File\n\n"):
        file.write_text(content)
        assert not list(fa.load_cookies(str(file), pytest.fail))


# --- TLS and proxies ------------------------------------------------------------------------------


@pytest.fixture
def fresh_tls() -> Iterator[None]:
    fa.tls_context.cache_clear()
    yield
    fa.tls_context.cache_clear()


@pytest.mark.usefixtures("fresh_tls")
def test_certificates_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server({"*": PAGE}, tls=True) as server:
        reason = crawl(server.url("/a"))[server.url("/a")]
        assert reason.startswith("TLS: certificate verify failed: self")
        fa.tls_context.cache_clear()
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
        assert crawl(server.url("/a"))[server.url("/a")].body == PAGE
    with Server({"*": PAGE}, tls=True, address="127.0.0.2") as other:
        reason = crawl(other.url("/a"))[other.url("/a")]
        assert reason.startswith("TLS: ")


@pytest.mark.usefixtures("fresh_tls")
def test_a_certificate_bundle_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    assert crawl("https://127.0.0.1:9/") == {
        "https://127.0.0.1:9/": "TLS: cannot read the certificates in /nowhere/ca.pem"
    }


@pytest.mark.usefixtures("fresh_tls")
def test_certificates_are_loaded_once_for_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ssl.SSLContext] = []
    make = ssl_.create_urllib3_context

    def slowly() -> ssl.SSLContext:
        time.sleep(0.2)
        made.append(make())
        return made[-1]

    monkeypatch.setattr(ssl_, "create_urllib3_context", slowly)
    with contextlib.ExitStack() as stack:
        hosts = [f"127.0.0.{n}" for n in range(2, 6)]
        servers = [stack.enter_context(Server(tls=True, address=host)) for host in hosts]
        crawl(*[server.url("/a") for server in servers], threads=4)
    assert len(made) == 1


def test_proxies_are_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server({"http://paper.invalid/a": PAGE}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        assert crawl("http://paper.invalid/a").popitem()[1].body == PAGE
    assert crawl("http://paper.invalid/a").popitem()[1] == "proxy: connection refused"


def tunnel(request: Request) -> None:
    """What a proxy does for https: it passes bytes on, whatever they are."""
    port = int(request.target.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as there:
        request.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        ends = {request.socket: there, there: request.socket}
        while True:
            for end in select.select(list(ends), [], [])[0]:
                if not (data := end.recv(65536)):
                    return
                ends[end].sendall(data)


@pytest.mark.usefixtures("fresh_tls")
def test_https_goes_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    monkeypatch.setenv("no_proxy", "")
    with Server({"*": tunnel}) as proxy, Server({"*": PAGE}, tls=True) as server:
        monkeypatch.setenv("https_proxy", proxy.url())
        assert crawl(server.url("/a"))[server.url("/a")].body == PAGE
        assert {request.method for request in proxy.log} == {"CONNECT"}


def test_a_certificate_behind_a_proxy_is_named_as_what_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("no_proxy", "")
    with Server({"*": tunnel}) as proxy, Server({"*": PAGE}, tls=True) as server:
        monkeypatch.setenv("https_proxy", proxy.url())
        reason = crawl(server.url("/a"), ignore_robots=True, retries=2)[server.url("/a")]
        assert reason.startswith("TLS: certificate verify failed")
        assert len(proxy.log) == 1


# --- whatever bytes come --------------------------------------------------------------------------


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_a_robots_txt(body: bytes, agent: str) -> None:
    robots = fa.parse_robots(b"User-agent: *\nDisallow: /" + body, agent)
    fa.is_allowed(robots, "http://paper.example/a?b")


@given(st.text("ab/*$", max_size=8), st.text("ab/", max_size=8))
def test_patterns_match_as_their_regex_would(pattern: str, path: str) -> None:
    inner, end = (pattern[:-1], r"\Z") if pattern.endswith("$") else (pattern, "")
    regex = ".*".join(re.escape(piece) for piece in inner.split("*")) + end
    assert fa.rule_matches(pattern, path) == bool(re.match(regex, path, re.S))


@given(st.binary(max_size=2000), st.integers(1, 100), st.sampled_from(["gzip", "deflate"]))
def test_compressed_bytes_come_out_as_they_went_in(data: bytes, size: int, coding: str) -> None:
    packed = gzip.compress(data) if coding == "gzip" else zlib.compress(data)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    if coding == "gzip" or size > 1:
        assert b"".join(fa.inflated(pieces, coding)) == data
