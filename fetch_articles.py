#!/usr/bin/env python3
# /// script
# requires-python = ">=3.10"
# dependencies = ["requests>=2.31", "beautifulsoup4[lxml]>=4.12,<4.16"]
# ///
"""Download news articles: a list of URLs in, one JSON file an article out.

    fetch_articles.py                       # urls.txt -> output/
    fetch_articles.py list.txt -o corpus    # a list of your own, a folder of your own
    fetch_articles.py https://example.com/story page.html -o - | jq .title
    fetch_articles.py --explain page.html   # why each block was kept or cut
    fetch_articles.py output/failed.txt     # try again what failed

    from fetch_articles import extract_article
    article = extract_article(html, url)    # an Article, or None where there is none

Each JSON file holds the whole text of an article and nothing else, with its title, authors, dates
and the rest (see `Article`); what a page does not tell is null. What is saved is not fetched again,
what failed stands in failed.txt with the reason. One host gets one request at a time, with a pause
between two, and robots.txt is obeyed.

Exit status: 0 when every source was saved or was there already, 1 when at least one failed, 2 when
the command line or a list could not be used, 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.

The sections, in the order in which the data flows:

    Settings      the knobs, with units and reasons
    Records       what passes from one section to the next
    Read          sources -> jobs: lists, standard input, saved pages, normalized URLs, cookies
    Fetch         jobs -> pages: the crawler, one request, its connection and body, robots.txt
    Parse         page -> parsed page: charset, tree, JSON-LD, meta elements
    Metadata      parsed page -> title, authors, dates ...: a table of ranked sources
    Text          parsed page -> the article's text: blocks, two looks at each, a few rules
    Save          article -> file: names, atomic writes, what is there already, failed.txt
    Run           jobs -> outcomes: threads that fetch, processes that extract, the report
    Command line  arguments -> exit status
"""

from __future__ import annotations

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until `main` can, Ctrl-C ends it without a word

# Here is what every run needs. What loads slowly is imported where it is used: --help is quick.
import argparse
import bisect
import codecs
import contextlib
import dataclasses
import datetime as dt
import errno
import functools
import gc
import heapq
import ipaddress
import itertools
import json
import math
import os
import re
import shutil
import sys
import threading
import time
import unicodedata
import warnings
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, AnyStr, NamedTuple, NoReturn, TypeVar, cast
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    import socket
    import ssl
    from http.cookiejar import Cookie, CookieJar
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    import requests
    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString, PageElement
    from requests.adapters import HTTPAdapter

__version__ = "1.0.0"


class LazyPattern:
    """A regular expression that is compiled when it is first used: all of them take longer than
    `--help` may. It has the methods of one; bs4's searches want a real one."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._source), name)
        setattr(self, name, method)  # the next time Python finds it there
        return method


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression as `re.compile` gives it, in all that this script does with it.

    >>> regex("b+").search("abbc")[0]
    'bb'
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags))


# === Settings =====================================================================================
# The knobs, with their units and reasons. Those that the command line has too are its defaults.

CONCURRENT_REQUESTS = 16  # pages in flight, over all hosts
DOWNLOAD_DELAY = 1.0  # seconds between two requests to one host
CRAWL_DELAY_MAX = 30.0  # seconds; a longer Crawl-delay in robots.txt is cut to this
DOWNLOAD_TIMEOUT = 30.0  # seconds for one page, all of it
RETRY_TIMES = 2  # further tries after a passing fault
RETRY_AFTER_MAX = 120.0  # seconds; a server that asks for more is not asked again
DOWNLOAD_MAXSIZE = 10.0  # MB (10**6 bytes) of one page, after decompression
REDIRECT_MAX_TIMES = 20  # as browsers do
HOST_FAILURES_MAX = 3  # URLs in a row that find a host unreachable, before it is given up
OUTPUT_DIR = "output"
SOURCE_FILE = "urls.txt"
USER_AGENT = f"fetch_articles/{__version__} (one-off article download)"

# === Records ======================================================================================
# What passes from one section to the next. All are frozen; nothing else carries state between them.
# What went wrong passes as an ArticleError: `attempt` makes one of any exception.

Result = TypeVar("Result")


class ArticleError(Exception):
    """Why a source could not be saved, in words for people that tools can sort by their start.

    >>> str(ArticleError("HTTP 404 Not Found"))
    'HTTP 404 Not Found'
    """


def attempt(step: Callable[..., Result], *args: Any) -> Result | ArticleError:
    """What a step returns, or why it could not: here alone does any exception become a reason."""
    try:
        return step(*args)
    except ArticleError as error:
        return error
    except Exception as error:
        words = printable(f"{type(error).__name__}: {error}", SHOWN_LENGTH)
        return ArticleError(f"internal error: {words}")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    sources: tuple[str, ...] = ()
    output: str = OUTPUT_DIR
    jobs: int = CONCURRENT_REQUESTS
    delay: float = DOWNLOAD_DELAY
    timeout: float = DOWNLOAD_TIMEOUT
    retries: int = RETRY_TIMES
    max_size: float = DOWNLOAD_MAXSIZE
    refresh: bool = False
    keep_html: bool = False
    cookies: str | None = None
    user_agent: str = USER_AGENT
    ignore_robots: bool = False
    explain: bool = False
    verbosity: int = 0  # -1 quiet, 0 a line for each URL, 1 each step


@dataclass(frozen=True, slots=True)
class Job:
    """One article to get: what a line of a list or an argument came to."""

    source: str  # as listed: what a person is told, and what failed.txt repeats
    url: str  # what is asked for: as listed, less the fragment; it may hold a password
    key: str  # the URL as normalized: two jobs with one key are one
    path: Path | None = None  # the saved page to read instead of the network
    etag: str | None = None  # of the earlier save, for a conditional request (--refresh)
    last_modified: str | None = None
    broken: str | None = None  # why the line names nothing that can be got


@dataclass(frozen=True, slots=True)
class Page:
    """A page as received, before anything is made of it."""

    url: str  # asked for, without a password
    final_url: str  # after redirects, without a password
    body: bytes  # decompressed; characters not yet decoded
    content_type: str | None = None  # the Content-Type header
    http_status: int | None = None  # None for a saved page
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: str | None = None  # UTC, ISO 8601, to the second
    seconds: float = 0.0  # that the requests took, without the waiting for their turn


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the keys of its JSON file, in their order."""

    url: str
    final_url: str
    canonical_url: str | None = None
    site_name: str | None = None
    title: str | None = None
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    date_published: str | None = None
    date_modified: str | None = None
    language: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    image: str | None = None
    is_free: bool | None = None
    text: str = ""
    word_count: int = 0
    fetched_at: str | None = None
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetcher: str = f"fetch_articles/{__version__}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: `saved`, `unchanged` (there already, or 304), `explained` or `failed`."""

    job: Job
    status: str
    reason: str | None = None  # of a failure
    words: int = 0
    seconds: float = 0.0


# === Read =========================================================================================
# In: what the user named: lists, standard input, URLs, saved pages; a file of cookies.
# Out: one Job a source, in order, no URL twice; that of a line that is no source says why.

SAVED_PAGE_SUFFIXES = (".html", ".htm", ".html.gz", ".htm.gz")
SAVED_PAGE_HEAD = 1_000_000  # bytes searched for a saved page's own URL: past inlined styles
BINARY_SAMPLE = 8192  # bytes of a list that are looked at to tell text from something else
BINARY_SHARE = 0.3  # of junk in it: more than half of random bytes is, a text with a bad line less
SHOWN_LENGTH = 100  # characters of a broken line that are repeated in its reason
TIMESTAMP = "%Y-%m-%dT%H:%M:%SZ"  # ISO 8601, of what is UTC

# Parameters that tell the sender, not the page: each is put there by an advertising network, a
# mailing or a statistics program (named by it in its own manual), and none selects content.
TRACKING_PARAMETERS = {
    "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "pk_content", "_ga", "_gl",  # statistics
    "fbclid", "igsh", "igshid", "twclid", "ttclid", "li_fat_id", "epik", "rdt_cid",  # networks
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    "msclkid", "yclid", "ysclid", "_openstat", "wickedid",  # and the line above: search engines
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id",
}  # fmt: skip
TRACKING_PREFIXES = ("utm_", "mtm_", "__hs")
DEFAULT_PORTS = {"http": 80, "https": 443}
LIST_COMMENT = regex(r"(?:^|\s)#.*")
PAGE_WITH_SIGN = regex(r"([^#\s].*?\s#.*?\.html?(?:\.gz)?)(?:\s+#.*)?$", re.IGNORECASE)
PAGE_START = regex(
    r"\ufeff?\s*<(?:!doctype|\?xml|html|head|body)\b|(?:.*\n){0,9}MIME-Version:", re.IGNORECASE
)
UNSEEN_SPACE = "\ufeff\u200b\u200e\u200f\u2060"  # which comes along when a URL is copied
STORY_URL = regex(r"https?://[^/?]+[/?]+[^/?]", re.IGNORECASE)  # of more than a home page
SCHEME = regex(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
OTHER_SCHEME = regex(r"([a-z][a-z0-9+-]*):(?!\d+(?:/|$))", re.IGNORECASE)  # not host:port
SECOND_URL = regex(r"\s\S*://")
# What no URL holds: white space, control characters, what could not be decoded.
NOT_IN_URL = regex(r"[\s\x00-\x20\x7f-\x9f\ufffd\ud800-\udfff]")
UNPRINTABLE = regex(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff]"
)
HOST_LABEL = r"(?:[a-z0-9_-]|[^\x00-\x7f]){1,63}"
HOST_NAME = regex(rf"{HOST_LABEL}(?:\.{HOST_LABEL})*\.?", re.I)  # RFC 1123, and `_`, and IDN
IP_LITERAL = regex(r"(?:.*@)?\[([^\[\]]+)\](?::\d*)?")
BARE_HOST = regex(  # without a scheme only what has a dot, a port or is this machine
    rf"(?:{HOST_LABEL}(?:\.{HOST_LABEL})+\.?|localhost|{HOST_LABEL}(?=:\d))(?::\d+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
USERINFO = regex(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
PERHAPS_USERINFO = regex(
    r"^(?!mailto:|sip:|skype:|xmpp:)([a-z][a-z0-9+.-]*://)?(?:(?<=//)\S*|[^\s:]*:\S*)@",
    re.IGNORECASE,
)
OWN_URL = regex(  # a canonical link's href, an og:url's content
    rb"""<(?: link\b(?=[^<>]*\brel\s*=[^<>=]*\bcanonical\b) | meta\b(?=[^<>]*\bog:url\b))
        [^<>]* \s(?:href|content)\s*=\s* (?:"([^"]*)" | '([^']*)' | ([^\s"'<>]+))""",
    re.IGNORECASE | re.VERBOSE,
)
COOKIE_EXPIRY = regex(r"(?:-?[0-9]{1,15}(?:\.[0-9]*)?)?")
SAVED_FROM = regex(rb"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
COMMENT = regex(rb"<!--.*?(?:-->|\Z)", re.S)


class UsageError(Exception):
    """Why a run is impossible before it starts: one line, what is wrong and what to do."""


def read_sources(sources: Sequence[str]) -> list[Job]:
    """Jobs for all sources in order, each normalized URL once.

    Raises UsageError for a list that cannot be read, before anything is fetched.
    """
    jobs: dict[str, Job] = {}
    for source in sources:
        is_list = not (SCHEME.match(source) or is_saved_page(source))
        for job in read_list(source) if is_list else [read_line(source, None)]:
            jobs.setdefault(job.key, job)
    return list(jobs.values())


def read_list(name: str) -> Iterator[Job]:
    """The sources of a list, `-` being standard input; UsageError for what is no text in UTF-8."""
    content = read_bytes(name)
    sample = content[:BINARY_SAMPLE].decode("utf-8", "replace")
    junk = sum(char == "\ufffd" or (char < " " and char not in "\t\r\n\f") for char in sample)
    if junk > BINARY_SHARE * len(sample):
        shown = f"the list {printable(name)} is no UTF-8 text"
        raise UsageError(f"{shown}: give a text file with one URL a line")
    if PAGE_START.match(sample):
        shown = f"the list {printable(name)} is a page"
        raise UsageError(f"{shown}: to read it as one, save it as HTML, with a name in .html")
    for line in re.split(r"\r\n?|\n", content.decode("utf-8", "replace")):
        if entry := entry_of(line.strip(UNSEEN_SPACE), Path(name).parent):
            yield read_line(entry, Path(name).parent)


def entry_of(line: str, folder: Path) -> str:
    """A line of a list less its comment; a saved page that is there may have " #" in its name."""
    page = PAGE_WITH_SIGN.match(line)
    if page and (path := saved_page_path(page[1], folder)) and os.path.exists(path):
        return page[1]
    return LIST_COMMENT.sub("", line).strip()


def read_bytes(name: str) -> bytes:
    """What a list holds; UsageError, with advice, where it cannot be read."""
    if name == "-" and sys.stdin is None:
        raise UsageError("standard input is closed: name a list file or a URL")
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        advice = "name a list, a saved page or a URL"
        if BARE_HOST.match(name) and not name.endswith(".txt"):
            advice = f"for a URL write https://{printable(name)}"
        shown = f"cannot read the list {printable(name)}: {reason_of(error)}"
        raise UsageError(f"{shown} ({advice})") from None


def read_line(entry: str, folder: Path | None) -> Job:
    """The job of one line of a list in `folder`, or (None) of one argument."""
    try:
        if path := saved_page_path(entry, folder):
            return saved_page_job(entry, path)
        with contextlib.suppress(ValueError):  # bytes that the locale could not decode are UTF-8
            entry = entry.encode("utf-8", "surrogateescape").decode("utf-8")
        url = url_of(entry)
        return Job(strip_credentials(entry), url, normalize_url(url))
    except ArticleError as error:
        shown = without_secrets(entry)
        return Job(shown, shown, shown, broken=str(error))


def url_of(entry: str) -> str:
    """The URL that an entry stands for, less its fragment; ArticleError where it stands for none.

    A space in a URL is meant to be one, as for wget, unless another URL follows it.

    >>> url_of("example.com:8080/story#top"), url_of("https://example.com/a b")
    ('https://example.com:8080/story', 'https://example.com/a%20b')
    >>> url_of("mailto:ann@example.com")
    Traceback (most recent call last):
    fetch_articles.ArticleError: unsupported scheme: mailto
    """
    scheme = SCHEME.match(entry) or OTHER_SCHEME.match(entry)
    if scheme and scheme[1].lower() not in DEFAULT_PORTS:
        raise ArticleError(f"unsupported scheme: {printable(scheme[1].lower(), SHOWN_LENGTH)}")
    url = entry.partition("#")[0]
    if scheme and not SECOND_URL.search(url):
        url = url.replace(" ", "%20")
    elif BARE_HOST.match(bare := url.removeprefix("//")):
        url = f"https://{bare}"
    if NOT_IN_URL.search(url) or not has_valid_host(url):
        raise ArticleError(f"not a URL: {printable(without_secrets(entry), SHOWN_LENGTH)}")
    return url


def without_secrets(entry: str) -> str:
    """A line that is no URL, fit to be shown: what may be a password in it is not.

    >>> without_secrets("https://ann:secret@exam ple.com/"), without_secrets("some words @ann")
    ('https://***@exam ple.com/', 'some words @ann')
    """
    return printable(PERHAPS_USERINFO.sub(r"\1***@", entry))


def has_valid_host(url: str) -> bool:
    """Whether the host is a name or an address and the port a number (RFC 3986, 3.2).

    >>> has_valid_host("https://[::1]:80/"), has_valid_host("https://[::1/")
    (True, False)
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        if "[" in parts.netloc:
            literal = IP_LITERAL.fullmatch(parts.netloc)
            return bool(literal and ipaddress.IPv6Address(literal[1]))
    except ValueError:
        return False
    # A browser would end the host at a backslash.
    return "\\" not in parts.netloc and len(host) <= 253 and bool(HOST_NAME.fullmatch(host))


def normalize_url(url: str) -> str:
    """The form of a URL that names its article: two URLs with one form are one job.

    >>> normalize_url("HTTP://User:pw@Example.COM:80?utm_source=x&b=2&fbclid=1#top")
    'http://example.com/?b=2'
    >>> normalize_url("https://example.com/Story?id=1&ref=home")
    'https://example.com/Story?id=1&ref=home'
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    host = re.sub(rf":(?:{DEFAULT_PORTS.get(parts.scheme, '')})?$", "", host)
    query = "&".join(part for part in parts.query.split("&") if not is_tracking(part))
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


def is_tracking(parameter: str) -> bool:
    """Whether a part of a query only tells where the reader came from.

    >>> is_tracking("utm_source=mail"), is_tracking("source=mail")
    (True, False)
    """
    name = parameter.partition("=")[0].lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def strip_credentials(url: str) -> str:
    """The URL without user name and password, which are written nowhere.

    >>> strip_credentials("https://ann:secret@example.com/@ann")
    'https://example.com/@ann'
    """
    return USERINFO.sub(r"\1", url)


def printable(text: str, limit: int | None = None) -> str:
    """Text of unknown origin, safe for a terminal and for one line of a file.

    `limit` in characters, for what may be of any length.

    >>> printable("a\\x1b[2Jb"), printable("a long story", 7)
    ('a?[2Jb', 'a long…')
    """
    shown = UNPRINTABLE.sub("?", text)
    return shown if limit is None or len(shown) <= limit else f"{shown[: limit - 1]}…"


def reason_of(error: Exception) -> str:
    """What an operating system or a codec says went wrong, in its own words and no more."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def is_saved_page(source: str) -> bool:
    return source.lower().endswith(SAVED_PAGE_SUFFIXES)


def saved_page_path(entry: str, folder: Path | None) -> Path | None:
    """The file that a line names, None where it names a URL: of `example.com/story.html` without a
    scheme in a list, the file if there is one, else the URL; an argument is then always the file.
    """
    if not is_saved_page(entry) or SCHEME.match(entry):
        return None
    path = (folder or Path()) / entry
    if folder is not None and "/" in entry and BARE_HOST.match(entry) and not os.path.exists(path):
        return None
    return path


def saved_page_job(entry: str, path: Path) -> Job:
    """The job of a saved page, which is named by the page's own word for its URL."""
    try:
        url = url_in_page(read_page_file(path, SAVED_PAGE_HEAD)) or path.resolve().as_uri()
    except (OSError, EOFError, ValueError):  # read_saved_page will say why
        url = f"file:///{quote(str(path), errors='replace').lstrip('/')}"
    return Job(printable(entry), url, normalize_url(url), path)


def url_in_page(head: bytes) -> str | None:
    """The http(s) URL that a page gives as its own: canonical link, og:url, or the comment.

    >>> url_in_page(b'<link href="https://example.com/a?b=1&amp;c=2" rel=canonical>')
    'https://example.com/a?b=1&c=2'
    >>> url_in_page(b'<!-- <link rel="canonical" href="https://example.com/a"> -->')
    """
    head = head.replace(b"\0", b"")  # UTF-16 is ASCII then, too
    tags = COMMENT.sub(b"", head)
    links = sorted(OWN_URL.finditer(tags), key=lambda match: match[0][:5].lower() == b"<meta")
    written = [match[1] or match[2] or match[3] or b"" for match in links]
    for octets in written + SAVED_FROM.findall(head):
        text = unescape(octets.decode("utf-8", "replace")).strip()
        url = strip_credentials(text.partition("#")[0])
        # One of the home page names the site: many pages have it, and each is a source of its own.
        if STORY_URL.match(url) and has_valid_host(url):
            return url
    return None


def read_saved_page(job: Job, max_size: float = DOWNLOAD_MAXSIZE) -> Page:
    """The saved page of a job with a path; ArticleError where it cannot be read.

    Over `max_size` MB, unpacked, it is refused.
    """
    assert job.path is not None
    limit = int(max_size * 1_000_000)
    try:
        body = read_page_file(job.path, limit + 1)
        if len(body) > limit:
            raise ValueError(f"too large: over {max_size:g} MB")
    except (OSError, EOFError, ValueError) as error:
        raise ArticleError(f"cannot read {printable(job.path.name)}: {reason_of(error)}") from None
    if found := not_html_type(body[:HTML_SAMPLE], "text/html"):
        raise ArticleError(f"not HTML: {found}")
    return Page(job.url, job.url, body, fetched_at=time.strftime(TIMESTAMP, time.gmtime()))


def read_page_file(path: Path, limit: int) -> bytes:
    """The first `limit` bytes of a saved page, unpacked; zlib's error comes as a ValueError."""
    import gzip

    if path.is_fifo():
        raise ValueError("a pipe, not a file")
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            return file.read(limit)
    except zlib.error as error:
        raise ValueError(f"broken gzip: {error}") from None


def load_cookies(path: str, warn: Callable[[str], None]) -> CookieJar:
    """A jar filled from a Netscape cookies.txt, as curl, wget and yt-dlp read it: lines that are no
    cookies are skipped, and `warn` is told of them.

    Raises UsageError where the file cannot be read or has such lines alone. It is never written.
    """
    shown = f"the cookies file {printable(path)}"
    cookies: list[Cookie] = []
    odd: list[int] = []  # numbers of lines
    try:
        lines = Path(path).read_text("utf-8-sig", "replace").split("\n")
        for number, line in enumerate(lines, 1):
            line = line.removeprefix("#HttpOnly_")
            if line.startswith("#") or not line.strip():
                continue
            if cookie := cookie_from_line(line):
                cookies.append(cookie)
            else:
                odd.append(number)
        if odd and not cookies:
            raise ValueError(f"line {odd[0]} is no cookie")
    except (OSError, ValueError) as error:
        reason = f"{reason_of(error)} (it must be a Netscape cookies.txt)"
        raise UsageError(f"cannot read {shown}: {reason}") from None
    if odd:
        warn(f"{shown}: lines that are no cookies, skipped: {len(odd)}, the first is line {odd[0]}")
    return new_cookie_jar(cookies)


def cookie_from_line(line: str) -> Cookie | None:
    """One line of a cookies.txt: domain, subdomains too, path, secure, expiry, name, value; None
    where it is something else."""
    from requests.cookies import create_cookie

    fields = [*line.split("\t"), ""]  # curl, too, takes a line without a value
    if len(fields) not in (7, 8) or not COOKIE_EXPIRY.fullmatch(fields[4]):
        return None
    domain, subdomains, path, secure, expiry, name, value = fields[:7]
    cookie: Cookie = create_cookie(  # type: ignore[no-untyped-call]
        name,
        value,
        domain=domain if "." in domain else f"{domain}.local",  # as http.cookiejar names it
        path=path or "/",
        secure=secure.upper() == "TRUE",
        expires=max(0, int(float(expiry or 0))) or None,  # 0: until the browser is closed
    )
    cookie.domain_specified = subdomains.upper() == "TRUE"
    return cookie


def new_cookie_jar(cookies: Iterable[Cookie]) -> CookieJar:
    """A jar that sends a cookie to its own domain only, as browsers do."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    strict = DefaultCookiePolicy.DomainStrictNonDomain
    jar = CookieJar(DefaultCookiePolicy(strict_ns_domain=strict))
    for cookie in cookies:
        jar.set_cookie(cookie)
    return jar


# === Fetch ========================================================================================
# In: jobs whose pages are on the web.
# Out: for each job its Page, or an ArticleError with the reason.
#
# A Visit is a job under way, with the URL of its next request. Each Host lets its visits go one at
# a time, `delay` seconds apart; a heap orders the hosts by when they are due. A thread takes the
# first host, makes that one request without holding the lock, and puts the visit where its next
# request belongs: a redirect at the host it leads to, a retry at its own host but later, a page
# behind the robots.txt that it needs. So no thread sleeps with a job in hand.

CHUNK = 65536  # bytes read, or decompressed, at a time
WAKE_UP = 0.5  # seconds after which a blocked read looks whether the run has been stopped
SHORT_ANSWER_TIME = 5.0  # seconds for the body of what is no page: a redirect, an error
IDLE_CONNECTIONS_MAX = 100  # hosts whose connection is kept: memory and descriptors are limited
RETRY_BACKOFF = 1.0  # seconds before the first further try; doubled for each one after it
RETRY_BACKOFF_MAX = 60.0  # seconds
RESTS_MAX = 6  # pauses in a row of a host that is too busy: together a minute ...
NAMED_RESTS_MAX = 600.0  # ... and, where it names their length, seconds
ROBOTS_MAX_SIZE = 500 * 1024  # bytes that RFC 9309 (2.5) asks a crawler to read at least
ROBOTS_REDIRECT_MAX = 5  # RFC 9309 (2.3.1.2)
REFRESH_MAX_SIZE = 8192  # bytes: pages that only send the reader on are shorter
REFRESH_MAX_TEXT = 250  # characters: "You are being redirected, click here if nothing happens"
CHALLENGE_MAX_TEXT = 2_000  # characters: one that asks for a human says little else
CHALLENGE_STATUSES = {403, 405, 503}  # that such a page has, if it does not say 200
REASON_MAX = 120  # characters of what a server said that are repeated in a reason
TAGLESS_MIN = 500  # bytes of what calls itself HTML and has no tag: a line may do without
HTML_SAMPLE = 4096  # bytes of a page that are looked at to tell HTML from something else
BINARY_BYTES_SHARE = 0.05  # of a page's start: random bytes have 0.1, texts none

HTML_TYPES = {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "*/*"}
# How what is plainly no HTML begins, whatever its Content-Type says (MIME Sniffing standard).
NOT_HTML = (
    ("application/pdf", regex(rb"%PDF-")),
    ("application/rtf", regex(rb"\{\\rtf")),
    ("application/json", regex(rb"[{\[][^<]*\Z")),
    ("application/msword", regex(rb"\xd0\xcf\x11\xe0")),
    ("application/xml", regex(rb"(?:<[?!][^<>]*>\s*)*<(?:rss|feed|rdf|urlset|sitemap)")),
)
# That standard's binary data bytes, less NUL, which UTF-16 is full of.
BINARY_BYTES = regex(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
LOOKS_LIKE_TAG = regex(rb"<[a-z!/?]", re.I)
HEADER_VALUE = regex(r"[\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]*")
# What a reader does not see of a page that stands in the way, or only without scripts.
HIDDEN = rb"<!--.*?(?:-->|\Z)|<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)"
NOT_SHOWN = regex(HIDDEN, re.S | re.I)
MARKUP = regex(HIDDEN + rb"|<[^<>]*>", re.S | re.I)
REFRESH = regex(  # every repeat ends at what the next one begins with: no page can hold it up
    r"""<meta\b (?=[^<>]* http-equiv\s*= [\s"']* refresh\b)
        [^<>]* content\s*= [\s"'\d.;,]* url\s*= [\s"']* (?P<url>[^"'\s<>]+)""",
    re.I | re.X,
)
HUMAN_CHECK = regex(  # what pages say that ask their reader to prove to be human
    r"just a moment|checking (?:your browser|if the site connection)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:human|robot)|not a (?:ro)?bot\b"
    r"|unusual (?:traffic|activity)|security (?:check|verification)"
    r"|review the security of your connection|attention required|pardon our interruption"
    r"|your request is being verified|captcha(?![^.!?]{0,150}google)"  # else a form's small print
    r"|ddos protection|enable (?:javascript and cookies|js and disable any ad ?blocker)"
    r"|bot(?:-| )?(?:detection|verification)"
    r"|kein roboter|ein (?:mensch|roboter) sind|pas un robot|no (?:eres|es|soy) un robot"
    r"|não (?:é|sou) um robô|non (?:sei|essere|sono) un robot|geen robot|nie jeste(?:ś|m) robotem"
    r"|(?:inte är|ikke er) en robot|et ole robotti|nejste robot|nem (?:vagy )?robot"
    r"|nu sunteți (?:un )?robot|robot olmadığınızı|δεν είστε ρομπότ|(?:не|нисте) робот"
    r"|проверка браузера|bukan robot"
    r"|không phải (?:là )?(?:robot|người máy)|人机验证|人機驗證|安全验证|不是(?:机器人|機器人)"
    r"|ロボットでは(?:あり|ない)|로봇이 아[니님닙]|لست روبوت|ربات نیستید|אינ(?:ך|כם) רובוט"
    r"|ไม่ใช่หุ่นยนต์|रोबोट नहीं",
    re.I,
)
PRODUCT_TOKEN = regex(r"[a-z_-]+|\*")
OUR_TOKENS = regex(r"^[a-z_-]+|[a-z_-]+(?=\d*/)")  # the first name, and all with a version
DECIMAL = regex(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
ESCAPE = regex(r"%[0-9a-f]{2}", re.I)
BARE_PERCENT = regex(r"%(?![0-9a-f]{2})", re.I)
NUMBERS_OF_ERRORS = regex(r"\[[^\]]*\]|\(_ssl[^)]*\)")  # [Errno 101], (_ssl.c:1006)


class Clock:
    """The time as the crawler sees it, in seconds; a test puts its own in this place."""

    def monotonic(self) -> float:
        return time.monotonic()

    def wait(self, condition: threading.Condition, seconds: float | None) -> None:
        """Waits for a notice on a condition that is held; None waits as long as it takes."""
        condition.wait(seconds)


class Fault(ArticleError):
    """A failure of the network or of a server, and what it means for further tries."""

    def __init__(
        self,
        reason: str,
        passing: bool = True,  # another try may go better
        unreachable: bool = False,  # the host gave no sign of life
        too_busy: bool = False,  # the server asks for fewer requests, not for other ones
        retry_after: float | None = None,  # seconds that it asked for
    ) -> None:
        super().__init__(reason)
        self.passing, self.unreachable = passing, unreachable
        self.too_busy, self.retry_after = too_busy, retry_after


@dataclass(slots=True, eq=False)
class Visit:
    """A job under way, or the robots.txt that its host needs first."""

    job: Job
    url: str  # of the next request: it changes with each redirect
    asker: Visit | None = None  # of a robots.txt: the visit that waits for it
    due: float = 0.0  # monotonic seconds; no request before
    hops: int = 0  # redirects followed
    tries: int = 0  # failed ones
    spent: float = 0.0  # seconds of the time limit that earlier hops have used
    cookies: CookieJar | None = None
    is_public: bool = False  # a redirect from outside: it must not lead into a private network
    # The request that is on its way:
    deadline: float = 0.0  # time.monotonic() when it has to be through
    dialled: bool = False  # it has opened a connection, not found one open
    heard: bool = False  # a byte of the answer has come


@dataclass(slots=True)
class Host:
    """One host and its visits."""

    delay: float  # seconds between two requests
    robots: Robots | None  # None until it has been asked for
    waiting: deque[Visit] = field(default_factory=deque)  # first what was begun, so that it ends
    current: Visit | None = None  # whose request is on its way
    asking: bool = False  # its robots.txt is on its way, and its pages wait for that
    ready_at: float = 0.0  # monotonic seconds; no request before
    ticket: int = 0  # which entry in the queue of hosts counts
    rests: int = 0  # pauses that it got because it was too busy, and has not answered since
    rested: float = 0.0  # seconds that these took
    failures: list[str] = field(default_factory=list)  # of the last URLs, that found it unreachable
    given_up: str | None = None

    def next_visit(self, now: float) -> Visit | None:
        """Who goes next: the first in line that is due, else who will be first. None where nobody
        is left, or all wait for robots.txt."""
        able = [visit for visit in self.waiting if visit.asker] if self.asking else self.waiting
        due = (visit for visit in able if visit.due <= now)
        return next(due, None) or min(able, key=lambda visit: visit.due, default=None)

    def refusal_of(self, visit: Visit) -> ArticleError | None:
        """Why a visit's request must not be made, None where it may."""
        if self.given_up is not None:
            return Fault(self.given_up, passing=False, unreachable=True)
        if visit.asker is None and self.robots and not is_allowed(self.robots, visit.url):
            return ArticleError(self.robots.refusal)
        return None


class Crawler:
    """Gets pages from many hosts at once, and from each host one at a time.

    Any number of threads call `next_result`; each makes whatever request is due, while fewer than
    `options.jobs` pages are on their way. One condition guards the state and is never held during a
    request or a look-up. `log` is told each step.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        options: Options,
        clock: Clock | None = None,
        log: Callable[[str], None] | None = None,
        cookies: CookieJar | None = None,
    ) -> None:
        self.options = options
        self.clock = clock or Clock()
        self.log = log or (lambda step: None)
        self.changed = threading.Condition()
        self.tickets = itertools.count(1)
        self.hosts: dict[str, Host] = {}
        self.queue: list[tuple[float, int, Host]] = []  # heap: hosts by when they are due
        self.finished: deque[tuple[Job, Page | ArticleError]] = deque()
        self.unfinished = len(jobs)  # whose result has not been handed out
        self.in_flight = 0  # requests for pages: a robots.txt is short, and holds none of them up
        self.stopped = False
        for job in jobs:
            visit = Visit(job, strip_credentials(job.url), cookies=cookies)
            self._host(job.url).waiting.append(visit)
        with self.changed:
            for host in self.hosts.values():
                self._schedule(host)
        if self.unfinished:  # here: threads that import it at one time would find it half loaded
            from requests.utils import get_environ_proxies

            self.adapter = open_adapter(options.jobs)
            self.proxies_for = functools.cache(get_environ_proxies)  # to look takes a millisecond

    def next_result(self) -> tuple[Job, Page | ArticleError] | None:
        """Works until some job is finished; returns it with its page or the reason of failure,
        or None when all jobs have been handed out, or after `stop`.
        """
        while True:
            with self.changed:
                self._wait_for_work()
                if self.stopped or not self.unfinished:
                    return None
                if self.finished:
                    self.unfinished -= 1
                    self.changed.notify_all()
                    return self.finished.popleft()
                host = heapq.heappop(self.queue)[2]
                visit = self._begin(host)
                if visit is None:
                    continue
                self.in_flight += visit.asker is None
            answer = self._get(visit)
            with self.changed:
                self.in_flight -= visit.asker is None
                self.changed.notify()
                if not self.stopped:
                    self._settle(host, visit, answer)

    def stop(self) -> None:
        """Makes all calls of `next_result` return None soon; requests in flight are abandoned."""
        with self.changed:
            self.stopped = True
            for host in self.hosts.values():
                if host.current is not None:
                    host.current.deadline = 0.0
            self.changed.notify_all()

    # The rest, up to _get, is bookkeeping: the lock is held.

    def _host(self, url: str) -> Host:
        robots = Robots() if self.options.ignore_robots else None
        return self.hosts.setdefault(authority_of(url), Host(self.options.delay, robots))

    def _schedule(self, host: Host) -> None:
        """Puts a host in the queue, behind the others that are due as early."""
        if host.current is None and (visit := host.next_visit(self.clock.monotonic())):
            due = max(host.ready_at, visit.due) if host.given_up is None else 0.0
            host.ticket = next(self.tickets)  # an older entry of this host is void now
            heapq.heappush(self.queue, (due, host.ticket, host))
            self.changed.notify()

    def _wait_for_work(self) -> None:
        """Returns when a host is due, a result is there, or nothing is left to do."""
        while self.unfinished and not self.stopped and not self.finished:
            while self.queue and self.queue[0][1] != self.queue[0][2].ticket:
                heapq.heappop(self.queue)
            seconds = self.queue[0][0] - self.clock.monotonic() if self.queue else None
            if self.in_flight >= self.options.jobs:
                seconds = None  # until a request has ended
            if seconds is not None and seconds <= 0:
                return
            self.clock.wait(self.changed, seconds)

    def _begin(self, host: Host) -> Visit | None:
        """The visit whose request the calling thread makes now, or None where none is needed."""
        visit = host.next_visit(self.clock.monotonic())
        assert visit is not None  # or the host would not be in the queue
        host.waiting.remove(visit)
        if refusal := host.refusal_of(visit):
            self._conclude(host, visit, refusal)
            self._schedule(host)
            return None
        if visit.asker is None and host.robots is None:
            host.asking = True
            asked = urljoin(visit.url, "/robots.txt")
            visit = Visit(visit.job, asked, asker=visit, is_public=visit.is_public)
        # Sockets wait in real time, whatever the clock. Set here, so that `stop` can unset it.
        visit.deadline = time.monotonic() + self.options.timeout - visit.spent
        host.current = visit
        return visit

    def _settle(self, host: Host, visit: Visit, answer: Page | Robots | str | ArticleError) -> None:
        """Takes note of how a request went, and decides what comes next for its visit."""
        host.current = None
        # Measured from the end of a request, so that the server sees the pause at least.
        host.ready_at = self.clock.monotonic() + host.delay
        fault = answer if isinstance(answer, Fault) else None
        if fault is None or not fault.unreachable:
            host.failures.clear()
            if not (fault and fault.too_busy):
                host.rests, host.rested = 0, 0.0
        if isinstance(answer, str):
            visit.url = answer
            visit.hops += 1
            self._put(self._host(answer), visit)
        elif fault and fault.passing and visit.tries < self.options.retries:
            self._retry(host, visit, fault)
        else:
            self._conclude(host, visit, answer)
            if fault and fault.passing and fault.retry_after is not None:
                self._rest(host, fault, fault.retry_after)
        self._schedule(host)

    def _put(self, host: Host, visit: Visit) -> None:
        """Puts a visit that is under way in front of those that have yet to begin."""
        host.waiting.appendleft(visit)
        self._schedule(host)

    def _retry(self, host: Host, visit: Visit, fault: Fault) -> None:
        """Tries again later. A host that cannot be reached, or is too busy, is left alone.

        Half of the pause is chance, which keeps many clients from coming back in step.
        """
        import random

        longest = min(RETRY_BACKOFF * 2 ** max(visit.tries, host.rests), RETRY_BACKOFF_MAX)
        pause = fault.retry_after
        if pause is None:
            pause = random.uniform(longest / 2, longest)
        visit.tries += 1
        visit.spent = 0.0
        visit.due = self.clock.monotonic() + pause
        if fault.unreachable:
            host.ready_at = max(host.ready_at, visit.due)
        elif fault.too_busy:
            self._rest(host, fault, pause)
        self._put(host, visit)

    def _rest(self, host: Host, fault: Fault, pause: float) -> None:
        """Leaves a host alone that is too busy, for `pause` seconds.

        One that stays so after RESTS_MAX ever longer pauses, or those that it named, gets no more:
        else a hundred URLs that it never answers would take hours.
        """
        is_named = fault.retry_after is not None
        if host.rests < RESTS_MAX or (is_named and host.rested < NAMED_RESTS_MAX):
            host.ready_at = max(host.ready_at, self.clock.monotonic() + pause)
            host.rests = min(host.rests + 1, RESTS_MAX)
            host.rested += pause

    def _conclude(self, host: Host, visit: Visit, result: Page | Robots | ArticleError) -> None:
        """No more requests for this visit. Too many in a row that find no host end all others."""
        if isinstance(result, Fault) and result.unreachable and host.given_up is None:
            host.failures.append(str(result))
            if len(host.failures) >= HOST_FAILURES_MAX:
                host.given_up = f"host unreachable: {host.failures[0]}"
        if visit.asker is not None:
            self._learn_rules(host, visit, visit.asker, result)
        else:
            assert not isinstance(result, Robots)
            self.finished.append((visit.job, result))

    def _learn_rules(
        self, host: Host, visit: Visit, asker: Visit, result: Page | Robots | ArticleError
    ) -> None:
        """A robots.txt is read, or will not be: let the pages of its host go on.

        A host that cannot be reached fails the page that asked; the next page asks again, until
        the host is given up. After other faults nothing is allowed (RFC 9309, 2.3.1.4), and the
        pages fail for the same reason.
        """
        home = self._host(asker.url)
        home.asking = False
        if isinstance(result, Fault) and result.unreachable and host is home:
            self.finished.append((asker.job, result))
            self._schedule(home)
            return
        robots = result if isinstance(result, Robots) else nothing_allowed(str(result))
        # Redirected to another robots.txt, it is that host's own as well.
        is_shared = urlsplit(visit.url).path == "/robots.txt"
        for ruled in (home, host) if is_shared else (home,):
            ruled.robots = ruled.robots or robots
            ruled.delay = max(ruled.delay, robots.delay)
            ruled.ready_at = max(ruled.ready_at, self.clock.monotonic() + ruled.delay)
        self._put(home, asker)

    # From here on the lock is not held, and the visit is this thread's alone.

    def _get(self, visit: Visit) -> Page | Robots | str | ArticleError:
        """Makes one request. Returns a page, rules, a reason of failure, or the URL to go to."""
        self.log(f"GET {visit.url}")
        started = time.monotonic()
        answer = attempt(self._request, visit)
        visit.spent += time.monotonic() - started
        if isinstance(answer, Page):
            return dataclasses.replace(answer, seconds=visit.spent)
        if isinstance(answer, ArticleError):
            self.log(f"{answer} {visit.url}")
            if visit.asker and not isinstance(answer, Fault):
                return Robots()  # it leads nowhere, which forbids nothing (RFC 9309, 2.3.1.3)
        return answer

    def _request(self, visit: Visit, is_second: bool = False) -> Page | Robots | str:
        from http.client import HTTPException

        from urllib3.exceptions import HTTPError

        THREAD.visit = visit
        visit.dialled = visit.heard = False
        try:
            response = self.adapter.send(
                self._prepare(visit),
                stream=True,
                timeout=max(visit.deadline - time.monotonic(), 0.01),
                proxies=self.proxies_for(urljoin(visit.url, "/")),
            )
            response.raw.enforce_content_length = True  # urllib3 1.26 does not by itself
            with contextlib.closing(response):
                return self._read(visit, response)
        except (OSError, HTTPError, HTTPException, ValueError) as error:
            fault = fault_of(error, visit.heard, self.options.timeout)
            if is_second or visit.dialled or visit.heard or fault.unreachable:
                # After redirects that took most of the time, silence tells nothing of this host.
                fault.unreachable &= visit.spent < self.options.timeout / 2
                raise fault from error
        # As browsers and curl do: the server had closed the connection before we used it.
        return self._request(visit, is_second=True)

    def _prepare(self, visit: Visit) -> requests.PreparedRequest:
        """The request of a visit, with the headers that belong to its host and no others.

        No Session: it would read a .netrc, keep cookies from page to page, and read the whole
        body of a redirect, whatever its length.
        """
        import requests
        from requests.cookies import get_cookie_header

        headers: dict[str, str | bytes] = {
            "User-Agent": self.options.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }
        auth: Any = None
        if visit.asker is None:
            auth = password_for(visit.job.url, visit.url)
            headers |= validators(visit.job)
        # Over one "%" that begins no escape, requests would escape those of all others again.
        url = BARE_PERCENT.sub("%25", visit.url)
        request = requests.Request("GET", url, headers, auth=auth).prepare()
        jar = visit.cookies
        if jar is not None and (cookie := get_cookie_header(jar, request)):  # type: ignore[no-untyped-call]
            request.headers["Cookie"] = cookie.encode("utf-8")
        return request

    def _read(self, visit: Visit, response: requests.Response) -> Page | Robots | str:
        """Makes of an answer a page, the rules of a robots.txt, or the URL to go to."""
        from urllib3.exceptions import HTTPError

        status = response.status_code
        is_page = 200 <= status < 300 and status not in (204, 205, 206)  # empty, or a part
        has_end = "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
        said = b""
        if has_end and not is_page:  # a short answer is read, which also keeps its connection
            visit.deadline = min(visit.deadline, time.monotonic() + SHORT_ANSWER_TIME)
            with contextlib.suppress(HTTPError, OSError, ArticleError):
                said = read_body(response, CHUNK)
        if response.is_redirect and (location := response.headers["Location"].strip()):
            octets = location.encode("latin-1", "replace")  # as they came, which was not as Latin-1
            return redirected(visit, response, quote(octets, safe="/:?#[]@!$&'()*+,;=%~"))
        if visit.asker is not None and status != 429 and status < 500:
            text = read_body(response, ROBOTS_MAX_SIZE) if status == 200 else b""
            return parse_robots(text, self.options.user_agent)
        is_same = status == 304 and bool(validators(visit.job))
        if not is_page and not is_same:
            if visit.asker is None and status in CHALLENGE_STATUSES and is_challenge(said):
                raise ArticleError("bot challenge")
            raise status_fault(response)
        body = b"" if is_same else read_page(response, self.options.max_size)
        refresh = response.headers.get("Refresh", "").encode("latin-1", "replace")
        refresh = b'<meta http-equiv="refresh" content="%b">' % refresh if refresh else b""
        if target := refresh_target(refresh + body, visit.url):
            return redirected(visit, response, target)
        return Page(
            url=strip_credentials(visit.job.url),
            final_url=response.url if visit.hops else visit.url,
            body=body,
            content_type=response.headers.get("Content-Type"),
            http_status=status,
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            fetched_at=time.strftime(TIMESTAMP, time.gmtime()),
        )


# --- addresses ------------------------------------------------------------------------------------


def authority_of(url: str) -> str:
    """The host and port that a URL's requests go to, http and https of one host being one."""
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")  # with or without the root's dot it is one host
    with contextlib.suppress(UnicodeError):
        name = name.encode("idna").decode("ascii")
    return name if parts.port in (None, 80, 443) else f"{name}:{parts.port}"


def validators(job: Job) -> dict[str, str]:
    """The headers that ask for a page only if it has changed since it was saved."""
    found = {"If-None-Match": job.etag, "If-Modified-Since": job.last_modified}
    return {name: text for name, text in found.items() if text and HEADER_VALUE.fullmatch(text)}


def password_for(listed: str, url: str) -> tuple[bytes, bytes] | None:
    """User and password of a listed URL, if they may go to another: same host, no less secret."""
    from requests.utils import get_auth_from_url

    user, password = get_auth_from_url(listed)
    is_as_secret = urlsplit(url).scheme in ("https", urlsplit(listed).scheme)
    if not user or not is_as_secret or authority_of(listed) != authority_of(url):
        return None
    return user.encode("utf-8"), password.encode("utf-8")


def redirected(visit: Visit, response: requests.Response, target: str) -> str:
    """The URL to follow, less fragment and password; ArticleError if it must not be followed.

    Cookies that the answer sets are for the rest of this visit: the next starts from the file.
    """
    from requests.cookies import extract_cookies_to_jar

    if "Set-Cookie" in response.headers:
        visit.cookies = new_cookie_jar(visit.cookies or ())
        extract_cookies_to_jar(visit.cookies, response.request, response.raw)  # type: ignore[no-untyped-call]
    if visit.hops >= (ROBOTS_REDIRECT_MAX if visit.asker else REDIRECT_MAX_TIMES):
        raise ArticleError("too many redirects")
    try:
        parts = urlsplit(urljoin(visit.url, target))
        named = parts._replace(netloc=unquote(parts.netloc)).geturl()  # past ASCII it came as UTF-8
    except ValueError as error:
        raise ArticleError(f"not a URL: {printable(str(error), REASON_MAX)}") from None
    url = strip_credentials(url_of(named))
    before, after = urlsplit(visit.url).hostname or "", urlsplit(url).hostname or ""
    if after != before:
        visit.is_public = visit.is_public or not in_time(visit, is_private, before)
    if visit.is_public and in_time(visit, is_private, after):
        raise ArticleError(f"unsafe redirect: {printable(url, REASON_MAX)}")
    return url


def is_private(name: str) -> bool:
    """Whether a host name or address leads into a private network or to this machine.

    The system resolves it, so that every odd spelling counts. False for what has no address.

    >>> is_private("127.1"), is_private("[::ffff:10.0.0.1]"), is_private("9.9.9.9")
    (True, True, False)
    """
    import socket

    try:
        found = socket.getaddrinfo(name.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    return any(not (getattr(a, "ipv4_mapped", None) or a).is_global for a in addresses)


# --- the connection -------------------------------------------------------------------------------

THREAD = threading.local()  # .visit: the one whose request this thread is making
TLS_LOCK = threading.Lock()  # at the start all threads would load the certificates, each for itself


def open_adapter(jobs: int) -> HTTPAdapter:
    """An HTTPAdapter whose connections keep the time limit of the visit that uses them.

    All share one TLS context: to load the certificates anew for each connection, as requests does,
    takes longer than the download.
    """
    from requests.adapters import HTTPAdapter

    class Adapter(HTTPAdapter):
        def cert_verify(self, conn: Any, *args: Any, **named: Any) -> None:
            """Called before each request, with the pool of connections that it will use."""
            conn.ConnectionCls = functools.partial(open_connection, type(conn).ConnectionCls)
            if conn.scheme == "https":
                with TLS_LOCK:
                    conn.conn_kw["ssl_context"] = tls_context()

    return Adapter(max(IDLE_CONNECTIONS_MAX, jobs), pool_maxsize=jobs, max_retries=0)


def open_connection(kind: Any, /, *args: Any, **named: Any) -> Any:
    """A connection of urllib3 that connects, and reads answers, with the functions below."""
    connection = kind(*args, **named)
    connection.connect = functools.partial(connect, connection)
    connection.response_class = open_response
    return connection


def connect(connection: Any) -> None:
    """Connects; ArticleError where a name that was public when it was looked up is so no more."""
    visit = THREAD.visit
    visit.dialled = True
    in_time(visit, type(connection).connect, connection)
    is_guarded = visit.is_public and not connection.proxy
    if is_guarded and is_private(connection.sock.getpeername()[0]):
        raise ArticleError(f"unsafe redirect: {printable(visit.url, REASON_MAX)}")


def in_time(visit: Visit, step: Callable[..., Result], *args: Any) -> Result:
    """What a step returns that has no time limit of its own: a look-up, a TLS handshake.

    Raises TimeoutError when the visit's time is up; a thread is left behind then, for the system
    breaks off no look-up.
    """
    from concurrent.futures import ThreadPoolExecutor
    from concurrent.futures import TimeoutError as WaitError

    executor = ThreadPoolExecutor(1, initializer=setattr, initargs=(THREAD, "visit", visit))
    try:
        return executor.submit(step, *args).result(max(visit.deadline - time.monotonic(), 0.0))
    except WaitError:
        raise TimeoutError("the time for this page is up") from None
    finally:
        executor.shutdown(wait=False)


def open_response(sock: socket.socket, *args: Any, **named: Any) -> Any:
    """A response of http.client that is read with the functions below."""
    from http.client import HTTPResponse

    response: Any = HTTPResponse(sock, *args, **named)
    response.fp.raw.readinto = functools.partial(read_in_time, THREAD.visit, sock)
    response.begin = functools.partial(read_head, response)
    return response


def read_head(response: Any) -> None:
    """Reads the head, past early hints and their like, which http.client takes for it."""
    type(response).begin(response)
    while 102 <= response.status < 200:
        response.headers = None  # as before the first
        type(response).begin(response)


def read_in_time(visit: Visit, sock: socket.socket, buffer: Any) -> int:
    """Reads into a buffer what has come; TimeoutError when the time for the page is up.

    A socket's own time limit starts anew with each byte, and http.client reads until a line or
    a length is complete; here the time left for the whole page limits each single read.
    """
    while (left := visit.deadline - time.monotonic()) > 0:
        sock.settimeout(min(left, WAKE_UP))
        with contextlib.suppress(TimeoutError):
            count = sock.recv_into(buffer)
            visit.heard |= count > 0
            return count
    raise TimeoutError("the time for this page is up")


@functools.cache
def tls_context() -> ssl.SSLContext:
    """The SSLContext for all hosts, with the certificates that requests would trust."""
    from requests.utils import DEFAULT_CA_BUNDLE_PATH
    from urllib3.util.ssl_ import create_urllib3_context

    bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    bundle = bundle or DEFAULT_CA_BUNDLE_PATH
    context = create_urllib3_context()
    try:
        context.load_verify_locations(**{"capath" if Path(bundle).is_dir() else "cafile": bundle})
    except OSError as error:
        raise ArticleError(f"TLS: cannot read the certificates in {bundle}") from error
    return context


# --- the answer -----------------------------------------------------------------------------------


def read_page(response: requests.Response, max_size: float) -> bytes:
    """The whole body of an HTML page, of at most `max_size` MB, decompressed.

    Raises ArticleError where it is not HTML or too large, Fault where it is damaged or cut short.
    """
    declared = re.split("[;,]", response.headers.get("Content-Type", ""))[0].strip().lower()
    if declared not in HTML_TYPES and "/" in declared:
        raise ArticleError(f"not HTML: {printable(declared, REASON_MAX)}")
    limit = int(max_size * 1_000_000)
    announced = response.raw.length_remaining or 0  # bytes; none where Transfer-Encoding rules
    if announced > limit or len(body := read_body(response, limit)) > limit:
        raise ArticleError(f"too large: over {max_size:g} MB")
    if found := not_html_type(body[:HTML_SAMPLE], declared):
        raise ArticleError(f"not HTML: {found}")
    return body


def read_body(response: requests.Response, limit: int) -> bytes:
    """The body, decompressed; of one that is longer than `limit` bytes, some more than these."""
    pieces = iter(functools.partial(response.raw.read, CHUNK, decode_content=False), b"")
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip", "deflate"):
        pieces = inflated(pieces, coding)
    elif coding not in ("", "identity", "none", "utf-8"):  # some mean the charset
        raise ArticleError(f"unsupported content encoding: {printable(coding, REASON_MAX)}")
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            break
    return bytes(body)


def inflated(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Decompresses gzip (of several members too) or deflate (with or without zlib's header).

    Never more than CHUNK bytes at a time: it may be a bomb. urllib3 would unpack a whole read at
    once, and take a stream that is cut short for a whole one.
    """
    inflater: Any = None
    for piece in pieces:
        data, output = piece, b""
        while data or (len(output) == CHUNK and not inflater.eof):
            if inflater is not None and inflater.eof and data[0] != 0x1F:
                return  # padding: browsers ignore what follows the end
            if inflater is None or inflater.eof:
                is_raw = coding == "deflate" and data[0] & 15 != 8  # some leave RFC 1950 out
                inflater = zlib.decompressobj(-15 if is_raw else 47)  # 47: gzip or zlib
            try:
                output = inflater.decompress(data, CHUNK)
            except zlib.error:
                raise Fault("broken compression of the page") from None
            yield output
            data = inflater.unconsumed_tail or inflater.unused_data
    if inflater is not None and not inflater.eof:
        raise Fault("connection broken: incomplete body")


def not_html_type(start: bytes, declared: str) -> str | None:
    """The media type of a body that is no HTML, or None where it is or may be.

    `declared`: what the server says. A script, a style sheet or a log that calls itself HTML is
    told by having no tag in its first hundreds of bytes.

    >>> not_html_type(b"%PDF-1.7", "text/html"), not_html_type(b"<rss>", "text/html")
    ('application/pdf', 'application/xml')
    >>> not_html_type(b"p { margin: 0 } " * 40, "text/html")
    'text/plain'
    >>> not_html_type(b"\\n<!DOCTYPE html><title>A</title>", "") is None
    True
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: Parse looks closer
        return None
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for media_type, beginning in NOT_HTML:
        if beginning.match(text):
            return media_type
    if len(BINARY_BYTES.findall(text)) > BINARY_BYTES_SHARE * len(text):
        return "application/octet-stream"
    if not text:
        return None
    if declared.endswith("/xml"):
        return None if b"<html" in text.lower() else "application/xml"
    may_be = LOOKS_LIKE_TAG.search(text) or b"\0" in text  # which UTF-16 is full of
    return None if may_be or ("html" in declared and len(text) < TAGLESS_MIN) else "text/plain"


def refresh_target(body: bytes, url: str) -> str | None:
    """Where a page at `url` sends its reader on, that holds nothing else; None if nowhere new.

    >>> refresh_target(b'<meta http-equiv="refresh" content="0; url=/new"><p>Moved', "http://a/b")
    '/new'
    >>> refresh_target(b'<meta http-equiv="refresh" content="300"><p>News', "http://a/b") is None
    True
    """
    if len(body) > REFRESH_MAX_SIZE:
        return None
    match = REFRESH.search(NOT_SHOWN.sub(b" ", body).decode("utf-8", "replace"))
    if match is None or len(shown_text(body)) > REFRESH_MAX_TEXT:
        return None
    target = match["url"].replace("&amp;", "&")
    return None if urldefrag(join_url(url, target)).url == url else target


def is_challenge(body: bytes) -> bool:
    """Whether what comes with an error is a page that asks its reader to prove to be human.

    >>> is_challenge(b"<title>Just a moment...</title><p>Verify you are human")
    True
    >>> is_challenge(b"<h1>Forbidden</h1><script>captcha()</script>")
    False
    """
    text = shown_text(body)
    return len(text) < CHALLENGE_MAX_TEXT and HUMAN_CHECK.search(text) is not None


def shown_text(body: bytes) -> str:
    """The title of a page and what its reader sees, by and large: no tree is built for it."""
    return " ".join(MARKUP.sub(b" ", body).decode("utf-8", "replace").split())


# --- reasons --------------------------------------------------------------------------------------


def status_fault(response: requests.Response) -> Fault:
    """The failure that an HTTP status stands for, in the words of its standard.

    A server that asks for a longer pause than RETRY_AFTER_MAX is not asked again.
    """
    from http.client import responses

    from urllib3.exceptions import HTTPError
    from urllib3.util import Retry

    status = response.status_code
    words = responses.get(status) or printable(response.reason or "", REASON_MAX)
    may_pass = status == 429 or status >= 500
    pause: float | None = None
    if may_pass and (asked := response.headers.get("Retry-After")):
        with contextlib.suppress(HTTPError, ValueError, OverflowError):  # it is no time
            pause = Retry().parse_retry_after(asked)
    is_passing = may_pass and (pause or 0) <= RETRY_AFTER_MAX
    too_busy = status in (429, 503) or pause is not None
    reason = f"HTTP {status} {words}".strip()
    return Fault(reason, is_passing, too_busy=too_busy, retry_after=pause)


def fault_of(error: Exception, heard: bool, timeout: float) -> Fault:
    """What went wrong, for people, from the exception that requests or urllib3 wrapped it in.

    `heard`: some of the answer had come, so that the host can be reached. `timeout` in seconds.
    """
    import socket
    import ssl
    from http.client import HTTPException, IncompleteRead, RemoteDisconnected

    from requests.exceptions import InvalidProxyURL, InvalidSchema, ProxyError
    from urllib3.util.ssl_match_hostname import CertificateError

    # What it is called, whether it may pass, whether it may mean a dead host: special kinds first.
    table: tuple[tuple[Any, str, bool, bool], ...] = (
        (socket.gaierror, "cannot resolve host", True, True),
        ((ssl.SSLCertVerificationError, CertificateError), "TLS: {detail}", False, False),
        (ssl.SSLError, "TLS: {detail}", True, False),
        (TimeoutError, f"timed out after {timeout:g} s", True, True),
        (ConnectionRefusedError, "connection refused", True, True),
        (RemoteDisconnected, "connection closed without an answer", True, False),
        (ConnectionError, "connection reset", True, False),
        (IncompleteRead, "connection broken: incomplete body", True, False),
        (HTTPException, "not an HTTP answer: {detail}", False, False),
        ((InvalidSchema, InvalidProxyURL), "proxy: {detail}", False, False),
        (ValueError, f"not {'an HTTP answer' if heard else 'a URL'}: {{detail}}", False, False),
        (OSError, "{detail}", True, True),
        (Exception, "connection failed", True, False),
    )
    chain: list[BaseException] = [error]
    while (inner := wrapped_in(chain[0])) and inner not in chain:
        chain.insert(0, inner)  # it has better words than its wrappings
    ours = {errno.EMFILE, errno.ENFILE}  # too many open files: no host is to blame
    is_ours = any(isinstance(cause, OSError) and cause.errno in ours for cause in chain)
    found = ((cause, row) for row in table for cause in chain if isinstance(cause, row[0]))
    cause, (_, words, is_passing, is_unreachable) = next(found)
    said = printable(NUMBERS_OF_ERRORS.sub("", str(cause)).strip(), REASON_MAX)
    reason = words.replace("{detail}", said or "connection failed")
    via = "proxy: " if isinstance(error, ProxyError) else ""
    return Fault(via + reason, is_passing, is_unreachable and not (heard or is_ours))


def wrapped_in(error: BaseException) -> BaseException | None:
    """The error that led to another; urllib3 hands on some as an argument alone.

    >>> wrapped_in(OSError(ValueError("a")))
    ValueError('a')
    """
    handed_on = (inner for inner in error.args if isinstance(inner, BaseException))
    return error.__cause__ or error.__context__ or next(handed_on, None)


# --- robots.txt -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to us; empty, it allows everything."""

    rules: tuple[tuple[str, bool], ...] = ()  # path pattern, whether it allows; decisive first
    delay: float = 0.0  # seconds: Crawl-delay
    refusal: str = "blocked by robots.txt"


def nothing_allowed(reason: str) -> Robots:
    """The rules of a host whose robots.txt could not be had."""
    refusal = f"blocked by robots.txt ({reason})" if reason.startswith("HTTP ") else reason
    return Robots((("/", False),), refusal=refusal)


def parse_robots(body: bytes, user_agent: str) -> Robots:
    """The rules for a user agent, as RFC 9309 has it: its own groups, else those for `*`.

    The standard library's parser knows neither `*` and `$` in paths nor that the longest rule wins.

    >>> robots = parse_robots(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b", "Reader/1.0")
    >>> is_allowed(robots, "http://example.com/a/b"), is_allowed(robots, "http://example.com/a")
    (True, False)
    """
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []  # agents, lines
    for line in re.split(r"[\r\n]+", body.decode("utf-8-sig", "replace")):
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if (name := name.lower()) == "user-agent":
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            groups[-1][0].update(PRODUCT_TOKEN.findall(value.lower())[:1])
        elif name in ("allow", "disallow", "crawl-delay") and groups:
            groups[-1][1].append((name, value))
    ours = set(OUR_TOKENS.findall(user_agent.lower()))
    chosen = [lines for agents, lines in groups if agents & ours]
    chosen = chosen or [lines for agents, lines in groups if "*" in agents]
    lines = [line for group in chosen for line in group]
    paths = [(comparable_path(v), n == "allow") for n, v in lines if v.startswith(("/", "*"))]
    rules = sorted(paths, key=lambda rule: (-len(rule[0]), not rule[1]))
    delays = [DECIMAL.match(value) for name, value in lines if name == "crawl-delay"]
    delay = max((float(number[0]) for number in delays if number), default=0.0)
    return Robots(tuple(rules), min(delay, CRAWL_DELAY_MAX))


def comparable_path(path: str) -> str:
    """A path with only the escapes that it needs, in upper case (RFC 9309, 2.2.2).

    >>> comparable_path("/%7efoo/ü%2f")
    '/~foo/%C3%BC%2F'
    """
    from requests.utils import requote_uri

    return ESCAPE.sub(lambda escape: escape[0].upper(), requote_uri(path))


def is_allowed(robots: Robots, url: str) -> bool:
    """Whether a URL may be asked for: the longest rule that matches decides, else it may.

    >>> is_allowed(Robots(rules=(("/b", False),)), "http://example.com/a/../b")
    False
    """
    from urllib3.util import parse_url

    parts = urlsplit(BARE_PERCENT.sub("%25", url))
    address = urlunsplit(("http", "host", parts.path, parts.query, ""))
    sent = parse_url(address).request_uri  # without dots that lead elsewhere
    path = comparable_path(sent).replace("*", "%2A").replace("$", "%24")
    fitting = (allow for rule, allow in robots.rules if rule_matches(rule, path))
    return sent == "/robots.txt" or next(fitting, True)


def rule_matches(pattern: str, path: str) -> bool:
    """Whether a rule's pattern fits a path. No regex: a hostile pattern would take for ever.

    >>> rule_matches("/a*b$", "/a/bob"), rule_matches("/a*b$", "/a/box"), rule_matches("/a", "/ab")
    (True, False, True)
    """
    first, *pieces = f"{pattern[:-1].replace('$', '%24')}{pattern[-1:]}".split("*")
    path += "$"  # which only the end of a pattern can match
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in pieces:
        if (at := path.find(piece, at)) < 0:
            return False
        at += len(piece)
    return True


# === Parse ========================================================================================
# In: a page as received. Out: its characters, a lean BeautifulSoup tree of what can hold text, and
# what stands beside the text (meta and link elements, JSON-LD, scripts): each is read once.

# No reader finds an article in them: code, drawings, controls, fallbacks for browsers that cannot
# script or play. Nothing of them is built; <template> has a rule of its own.
UNBUILT_TAGS = frozenset({
    "area", "audio", "base", "canvas", "datalist", "embed", "iframe", "img", "input", "link", "map",
    "math", "meta", "meter", "noscript", "object", "option", "picture", "progress", "script",
    "select", "source", "style", "svg", "template", "textarea", "track", "video",
})  # fmt: skip
NOTED_TAGS = UNBUILT_TAGS | {"html"}  # what is looked at before it is built
# A fifth of a page is menus, which are not built either. What holds one of these is no menu, or one
# that its page forgot to close: it is built from there on.
NO_MENU_TAGS = frozenset({"article", "h1", "h2", "main", "p"})
# What may stand in a page's head, as far as it is built: any other element begins the body where
# its tag is left out (WHATWG HTML, "in head"). libxml2 does not know all of those.
HEAD_TAGS = frozenset({"meta", "noframes", "template", "title"})
DEPTH_MAX = 512  # elements; what is deeper is hung up here, as in Blink
DEPTH_SUSPECT = 1_000  # open elements: each stray end tag makes libxml2 look through all of them
FEED_SIZE = 65_536  # bytes a parser gets at a time: how often the depth is looked at
SNIFF_SIZE = 4_096  # bytes; WHATWG asks for 1,024, but many pages name their charset later
DETECT_WORDS = 500  # with letters past ASCII, to guess a charset from: more are slower, no better

LINKS = ("next_element", "next_sibling", "parent", "previous_element", "previous_sibling")  # bs4's

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),  # no mark, but a first character that tells as much
    (b"\0<", "utf-16-be"),
)
# Declared charsets stand for the supersets that publishers use (WHATWG Encoding Standard). A page
# whose "utf-16" can be read as ASCII is in UTF-8. Keys are Python's names, or what it has none for.
SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "windows-874": "cp874", "iso-8859-8-i": "iso8859-8", "gb2312": "gb18030",
    "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs", "euc_kr": "cp949",
    "windows-949": "cp949", "shift_jis": "cp932", "euc_jp": "euc_jis_2004",
    "iso2022_jp": "iso2022_jp_ext", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
SINGLE_BYTE = regex(r"cp125\d|cp866|cp874|koi8-[ru]|iso8859-\d+|mac-(?:roman|cyrillic)")
MULTI_BYTE = frozenset(
    {"utf-8", "gb18030", "big5hkscs", "cp949", "cp932", "euc_jis_2004", "iso2022_jp_ext"}
)
GUESSES = [  # what charset_normalizer may guess; cp1250 and cp1252 it cannot tell apart
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp874", "koi8_r",
    "gb18030", "big5", "cp932", "euc_jis_2004", "cp949",
]  # fmt: skip
LATIN_CODECS = {  # by language (ISO 639-1), where it is not cp1252
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    **dict.fromkeys(("az", "tr"), "cp1254"),
}

CHARSET = rb"\b(?:charset|encoding)\s*=[\s\"']*([\w.:+-]+)"
HEADER_CHARSET = regex(CHARSET, re.I)
PAGE_CHARSET = regex(rb"<(?:meta|\?xml)\b[^>]*?" + CHARSET, re.I)
HTML_LANGUAGE = regex(rb"<html\b[^>]*?\blang\s*=\s*[\"']?([a-z]{2})\b", re.I)
SPECIAL_ROW = regex(r"[^\x00-\x7f\xa0]{3,}")
C1_BYTE = regex(rb"[\x80-\x9f]")
C1_CONTROL = regex(rb"\xc2([\x80-\x9f])")  # in UTF-8
WINDOWS_1252 = {  # its characters -> its bytes, where Latin-1 has controls
    ord(character): byte
    for byte in range(0x80, 0xA0)
    if (character := bytes([byte]).decode("cp1252", "ignore"))
}
HIDDEN_MAIL = regex(
    r"<(\w+)\b[^<>]*\bdata-cfemail=[\"']((?:[0-9a-f]{2}){4,})[\"'][^<>]*>[^<>]*</\1>", re.I
)
C0_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r")) + b"\x7f"
FORM_FEED_AS_SPACE = bytes.maketrans(b"\f", b" ")  # both are white space in HTML, not in XML
END_TAG = regex(rb"</[^<>]*>")
PAGE_END_TAG = regex(rb"</(?:body|html)\s*>", re.I)

DUBLIN_CORE = ("dc:", "dcterms:")  # written with a dot or, in RDFa, with a colon
JSON_LD_TYPE = regex(r"ld\+json|json\+ld", re.I)
# Before, between and after values: what should have made one list of them, and what hides scripts
# from browsers and validators of long ago.
JSON_GAP = regex(r"(?:[\s,;]|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>?)*")
JSON_TRAILING_COMMA = regex(r",(?=\s*[\]}])")
JSON_BAD_ESCAPE = regex(r"\\(?![\"\\/bfnrtu])")
# In brackets the quotation marks that begin or end a string, and what is escaped already.
JSON_QUOTE = regex(r'([\[{:,]\s*"|"(?=\s*(?:[:,\]}]|\Z))|\\.)|"')


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A page taken apart; every later stage reads from here."""

    url: str  # where it came from, after redirects
    base_url: str  # what its relative links are relative to
    soup: BeautifulSoup  # lean: see `build_tree`
    html: str  # decoded
    lang: str | None  # of the html element
    meta: dict[str, list[str]]  # name, property, itemprop or http-equiv in lower case -> contents
    links: list[dict[str, str]]  # attributes of the link elements, rel in lower case
    json_ld: list[dict[str, Any]]  # every object with @type or @id, parents before children
    scripts: list[str]  # text of all other scripts


def parse_page(page: Page) -> ParsedPage:
    """Takes a page apart. Never raises, whatever its bytes."""
    return parse_html(decode(page.body, page.content_type), page.final_url)


def parse_html(html: str, url: str) -> ParsedPage:
    """Takes a page apart that is decoded already. Never raises, lone surrogates included."""
    html = show_mail_addresses(undo_double_encoding(html))
    tree = build_tree(without_controls(html))
    return ParsedPage(
        url=url,
        base_url=join_url(url, tree.base),
        soup=tree.soup,
        html=html,
        lang=tree.lang,
        meta=tree.meta,
        links=tree.links,
        json_ld=flatten_json_ld([value for text in tree.json_ld for value in read_json(text)]),
        scripts=tree.scripts,
    )


def join_url(base: str, url: str) -> str:
    """`url` made absolute; `base` itself where `url` cannot be read."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return base


# --- bytes to characters --------------------------------------------------------------------------


def decode(body: bytes, content_type: str | None = None) -> str:
    """The characters of a page. Never raises: a byte that means nothing becomes U+FFFD.

    Byte order mark, HTTP header, <meta>, XML declaration and detection are asked in this order
    (WHATWG HTML, "determining the character encoding"); but what is UTF-8 by its bytes is read as
    UTF-8, and a declaration that does not fit the bytes is passed over.

    >>> decode("naïve".encode("latin-1"), "text/html; charset=ISO-8859-1")
    'naïve'
    >>> decode("naïve".encode("utf-8"), "text/html; charset=ISO-8859-1")
    'naïve'
    """
    for bom, codec in BOMS:
        if body.startswith(bom):
            return decode_as(body, codec).lstrip("\ufeff")
    if b"\x1b" in body and b"\x1b$" in body and body.isascii():  # ISO-2022-JP
        return decode_as(body, "iso2022_jp_ext")
    with contextlib.suppress(UnicodeDecodeError):
        return body.decode()
    declared = declared_codecs(body, content_type)
    for codec in ["utf-8", *declared]:
        text = decode_as(body, codec)
        if looks_right(text, codec, codec in declared):
            return text
    return decode_as(body, detect_codec(body))


def decode_as(body: bytes, codec: str) -> str:
    """Bytes as characters of `codec`. The bytes that mean nothing are left out where a character is
    one byte: to browsers they are control characters (WHATWG)."""
    return body.decode(codec, "ignore" if SINGLE_BYTE.fullmatch(codec) else "replace")


def declared_codecs(body: bytes, content_type: str | None) -> list[str]:
    """The codecs that the HTTP header and the page's first bytes name, the most trusted first."""
    labels = HEADER_CHARSET.findall((content_type or "").encode("ascii", "ignore"))
    labels += PAGE_CHARSET.findall(COMMENT.sub(b"", body[:SNIFF_SIZE]))
    return list(filter(None, (codec_of(label.decode("ascii")) for label in labels)))


def codec_of(label: str) -> str | None:
    """Python's codec for a declared charset; None for one that is unknown, or none of the web's.

    >>> codec_of("ISO-8859-1"), codec_of("x-sjis"), codec_of("base64"), codec_of("none")
    ('cp1252', 'cp932', None, None)
    """
    name = label.lower().replace("x-", "")
    with contextlib.suppress(LookupError, ValueError):
        name = codecs.lookup(name).name
    name = SUPERSETS.get(name, name)
    return name if name in MULTI_BYTE or SINGLE_BYTE.fullmatch(name) else None


def looks_right(text: str, codec: str, declared: bool) -> bool:
    """Whether bytes were decoded as what they are.

    Other bytes hardly ever make whole characters of more than one byte by chance, so a few errors
    are damage: up to half of what is not ASCII where UTF-8 is declared, else one in ten. Servers
    declare Latin-1 for whatever they send: in text that is, three special characters in a row are
    rare.

    >>> looks_right("né à Sète, \ufffd l'été", "utf-8", True)
    True
    >>> looks_right("L’été à Sète", "cp1252", True), looks_right("Ïðèâåò, ìèð", "cp1252", True)
    (True, False)
    """
    special = len(text) - len(text.encode("ascii", "ignore"))
    if codec == "cp1252":
        return sum(map(len, SPECIAL_ROW.findall(text))) * 2 <= special
    errors = text.count("\ufffd") * (2 if declared and codec == "utf-8" else 10)
    return errors <= special


def detect_codec(body: bytes) -> str:
    """The likeliest codec of a page that declares none, or a wrong one; cp1252 if nothing fits."""
    from charset_normalizer import from_bytes

    words = (word for word in MARKUP.sub(b" ", body).split() if not word.isascii())
    sample = b" ".join(itertools.islice(words, DETECT_WORDS))
    best = from_bytes(sample, cp_isolation=GUESSES).best() if sample else None
    if best and best.encoding not in ("cp1250", "cp1252"):
        return codec_of(best.encoding) or "cp1252"
    language = HTML_LANGUAGE.search(body[:SNIFF_SIZE])
    codec = LATIN_CODECS.get(language[1].decode("ascii").lower() if language else "", "cp1252")
    # The two differ in their letters too; ISO 8859 has none in 80 to 9F, where cp1250 has its own.
    return "iso8859-2" if codec == "cp1250" and not C1_BYTE.search(sample) else codec


def undo_double_encoding(html: str) -> str:
    """A page whose UTF-8 was taken for Latin-1 or windows-1252 on its way, as programs do with what
    names no charset; any other page as it is: its bytes in these would hardly be UTF-8 as well.

    >>> undo_double_encoding("donâ€™t be naÃ¯ve"), undo_double_encoding("naïve")
    ('don’t be naïve', 'naïve')
    """
    if html.isascii():
        return html
    try:
        return html.encode("latin-1").decode()
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        if html[error.start - 1].isascii():  # no byte of a character in UTF-8 comes before it
            return html
    with contextlib.suppress(UnicodeError):
        return html.translate(WINDOWS_1252).encode("latin-1").decode()
    return html


def show_mail_addresses(html: str) -> str:
    """A page with the mail addresses that its host has hidden from harvesters and a script shows to
    readers: each byte is combined with the first.

    >>> show_mail_addresses('<a data-cfemail="7f1e3f1d511c10">[email&#160;protected]</a>')
    'a@b.co'
    """
    if "data-cfemail" not in html:
        return html
    return HIDDEN_MAIL.sub(lambda match: shown_mail(bytes.fromhex(match[2])), html)


def shown_mail(code: bytes) -> str:
    return escape(bytes(byte ^ code[0] for byte in code[1:]).decode("utf-8", "ignore"))


def without_controls(html: str) -> bytes:
    """A page in UTF-8 without control characters and lone surrogates. Those of the second control
    block are windows-1252 that was taken for Latin-1 (as WHATWG HTML reads `&#146;`).

    >>> without_controls("a\\x00b don\\x92t\\n").decode()
    'ab don’t\\n'
    """
    data = html.encode("utf-8", "ignore")
    if any(control in data for control in b"\f" + C0_CONTROLS):
        data = data.translate(FORM_FEED_AS_SPACE, C0_CONTROLS)
    return C1_CONTROL.sub(lambda m: m[1].decode("cp1252", "ignore").encode(), data)


# --- characters to a tree -------------------------------------------------------------------------


def build_tree(html: bytes) -> TreeTarget:
    """The tree of a page in UTF-8, in a fifth of the time that BeautifulSoup takes, and what stands
    beside it.

    It is a BeautifulSoup tree in every use (find, select, get_text, siblings), but: without
    comments, menus and `UNBUILT_TAGS`; `class` and its kind are one string; at most `DEPTH_MAX`
    deep.
    """
    tree = TreeTarget()
    read = tree.read if lean_tree_works() else tree.read_stock
    # What follows these belongs to the body all the same (WHATWG), and older libxml2 stops there.
    read(PAGE_END_TAG.sub(b"", html))
    return tree


@functools.cache
def lean_tree_works() -> bool:
    """Whether the bs4 that is installed works on a lean tree as on its own: a release to come may
    keep its links in other fields, and then pages are built its way."""
    html = b"<html><body><p class='a'>One <b>two</b></p><ul><li>x<br/>y</li><li>z</li></ul>"
    lean, stock = TreeTarget(), TreeTarget()
    stock.read_stock(html)
    try:
        lean.read(html)
        return what_bs4_finds(lean.soup) == what_bs4_finds(stock.soup)
    except (AttributeError, TypeError, ValueError):
        return False


def what_bs4_finds(soup: BeautifulSoup) -> list[str]:
    """What it finds over each kind of link between the nodes of a tree."""
    found = [str(soup), soup.get_text("|"), *(tag.name for tag in soup.find_all(True))]
    found += [str(tag.next_sibling) for tag in soup.select("p.a > b, li ~ li")]
    return found + [str(x) for li in soup("li") for x in li.find_all_previous(string=True)]


@functools.cache
def empty_soup() -> BeautifulSoup:
    """An empty tree, for copies: to make one, bs4 starts a parser."""
    from bs4 import BeautifulSoup

    return BeautifulSoup("", "lxml")


@functools.cache
def lean_classes() -> tuple[type[Tag], type[NavigableString]]:
    """bs4's classes with what differs from one node to the next in slots and the rest in the class:
    half the time and memory of filling a dictionary for each."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, Tag

    root = empty_soup()
    no_namespaces: dict[str, str] = {}

    class LeanString(NavigableString):
        __slots__ = LINKS
        hidden = False

    strings: set[type[NavigableString]] = {LeanString, NavigableString}

    class LeanTag(Tag):
        __slots__ = ("attrs", "contents", "name", *LINKS)
        parser_class = BeautifulSoup
        namespace = prefix = sourceline = sourcepos = cdata_list_attributes = None
        known_xml = hidden = False
        _namespaces = no_namespaces
        preserve_whitespace_tags = root.preserve_whitespace_tags
        interesting_string_types = strings

        @property
        def is_empty_element(self) -> bool:
            return not self.contents and root.builder.can_be_empty_element(self.name)

    return LeanTag, LeanString


def is_menu(nav_attrs: Mapping[str, Any]) -> bool:
    """Whether a <nav> is a menu; the trail of sections down to the page is none."""
    return "crumb" not in str(nav_attrs).casefold()


def drop_menu(menu: Tag) -> None:
    """Takes out of a stock tree what is never built of a menu."""
    end = menu.find([*NO_MENU_TAGS])
    if end is None:
        menu.extract()
        return
    around = {id(tag) for tag in end.parents}
    for node in list(itertools.takewhile(lambda node: node is not menu, end.previous_elements)):
        if id(node) not in around:
            node.extract()


class TreeTarget:
    """What lxml's parser tells about a page (its "target parser interface"), kept: the tree, and
    what stands beside it."""

    def __init__(self) -> None:
        empty = empty_soup()
        self.soup = empty.__new__(type(empty))
        vars(self.soup).update(vars(empty), contents=[])
        self.base = ""  # href of the first base element
        self.lang: str | None = None
        self.meta: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self.json_ld: list[str] = []
        self.scripts: list[str] = []
        self.tag_class, self.string_class = lean_classes()
        self.soup.interesting_string_types = self.tag_class.interesting_string_types
        self.open: list[Tag] = [self.soup]  # elements that have begun and not ended
        self.body: Tag | None = None  # that no tag has begun
        self.last: PageElement = self.soup  # the element or string before the next one
        self.unbuilt = 0  # elements that are open and left out
        self.kept = 0  # pieces of text before those
        self.menu: list[tuple[str, dict[str, Any]]] = []  # a <nav> that is open, and all in it
        self.script: list[str] | None = None  # where the text of the script goes that is read
        self.pieces: list[str] = []  # of text since the last tag
        self.data = self.pieces.append  # lxml calls it for each

    def read(self, html: bytes) -> None:
        """Parses a page with lxml, without bs4's own tree building."""
        builder: Any = self.soup.builder
        parser = builder.default_parser("utf-8")(target=self, encoding="utf-8", huge_tree=True)
        for start in range(0, len(html), FEED_SIZE):
            chunk = html[start : start + FEED_SIZE]
            depth = len(self.open) + len(self.menu)
            parser.feed(END_TAG.sub(b"", chunk) if depth > DEPTH_SUSPECT else chunk)
        if html:
            parser.close()

    def read_stock(self, html: bytes) -> None:
        """Parses a page with bs4 as it is, and takes out what `read` leaves out."""
        from bs4 import BeautifulSoup
        from bs4.element import PreformattedString

        options: Any = {"multi_valued_attributes": None, "string_containers": {}}
        self.soup = BeautifulSoup(html, "lxml", from_encoding="utf-8", **options)
        for tag in self.soup.find_all([*NOTED_TAGS]):
            if not tag.decomposed and self.is_left_out(tag.name, tag.attrs):
                self.pieces[:] = tag.find_all(string=True)
                self.end_unbuilt()
                tag.decompose()
        for string in self.soup.find_all(string=True):
            if isinstance(string, PreformattedString):
                string.extract()
        for menu in self.soup.find_all("nav"):
            if is_menu(menu.attrs):
                drop_menu(menu)

    def start(self, name: str, attrs: dict[str, Any]) -> None:
        if self.unbuilt:
            self.unbuilt += 1
            return
        if name in NOTED_TAGS and self.is_left_out(name, attrs):
            self.unbuilt, self.kept = 1, len(self.pieces)
            return
        if self.menu:
            self.pieces.clear()
            if name not in NO_MENU_TAGS:
                self.menu.append((name, attrs))
                return
            for element in self.menu:
                self.build(*element)
            self.menu.clear()
        elif self.pieces:
            self.add_text()
        if name == "nav" and is_menu(attrs):
            self.menu.append((name, attrs))
        else:
            self.build(name, attrs)

    def build(self, name: str, attrs: dict[str, Any]) -> None:
        """Makes an element, in which what follows stands."""
        open_tags = self.open
        if len(open_tags) == 3 and open_tags[2].name == "head" and name not in HEAD_TAGS:
            open_tags.pop()  # its end is the end of this body
            self.build("body", {})
            self.body = open_tags[-1]
        if name == "body" and self.body is not None:
            self.body.attrs = attrs or {}
            open_tags.append(self.body)
            return
        if len(open_tags) >= DEPTH_MAX:
            open_tags[-1] = open_tags[DEPTH_MAX - 1]
        tag = self.tag_class.__new__(self.tag_class)
        tag.name = name
        tag.attrs = attrs or {}  # without attributes, lxml hands out one frozen mapping for all
        tag.contents = []
        self.hang_up(tag, open_tags[-1])
        open_tags.append(tag)

    def end(self, name: str) -> None:
        if self.unbuilt:
            self.unbuilt -= 1
            if not self.unbuilt:
                self.end_unbuilt()
            return
        if self.menu:
            self.menu.pop()
            self.pieces.clear()
            return
        if self.pieces:
            self.add_text()
        if len(self.open) > 1:
            self.open.pop()

    def close(self) -> None:
        """All text was added by the end of its element."""

    def add_text(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        parent = self.open[-1]
        if text.isspace():
            before: Any = parent.contents[-1] if parent.contents else parent
            if before.name in BLOCK_TAGS:  # beside a block it is not shown; no string has a name
                return
        self.hang_up(str.__new__(self.string_class, text), parent)

    def hang_up(self, node: Tag | NavigableString, parent: Tag) -> None:
        """Links an element or string into the tree, as the last child of `parent`."""
        last = self.last
        siblings = parent.contents
        before = siblings[-1] if siblings else None
        node.parent = parent
        node.previous_element = last
        node.previous_sibling = before
        node.next_element = node.next_sibling = None
        last.next_element = self.last = node
        if before is not None:
            before.next_sibling = node
        siblings.append(node)

    def is_left_out(self, name: str, attrs: dict[str, Any]) -> bool:
        """Keeps what an element says beside the text; tells whether the tree goes without it."""
        if name == "html":
            self.lang = self.lang or attrs.get("lang") or attrs.get("xml:lang")
            return False
        if name == "template":  # declarative shadow DOM is shown like any other part of the page
            return "shadowrootmode" not in attrs
        if name == "meta":
            self.add_meta(attrs)
            return "itemprop" not in attrs  # microdata tell of the elements around them
        if name == "base":
            self.base = self.base or attrs.get("href", "")
        elif name == "link":
            self.links.append({**attrs, "rel": attrs.get("rel", "").lower()})
        elif name == "script":
            is_json_ld = JSON_LD_TYPE.search(attrs.get("type", ""))
            self.script = self.json_ld if is_json_ld else self.scripts
        return True

    def add_meta(self, attrs: dict[str, Any]) -> None:
        """Files what a meta element says under all its names."""
        if content := attrs.get("content", "").strip():
            names = [attrs.get("name", "").strip(), attrs.get("http-equiv", "").strip()]
            # These two may hold several names (RDFa, microdata).
            names += attrs.get("property", "").split() + attrs.get("itemprop", "").split()
            names = [name.lower() for name in names if name]
            names = [x.replace(":", ".", 1) if x.startswith(DUBLIN_CORE) else x for x in names]
            for name in dict.fromkeys(names):
                self.meta.setdefault(name, []).append(content)

    def end_unbuilt(self) -> None:
        """At the end of an element that is left out: its text is a script's, or nobody's."""
        if self.script is not None and (text := "".join(self.pieces[self.kept :]).strip()):
            self.script.append(text)
        self.script = None
        del self.pieces[self.kept :]


# --- JSON-LD --------------------------------------------------------------------------------------


def read_json(text: str) -> list[Any]:
    """The JSON values in a script, repaired where publishers' templates broke it; none where that
    fails. (Line breaks inside strings are no harm.)

    >>> read_json('<!-- {"a": [1, 2,],} -->'), read_json('{"a": 1}{"b": 2}')
    ([{'a': [1, 2]}], [{'a': 1}, {'b': 2}])
    >>> read_json("window.a = 1")
    []
    """
    for repair in (unescape_quotes, drop_commas_and_escapes, escape_quotes):
        text = repair(text)
        try:
            return read_json_values(text)
        except ValueError:
            continue
        except RecursionError:  # nested by the thousand: nobody's metadata
            break
    return []


def read_json_values(text: str) -> list[Any]:
    """One JSON value, or several one after the other. Raises ValueError where the text is broken.

    >>> read_json_values('//<![CDATA[ {"a": 1}; [2] //]]>')
    [{'a': 1}, [2]]
    """
    decoder = json.JSONDecoder(strict=False)
    values = []
    position = 0
    while (gap := JSON_GAP.match(text, position)) and gap.end() < len(text):
        value, position = decoder.raw_decode(text, gap.end())
        values.append(value)
    return values


def unescape_quotes(text: str) -> str:
    """JSON that was escaped as HTML is; with quotation marks in it, it is JSON already."""
    return unescape(text) if '"' not in text else text


def drop_commas_and_escapes(text: str) -> str:
    r"""Without commas before brackets and backslashes before what needs none.

    >>> drop_commas_and_escapes(r'{"a": "it\'s",}')
    '{"a": "it\'s"}'
    """
    return JSON_BAD_ESCAPE.sub("", JSON_TRAILING_COMMA.sub("", text))


def escape_quotes(text: str) -> str:
    r"""With a backslash before each quotation mark that neither begins nor ends a string.

    >>> escape_quotes('{"a": "so "they" say"}'), escape_quotes('["b", ""]')
    ('{"a": "so \\"they\\" say"}', '["b", ""]')
    """
    return JSON_QUOTE.sub(lambda quote: quote[1] or r"\"", text)


def flatten_json_ld(values: list[Any]) -> list[dict[str, Any]]:
    """Every object that has a type or an identifier, wherever it is nested, parents first."""
    found = []
    waiting = values[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict) and ("@type" in value or "@id" in value):
            found.append(value)
        parts = value.values() if isinstance(value, dict) else value
        waiting.extend(reversed(parts) if isinstance(value, (dict, list)) else ())
    return found


# === Metadata =====================================================================================
# In: a parsed page. Out: what it says about itself, field by field, each with the source that said
# so. A field is a ranked table of sources: try, clean, weigh against the others, return.


@dataclass(frozen=True)
class Metadata:
    """What a page says about its article; None or an empty list where it says nothing."""

    canonical_url: str | None = None
    site_name: str | None = None
    title: str | None = None
    description: str | None = None
    authors: list[str] = field(default_factory=list)
    date_published: str | None = None  # ISO 8601, with time and offset as far as they are stated
    date_modified: str | None = None  # likewise
    language: str | None = None  # a BCP 47 tag
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    image: str | None = None
    is_free: bool | None = None
    title_element: Tag | None = None  # that prints the headline: the article starts there
    sources: dict[str, str] = field(default_factory=dict)  # field -> where its value stood


@dataclass(slots=True, eq=False)  # not frozen: there are hundreds, and that would take longer
class Mark:
    """An element whose name, class or attributes say what it holds."""

    tag: Tag
    kind: str  # "author", "date" ...: from `mark_of` or `kinds_said`, or one of OWN_KINDS
    scope: int  # the innermost <article> or side zone it stands in; 0 for the page itself
    aside: bool  # in a zone of other stories, comments or menus


@dataclass(frozen=True)
class Evidence:
    """Everything the source tables read, collected once for a page."""

    parsed: ParsedPage
    article: dict[str, Any]  # the page's own one in JSON-LD, with what its web page adds
    others: dict[str, dict[str, Any]]  # the first JSON-LD object of each type
    by_id: dict[str, dict[str, Any]]  # JSON-LD objects that others refer to
    marks: list[Mark]
    organizations: frozenset[str]  # names that JSON-LD gives to any, folded
    site_names: frozenset[str] = frozenset()  # that the site goes by, folded
    region: str | None = None  # the language, with the region where it is known
    title_element: Tag | None = None  # that prints the headline
    sources: dict[str, str] = field(default_factory=dict)  # field -> where its value stood, so far

    @functools.cached_property
    def headline(self) -> str:
        """The headline as printed; empty where the page prints none."""
        return printed(self.title_element) if self.title_element else ""

    @functools.cached_property
    def lines(self) -> list[str]:
        """What is printed below the headline and above it, nearest first."""
        return [*lines_around(self.title_element)]


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that are easier to read as one."""
    return frozenset(text.split())


def extract_metadata(parsed: ParsedPage) -> Metadata:
    """Reads every field of a page's metadata. Never raises, whatever the page declares."""
    page = gather_evidence(parsed)
    language = first_good("language", page, clean_language)
    title, heading = choose_title(page)
    page = dataclasses.replace(
        page,
        region=date_region(parsed, language or language_written(title or "")),
        marks=near_headline(page.marks, heading),
        title_element=heading.tag if heading else element_printing(title or "", parsed.soup),
    )
    published, modified = choose_dates(page)
    return Metadata(
        canonical_url=first_good("canonical_url", page, clean_canonical),
        site_name=first_good("site_name", page, clean_site_name),
        title=title,
        description=first_good("description", page, clean_whole_description)
        or first_good("description", page, clean_description),
        authors=choose_authors(page),
        date_published=published,
        date_modified=modified,
        language=language,
        section=first_good("section", page, clean_section),
        tags=choose_tags(page),
        image=first_good("image", page, clean_image),
        is_free=choose_is_free(page),
        title_element=page.title_element,
        sources=page.sources,
    )


def first_good(
    name: str, page: Evidence, clean: Callable[[str, Evidence], str | None]
) -> str | None:
    """The first value of a field's ranked sources that survives cleaning; its place is noted.

    None where no value does.
    """
    for source, raw in read_rows(SOURCES[name], page):
        if value := clean(raw, page):
            page.sources[name] = source
            return value
    return None


# --- Where values come from -----------------------------------------------------------------------

# The sources of each field, the most trusted one first. A row is a kind of source and the names to
# look up there, or one of READERS.
SOURCES = {
    "canonical_url": ("link canonical", "meta og:url"),
    "language": (
        "html lang", "json-ld inLanguage",
        "meta inlanguage content-language language dc.language dcterms.language og:locale",
        "body lang",
    ),
    "title": (
        "json-ld headline", "meta headline parsely-title citation_title", "meta og:title",
        "title element",
    ),
    "site_name": (
        "meta og:site_name", "json-ld publisher", "json-ld:site name",
        "meta citation_journal_title application-name apple-mobile-web-app-title publisher"
        " dc.publisher copyright",
        "title tail", "title tail as a link home or in the copyright",
    ),
    "description": (
        "meta og:description description", "json-ld description abstract",
        "meta twitter:description dc.description sailthru.description", "printed standfirst",
    ),
    "authors": (
        "json-ld author creator", "meta citation_author citation_authors", "byline",
        "hidden author", "author link", "printed By",
        "meta author authors article:author parsely-author sailthru.author vr:author byl"
        " content_author articleauthor"
        " cxenseparse:author dable:author dc.creator dcterms.creator",
        "opening line", "twitter:data1", "line by the headline", "reporter's e-mail", "signature",
        "author box", "meta contentsource", "meta that says author",
    ),
    "date_published": (
        "json-ld datePublished",
        "meta article:published_time article:published:time datepublished og:published_time"
        " parsely-pub-date publish_date pubdate cxenseparse:recs:publishtime"
        " cxenseparse:publishtime dcterms.created dc.date.issued dcterms.issued"
        " citation_publication_date published_at citation_online_date date.created citation_date"
        " publication_date publish-date article.published vr:published_time",
        "printed date",
        "meta date dc.date sailthru.date dcterms.date pub_date",
    ),
    "date_published, where those are silent": (
        "url", "date by the headline", "json-ld dateCreated uploadDate", "meta that says published",
        "date below By",
    ),
    "date_published, where all are silent": ("date in data",),
    "date_modified": (
        "json-ld dateModified",
        "meta article:modified_time article:modified:time datemodified og:updated_time"
        " dcterms.modified last-modified lastmod dc.date.modified revised",
        "printed change", "meta that says changed",
    ),
    "section": (
        "json-ld articleSection",
        "meta article:section parsely-section articlesection section category columnname",
        "printed section", "json-ld:breadcrumb item", "printed breadcrumb",
    ),
    "tags": (
        "json-ld keywords", "meta article:tag og:article:tag",
        "meta news_keywords parsely-tags keywords sailthru.tags citation_keywords dc.subject",
        "rel=tag", "printed tags", "links to tags",
    ),
    "is_free": (
        "json-ld isAccessibleForFree", "meta isaccessibleforfree", "meta article:content_tier",
    ),
    "image": (
        "meta og:image og:image:url og:image:secure_url", "json-ld image thumbnailUrl",
        "meta twitter:image twitter:image:src image", "link image_src",
    ),
}  # fmt: skip
JSON_DEPTH_MAX = 4  # levels; a name stands two deep, and a hostile page may nest for ever
# schema.org's Article and its subtypes, and what publishers mark as one, with what each is worth.
JSON_RANKS = (
    (regex(r"(?i)(\w*(Article|Posting)|Report|Review|Recipe|HowTo)$"), 40),
    (regex(r"(?i)(\w*Page|CreativeWork|ClaimReview)$"), 10),
)
JSON_OTHERS = word_set(  # keys that hold other things than the object itself
    "itemListElement hasPart mentions about citation relatedLink blogPost liveBlogUpdate comment"
    " review itemReviewed isBasedOn video subjectOf author creator contributor worksFor affiliation"
)
OWN_WORDS_MIN = 0.25  # share of words; two stories of one site share less
SITE_TYPES = ("WebSite", "NewsMediaOrganization", "Organization")
STANDFIRST_MIN = 40  # characters
# What the rows of sources read that are more than a look-up.
READERS: dict[str, Callable[[Evidence], Iterable[str]]] = {
    "html lang": lambda page: [page.parsed.lang or ""],
    "body lang": lambda page: [str(x.get("lang")) for x in page.parsed.soup("body", limit=1)],
    "link canonical": lambda page: [
        link.get("href", "") for link in page.parsed.links if "canonical" in link["rel"].split()
    ],
    "link image_src": lambda page: [
        link.get("href", "") for link in page.parsed.links if link["rel"] == "image_src"
    ],
    "json-ld:site name": lambda page: json_texts([*map(page.others.get, SITE_TYPES)], {}),
    "json-ld:breadcrumb item": lambda page: breadcrumb(page),
    "printed breadcrumb": lambda page: printed_crumbs(page),
    "json-ld isAccessibleForFree": lambda page: free_parts(page),
    "title element": lambda page: [tag.get_text() for tag in marked(page, "title")[:1]],
    "title tail": lambda page: [
        tail for tail in (title_tails(page) if page.site_names else ()) if is_site_name(tail, page)
    ],
    "title tail as a link home or in the copyright": lambda page: (
        [] if "og:site_name" in page.parsed.meta else signed_tails(page)
    ),
    "printed section": lambda page: map(printed, marked(page, "section")),
    "rel=tag": lambda page: map(printed, marked(page, "tag")),
    "printed standfirst": lambda page: [
        text for text in map(printed, marked(page, "standfirst"))
        if len(text) > STANDFIRST_MIN and "\n" not in text
    ][:1],
    "printed tags": lambda page: map(printed, tag_links(page)),
    "links to tags": lambda page: map(printed, links_to_tags(page)),
    "byline": lambda page: bylines_of(marked(page, "author")),
    "hidden author": lambda page: only_one(  # several are of other stories
        x for tag in marked(page, "author") for x in tag("meta", itemprop="name")
    ),
    "printed By": lambda page: said_bylines(page),
    "author link": lambda page: bylines_of(  # far below the headline, they stand in the story
        filter(is_author_link, first_nodes(page.title_element.next_elements))
        if page.title_element else ()
    ),
    "author box": lambda page: bylines_of(marked(page, "box")),
    "twitter:data1": lambda page: (  # a label and a value, as blog software writes them
        [] if any(map(strip_by, page.parsed.meta.get("twitter:label1", ()))) else
        page.parsed.meta.get("twitter:data1", ())
    ),
    "line by the headline": lambda page: byline_lines(page.lines),
    "reporter's e-mail": lambda page: (  # other pages are not searched: it takes 1 ms
        [found[1]] if "기자" in page.parsed.html
        and (found := REPORTER.search(page.parsed.html)) else []
    ),
    "opening line": lambda page: (
        [re.sub(r"\s+", "、", found[1])]
        if (page.region or "zh").startswith("zh")
        and any(word in page.parsed.html for word in ("记者", "記者", "通讯员"))
        and (found := OPENING_LINE.search(page.parsed.html)) else []
    ),
    "signature": lambda page: [
        text for tag in marked(page, "signature")[-1:]
        if (text := printed(tag))[:1].isupper() and starts_with_names(text)
    ],
    "printed date": lambda page: itertools.chain(
        printed_dates(page, ("published",)), said_dates(page),
        printed_dates(page, ("time", "date", "author")),
    ),
    "printed change": lambda page: itertools.chain(
        printed_dates(page, ("modified", "time", "date"), True),
        date_lines(page.lines, changes=True),
    ),
    "date by the headline": lambda page: date_lines(page.lines),
    "meta that says author": lambda page: metas_named(page, META_AUTHOR),
    "meta that says published": lambda page: metas_named(page, META_PUBLISHED),
    "meta that says changed": lambda page: metas_named(page, META_CHANGED)[::-1],
    "date below By": lambda page: date_below_by(page),
    "date in data": lambda page: dates_in_data(page.parsed.html),
    "url": lambda page: [
        "-".join(day) for pattern in (ISO_DAY, DATED_ID)
        for day in pattern.findall(path_of(page.parsed.url) + "/")
    ],
}  # fmt: skip


def read_rows(rows: Iterable[str], page: Evidence) -> Iterator[tuple[str, str]]:
    """What the rows of a field's sources read, each value with the name of its source."""
    for row in rows:
        if row in READERS:
            yield from ((row, value) for value in READERS[row](page))
            continue
        kind, *names = row.split()
        for name in names:
            values = page.parsed.meta.get(name, [])
            if kind == "json-ld":
                values = json_texts(page.article.get(name), page.by_id)
            yield from ((f"{kind} {name}", value) for value in values)


def json_texts(value: Any, by_id: Mapping[str, dict[str, Any]], depth: int = 0) -> list[str]:
    """The strings a JSON-LD value comes to: itself, its parts, or the name or URL of an object.

    >>> json_texts([{"@type": "Person", "name": "Ana"}, {"@id": "#b"}], {"#b": {"name": "Bo"}})
    ['Ana', 'Bo']
    >>> json_texts({"@type": "Person"}, {})
    []
    """
    if isinstance(value, (str, int, float)):
        return [str(value)]
    if depth > JSON_DEPTH_MAX or not isinstance(value, (list, dict)):
        return []
    if isinstance(value, list):
        return [text for item in value[:50] for text in json_texts(item, by_id, depth + 1)]
    known = {**by_id.get(str(value.get("@id")), {}), **value}
    if not known.get("name") and known.get("familyName"):
        known["name"] = f"{known.get('givenName') or ''} {known['familyName']}".strip()
    # A schema.org Role stands between a property and its value, under the property's own name.
    keys: tuple[str, ...] = ("name", "author", "item", "url", "contentUrl", "@value", "@list")
    keys = keys[3:] if "ImageObject" in json_types(known) else keys  # its name is a caption
    return next(filter(None, (json_texts(known.get(key), {}, depth + 1) for key in keys)), [])


def values_of(value: Any) -> list[Any]:
    """A JSON-LD value as a list: one thing alone needs no brackets there."""
    return value if isinstance(value, list) else [value]


def gather_evidence(parsed: ParsedPage) -> Evidence:
    """Collects what all sources are read from: a pass over the JSON-LD, a walk over the tree."""
    by_id: dict[str, dict[str, Any]] = {}
    found = parsed.json_ld
    parts = [part for x in found for key in JSON_OTHERS & x.keys() for part in values_of(x[key])]
    of_others = {id(part.get("item", part)) for part in parts if isinstance(part, dict)}
    for item in found:
        if name := str(item.get("@id", "")):
            by_id[name] = max(by_id.get(name, {}), item, key=len)
    own = [item for item in found if id(item) not in of_others]
    others = {kind: item for item in reversed(own) for kind in json_types(item)}  # the first stays
    typed = [item.get("name") for item in found if json_types(item) == ["Organization"]]
    named = frozenset(fold_name(clean_text(name)) for name in json_texts(typed, {}))
    page = Evidence(parsed, {}, others, by_id, mark_elements(parsed.soup), named)
    page = dataclasses.replace(page, article=choose_json_article(own, page))
    return dataclasses.replace(page, site_names=known_site_names(page))


def json_types(item: Mapping[str, Any]) -> list[str]:
    """The @type of a JSON-LD object as a list, without the address of the vocabulary."""
    kinds = values_of(item.get("@type"))
    return [re.split(r"[/#:]", kind)[-1] for kind in kinds if isinstance(kind, str)]


def choose_json_article(items: Sequence[dict[str, Any]], page: Evidence) -> dict[str, Any]:
    """The JSON-LD object that is this page's article, completed by the page's own object.

    An object counts by its type, by an address that is the page's, and by the keys it has.
    """
    addresses = [address for _, address in read_rows(SOURCES["canonical_url"], page)]
    here = {path_of(address) for address in [page.parsed.url, *addresses]} - {""}
    titles = [frozenset(words_of(text)) for _, text in read_rows(SOURCES["title"], page)]
    ranked = [(json_rank(item, here, titles), item) for item in items]
    ranked = [entry for entry in ranked if entry[0]]
    merged: dict[str, Any] = {}
    # The article and its web page: a third is another thing.
    for _, item in reversed(heapq.nlargest(2, ranked, key=lambda entry: entry[0])):
        merged.update((key, value) for key, value in item.items() if value not in ("", None, []))
    return merged


def json_rank(item: Mapping[str, Any], here: set[str], titles: Sequence[frozenset[str]]) -> int:
    """How much a JSON-LD object looks like the article of the page at the paths `here`, whose
    declared titles have these words; 0: not."""
    kinds = json_types(item)
    rank = next((r for pattern, r in JSON_RANKS if any(map(pattern.match, kinds))), 0)
    if not rank:
        return 0
    rank += sum(key in item for key in ("headline", "datePublished", "author", "articleBody"))
    values = [item.get(key) for key in ("url", "mainEntityOfPage", "@id")]
    values += [x.get(key) for x in values if isinstance(x, dict) for key in ("@id", "url")]
    paths = {path_of(value) for value in values if isinstance(value, str)} - {""}
    if paths & here:
        return rank + 30
    if not paths or not here:
        return rank
    # An address of its own that is not this page's: more likely a related story, and surely one
    # where it has a headline of its own too.
    words = frozenset(words_of(str(item.get("headline") or "")))
    agreement = max((overlap_share(words, other) for other in titles if other), default=1.0)
    return max(rank - 15, 1) if not words or agreement >= OWN_WORDS_MIN else 0


@functools.lru_cache(maxsize=64)
def host_of(url: str) -> str:
    """The host of a URL without "www."; empty for what is no URL."""
    with contextlib.suppress(ValueError):
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return ""


def path_of(url: str) -> str:
    """The path of a URL without its ends, folded; empty for a home page or what is no URL."""
    with contextlib.suppress(ValueError):
        return urlsplit(url).path.strip("/").casefold()
    return ""


# --- The walk: marked elements --------------------------------------------------------------------

# Words of class names by which publishers and their software mark bylines, dates and what is not
# the article. Names are parted at dashes and capitals; nothing is looked for inside a word, but a
# plural in -s is the word itself.
CLASS_WORDS = {
    name: word_set(words)
    for name, words in {
        "author": "byline author coauthor auteur writer autor autore autorin autoren autori avtor"
        " verfasser forfatter skribent penulis yazar schrijver szerzo journalist redakteur redaktor"
        " redattore reporter toimittaja tekija kirjoittaja autorius autors authorname"
        " authorline authorlist authorslist authorlink"
        " authorwrapper egilea muhabir",
        "by": "by",
        "said": "posted written created published",
        "not author": "bio biography avatar image img photo picture social follow count desc about"
        " reward description comment quote role job position prep title email twitter tooltip popup"
        " menu search caption credit location place city",
        "box": "box info card profile section bio about",
        "date": "date datetime dateline datestamp pubdate postdate publishdate datemodified time"
        " timestamp publish published publication publicado publicación posted updated create"
        " created modified lastmod lastmodified lastupdated fecha datum dato tarih tanggal meta",
        "crumbs": "breadcrumb breadcrumbs crumbs",
        "standfirst": "standfirst lead lede subtitle subheadline subhead dek deck chapo chapeau"
        " bajada entradilla sottotitolo sommario ingress manchet vorspann perex sapo strapline",
        "tags": "tags taglist tagslist tagbox keywords etiketler",
        "aside": "related relatedpost recommend recommended recommendation comment commentlist"
        " disqus teaser newsletter promo footer nav navbar navigation menu cookie carousel swiper"
        " trending latest popular mostread readmore viewed upcoming similar suggest suggested"
        " suggestion outbrain taboola respond ticker siderail also bookmark kommentare kommentarer"
        " comentario commentaire commenti reactie komentarze komentare yorumlar kommentit",
    }.items()
}
STORY_WORDS = frozenset({"post", "entry", "article"})
ALL_CLASS_WORDS = frozenset(
    word + plural for words in CLASS_WORDS.values() for word in words for plural in ("", "s")
)
CAMEL_CASE = regex(r"(?<=[a-z])(?=[A-Z])")
BY_STARTS = (  # of texts that may be bylines wherever they stand
    "by ", "by:", "written by", "words by", "story by", "article by", "interview by", "report by",
    "reported by", "posted by", "submitted by", "author", "autor", "auteur", "von ",
    "geschrieben von", "verfasst von", "text:", "interview:", "por ", "escrito por",
    "publicado por", "par ", "écrit par", "publié par", "di ", "scritto da", "door ",
    "geschreven door", "av ", "af ", "skrevet a", "skriven av", "oleh ", "автор",
    "müəllif", "ავტორ", "nga:", "deur ", "مصنف", "penulis", "tác giả", "எழுதியவர்",
    "piše", "pišu", "пише", "pisze", "napisa", "írta", "γράφ",
)  # fmt: skip
SAID_STARTS = (  # of texts that may say when a page was published, wherever they stand
    "publi", "posted", "post time", "post date", "date posted", "date publi", "first publi",
    "originally publi", "created", "submitted", "written on", "this entry was",
    "this article was", "this post was",
    "veröffentlich", "erstellt", "eingestellt", "geschrieben", "verfasst", "erschienen", "stand:",
    "stand ", "dieser beitrag", "dieser eintrag", "artikel vom", "beitrag vom", "meldung vom",
    "nachricht vom", "pressemitteilung", "communiqué", "posté", "mis en ligne", "rédigé",
    "écrit le", "paru le", "date de publi", "cet article a", "fecha de publi", "escrito el",
    "pubblicat", "data di pubbl", "inserito", "scritto il", "postado", "data de publi", "geplaatst",
    "gepubliceerd", "geschreven", "offentlig", "udgivet", "lagt ut", "opprettet", "oprettet",
    "skapad", "julkaistu", "opublikowan", "data publi", "dodano", "utworzono", "zveřejn", "vydáno",
    "vložen", "megjelen", "közzét", "postat", "δημοσι", "ανάρτηση", "опублік", "опублик",
    "дата публ", "размещен", "добавлен", "yayın", "公開", "掲載", "投稿", "配信", "发布", "發布",
    "发表", "發表", "입력", "등록", "작성", "게시", "نشر", "تاريخ النشر", "تم النشر", "انتشار",
    "تاریخ انتشار", "زمان انتشار", "منتشر شده",
    "avaldat", "paskelb", "objavlj", "објав", "публику", "argitarat", "gepubliseer", "imechapish",
    "გამოქვეყნ", "yayım", "प्रकाशित", "প্রকাশ", "شائع", "வெளியி", "เผยแพร่", "โพสต์",
    "פורסם", "đăng", "ngày đăng", "xuất bản", "diterbitkan", "dipublikasi", "tayang",
)  # fmt: skip
ITEMPROPS = {
    "author": "author", "creator": "author", "datePublished": "published",
    "dateCreated": "published", "dateModified": "modified", "articleSection": "section",
}  # fmt: skip
RELS = {"author": "author", "category": "section", "tag": "tag"}  # one link has several
STARTS = frozenset(start[:2] for start in BY_STARTS + SAID_STARTS)  # a first look, for speed
START_MAX = max(map(len, BY_STARTS + SAID_STARTS))
START_EDGE = " \t\r\n\xa0|·•–—-"  # between two parts of a line
SAID_MAX = 300  # characters of a text that says by whom or when
DATE_KINDS = ("date", "time", "said")
MARKS_MAX = 100  # marked elements read for a field: its own come first
TEASERS_MIN = 4  # names far from the headline: so many are those of other stories
NEAR_NODES_MAX = 60  # nodes either way; bylines stand within a few lines of the headline
POST_STATUS = "status-publish"
SLUG_HYPHENS = 5  # ids that have them are the words of a heading
TAG_PAGE = regex(r"/tag(?:s|ged)?/[^/]+/?$")  # its address
SET_RIGHT = regex(r"^right$|text-align:\s*right")  # as papers set the name that signs a story
OWN_KINDS = frozenset({"h1", "h2", "time", "title"})  # elements that need no class to be marked
ROOTS = frozenset({"html", "body", "main", "article"})  # whose classes describe the whole page


def mark_elements(soup: BeautifulSoup) -> list[Mark]:
    """The elements of a page that the source tables ask for, in page order, found in one walk."""
    marks: list[Mark] = []
    # An element, its scope, whether it is aside, and whether it stands in an <article>.
    stack: list[tuple[Any, int, bool, bool]] = [(soup, 0, False, False)]
    while stack:
        tag, scope, aside, inside = stack.pop()
        name, attrs = tag.name, tag.attrs
        kind, zone = mark_of(name, attrs) if attrs or "-" in name else ("", False)
        if name == "nav" or (name == "footer" and not inside):
            marks += [Mark(tag, kind, scope, aside)] if kind == "crumbs" else []
            continue
        kind = name if name in OWN_KINDS else kind
        if name in ROOTS and kind == "author":  # as software has it: "hentry tag-sea author-ana"
            kind = ""
        zone = (zone and name not in ROOTS) or (name == "aside" and not inside)
        zone = zone and not (inside and attrs.get("class") == "footer")  # the article's own
        if zone or (name == "article" and not inside):
            scope, aside = id(tag), aside or zone
        inside = inside or name == "article" or ("itemtype" in attrs and is_article_item(tag))
        if kind:
            marks.append(Mark(tag, kind, scope, aside))
        for child in reversed(tag.contents):
            if child.name is not None:
                stack.append((child, scope, aside, inside))
            elif len(child) < SAID_MAX and (start := start_of(child))[:2] in STARTS:
                marks += [Mark(tag, kind, scope, aside) for kind in kinds_said(start)]
    return marks


def is_article_item(tag: Tag) -> bool:
    """Whether microdata call an element an article."""
    return str(tag["itemtype"]).endswith(("Article", "Posting"))


def kinds_said(start: str) -> list[str]:
    """What the start of a text says that follows: by whom, or when.

    >>> kinds_said("posted by ana"), kinds_said("published may 3")
    (['by', 'said'], ['said'])
    """
    kinds = (("by", BY_STARTS), ("said", SAID_STARTS))
    return [kind for kind, starts in kinds if start.startswith(starts)]


def start_of(text: str) -> str:
    """What BY_STARTS and SAID_STARTS are compared with."""
    return text.lstrip(START_EDGE)[:START_MAX].casefold()


def mark_of(name: str, attrs: Mapping[str, str]) -> tuple[str, bool]:
    """What an element is marked as, and whether it opens a zone of other things."""
    kind, zone = kinds_of(attrs.get("class") or (name if "-" in name else ""))
    other = attrs.get("id") or attrs.get("data-testid")
    if other and other.count("-") < SLUG_HYPHENS:
        found, other_zone = kinds_of(other)
        kind, zone = kind or found, zone or other_zone
    if prop := attrs.get("itemprop") or attrs.get("property"):  # microdata, RDFa
        kind = ITEMPROPS.get(prop.split(" ")[0].rpartition(":")[2], kind)
    if "rel" in attrs and name == "a":
        rels = attrs["rel"].split()
        kind = next((said for rel, said in RELS.items() if rel in rels), kind)
        if kind == "tag" and "/categor" in attrs.get("href", ""):  # WordPress has rel=tag for both
            kind = "section"
    if name == "a" and not kind and TAG_PAGE.search(attrs.get("href", "")):
        kind = "tag page"
    if attrs.get("typeof") == "schema:Person":
        kind = kind or "author"
    if name == "p" and not kind and SET_RIGHT.search(attrs.get("style", attrs.get("align", ""))):
        kind = "signature"
    return kind, zone


@functools.lru_cache(maxsize=8192)
def kinds_of(label: str) -> tuple[str, bool]:
    """What a class string stands for: (kind or "", whether it is a zone of other things).

    >>> kinds_of("article__byline"), kinds_of("relatedPosts"), kinds_of("author-bio")
    (('author', False), ('', True), ('box', False))
    """
    label = without_terms(label)
    label = label if label.islower() else CAMEL_CASE.sub(" ", label).lower()
    words = label.replace("_", " ").replace("-", " ").replace("tag list", "tags").split()
    if ALL_CLASS_WORDS.isdisjoint(words):
        return "", False
    words += [word[:-1] for word in words if word.endswith("s")]
    if not STORY_WORDS.isdisjoint(words):  # its own footer says who posted it and when
        words = [word for word in words if word != "footer"]
    found = {name for name, known in CLASS_WORDS.items() if not known.isdisjoint(words)}
    kind = next((name for name in ("crumbs", "date", "tags", "standfirst") if name in found), "")
    if "author" in found or {"by", "said"} <= found:
        kind = "box" if "box" in found else kind if "not author" in found else "author"
    return kind, "aside" in found


def without_terms(label: str) -> str:
    """A class string without the topics of a post, which WordPress puts behind its status.

    >>> without_terms("post-7 post status-publish hentry category-sea tag-newsletter entry")
    'post-7 post status-publish hentry entry'
    """
    if POST_STATUS not in label:
        return label
    own, status, terms = label.partition(POST_STATUS)
    return " ".join([own + status, *(word for word in terms.split() if "-" not in word)])


def near_headline(marks: Sequence[Mark], heading: Mark | None) -> list[Mark]:
    """The marks that belong to the headline's own story, in page order.

    Those in side zones do not, nor those in another <article> than the headline's; nor a date far
    above it, for the page's head prints today's. Dates near it are in the order of their distance.
    """
    if heading is None:
        return [mark for mark in marks if not mark.aside]
    at = marks.index(heading)
    first = next((mark.scope for mark in marks[at:] if mark.scope and not mark.aside), 0)
    scopes = {0, heading.scope or first}  # the first <article> below a headline outside any
    own = [m for m in marks if m.scope in scopes and (not m.aside or m.scope == heading.scope)]
    sides = map(first_nodes, (heading.tag.next_elements, heading.tag.previous_elements))
    steps = {id(node): i for side in sides for i, node in enumerate(side)}
    above = (m for m in marks[:at] if m.kind in DATE_KINDS)
    todays = {id(m) for m in above if id(m.tag) not in steps or in_page_head(m.tag, heading.tag)}
    dates = [m for m in own if m.kind in DATE_KINDS and id(m) not in todays]
    dates = [m for m in dates if id(m.tag) in steps or not is_out_of_sight(m.tag)]
    dates.sort(key=lambda mark: steps.get(id(mark.tag), NEAR_NODES_MAX))
    rest = [mark for mark in own if mark.kind not in DATE_KINDS]
    far = [m for m in rest if m.kind == "author" and id(m.tag) not in steps]
    if len({printed(m.tag, NAME_CHARS_MAX) for m in far}) >= TEASERS_MIN:  # of other stories
        rest = [m for m in rest if m.kind != "author" or id(m.tag) in steps]
    return rest + dates


def is_out_of_sight(tag: Tag) -> bool:
    """Whether an element, or one around it, says that it is not shown."""
    return any(is_hidden(around.attrs) for around in (tag, *tag.parents))


def first_nodes(nodes: Iterable[Any]) -> list[Any]:
    """The first NEAR_NODES_MAX of some elements and texts."""
    return list(itertools.islice(nodes, NEAR_NODES_MAX))


def marked(page: Evidence, kind: str) -> list[Tag]:
    """The first MARKS_MAX of the elements that are marked as one of a kind."""
    return [mark.tag for mark in page.marks if mark.kind == kind][:MARKS_MAX]


# --- Text of elements and fields ------------------------------------------------------------------

# Soft hyphens, zero-width spaces, and marks for the direction of writing.
UNSEEN = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
PAGE_HEAD = regex(r"(?i)\bmast-?head\b|\btop-?bar\b|\bsite-?header\b")
FIELD_CHARS_MAX = 10_000  # more is no field of an article
NAME_CHARS_MAX = 60  # longest of people, papers, sections; above it is a sentence, or a slogan
HTML_TAG = regex(r"</?[a-zA-Z][^<>]{0,500}>")
NO_NAME = regex(r"[\W_]+")
WORDS = regex(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
CUT_ENDS = ("…", "...", "…]", "...]")


def printed(tag: Tag, limit: int = 400, edge: str = "") -> str:
    """The text of an element as it is printed: a line break where the page breaks the line.

    `edge` stands between inline elements that the page does not part: style sheets part names from
    roles. Stops after some `limit` characters and nodes.
    """
    parts: list[str] = []
    stack: list[Any] = [tag]
    while stack and limit > 0:
        node = stack.pop()
        limit -= 1
        if isinstance(node, str):
            parts.append(node)
            limit -= len(node)
        else:
            mark = edge if node.name in INLINE_TAGS else "\n"
            parts.append(mark)
            stack += [mark, *reversed(node.contents)]
    return "\n".join(filter(None, map(fold_space, "".join(parts).split("\n"))))


def lines_around(heading: Any) -> Iterator[str]:
    """The lines printed below a headline and then those above it, nearest first."""
    if heading is None:
        return
    own = set(map(id, heading.descendants))
    for side, step in ((heading.next_elements, 1), (heading.previous_elements, -1)):
        nodes = [x for x in first_nodes(side) if x.name not in INLINE_TAGS and id(x) not in own]
        told = [x for x in nodes if step > 0 or x.name or not in_page_head(x, heading)]
        pieces = ["\n" if x.name else x.replace("\n", " ") for x in told]
        lines = " ".join(pieces[::step]).split("\n")[::step]
        yield from filter(None, (fold_space(line)[: DATE_CHARS_MAX + 1] for line in lines))


@functools.lru_cache(maxsize=4_096)
def names_page_head(label: str) -> bool:
    """Whether the class and id of an element call it the page's head."""
    return PAGE_HEAD.search(label) is not None


def in_page_head(node: Any, heading: Tag) -> bool:
    """Whether a node stands in the page's head, where today's date is printed: a header of the
    whole body or with links, that holds neither the headline nor a part of an article."""
    parents = list(node.parents)
    names = [
        "header" if x.attrs and names_page_head(f"{x.get('class')} {x.get('id')}") else x.name
        for x in parents
    ]
    if "header" not in names or "article" in names:
        return False
    header = parents[names.index("header")]
    own = any(parent is header for parent in heading.parents)
    links = (x for x in first_nodes(header.descendants) if x.name == "a")
    return not own and (header.parent.name == "body" or any(links))


def fold_space(text: str) -> str:
    """White space runs, no-break and zero-width ones too, as single spaces; soft hyphens go."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(text.translate(UNSEEN).split())


def clean_text(text: str) -> str:
    """Text of a field, decoded twice where its publisher encoded twice, without tags.

    >>> clean_text("Fish &amp;amp; chips &lt;b&gt;now&lt;/b&gt;"), clean_text("a < b")
    ('Fish & chips now', 'a < b')
    """
    text = text[:FIELD_CHARS_MAX]
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = HTML_TAG.sub(" " if "<p" in text or "<br" in text else "", text)
    return fold_space(text)


def fold_name(text: str) -> str:
    """A name's letters and digits alone, folded, accents off: to compare names by."""
    return NO_NAME.sub("", unicodedata.normalize("NFKD", text).casefold())


def words_of(text: str) -> list[str]:
    """The words of a text, folded; scripts without spaces give a word for each character."""
    return WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


# --- Title ----------------------------------------------------------------------------------------

SEPARATOR = regex(  # what it may begin with comes first: a quick look
    r"(?=[\s|｜│»ㅣ：:＿_—(（-])(?:\s+[-–—|·•»«‹›:~/⋅∙]+\s+|\s*[|｜│»ㅣ：]\s*|(?<=[^\W\d_]):\s+"
    r"|\s*[＿_]{1,2}(?=[^_]{2,20}$)|(?<=\S)—(?=\S+$)|(?<=[\u1100-\uffff])-+(?=\S)"
    r"|\s*[(（](?=[^()（）]+[)）]$))"
)
AGREE_MIN = 0.5  # share of the shorter one's words: two wordings of one headline still share half
H2_AGREE_MIN = 0.9  # share of words; an h2 is the headline only where it says the same
HEADLINE_WORDS_MIN = 4  # a heading that no other source knows is rather a section's name if shorter
KICKER_CLASS = regex(
    r"(?i)kicker|overline|eyebrow|dachzeile|top-?line|roof|spitzmarke|label|categ|rubri|section"
    r"|badge|(pre|ante|super)-?(title|t[ií]tulo|head)|surtitre|volanta|occhiello"
)
STORY_ABOVE_MIN = 1000  # characters in paragraphs: what they stand above is no headline
CUTS_MAX = 8  # separators looked at in a title, and titles: more are no headline's
RIGHTS = regex(r"\s*(?:版[权權]所有|all rights reserved\.?)\s*", re.I)
# What stands before and after a site's name where a page signs with it.
HAN = r"(?-i:[\u3400-\u9fff])"  # folding the case of 27,000 characters takes 10 ms, for nothing
HAN_TAIL = regex(rf"_({HAN}{{2,12}})$")  # the outlet, as Chinese titles end
SIGNED_BEFORE = regex(
    r"(?i)(?:href=[\"']?(?:https?://[\w.-]+/?|/)(?:[\"'\s][^<>]*)?>(?:\s|<[^<>/]*>)*"
    r"|(?:©|&copy;|copyright|版[权權]所有)[^<>]{0,30})$"
)
SIGNED_AFTER = regex(r"\s?(?:版[权權]所有|©|&copy;)")
SIGNED_NEAR = 200  # characters before
SIGNED_PLACES_MAX = 30  # where a name stands; a common word stands all over a page
HOST_PART_MIN = 5  # letters; shorter words stand in a host's name by chance


def choose_title(page: Evidence) -> tuple[str | None, Mark | None]:
    """The headline, and the element that prints it; each None where there is none.

    The headline as printed wins where any other source knows it, for publishers shorten and
    reword it for search engines and networks; a heading that nothing else knows may be a logo
    or a section's name. What a news article's JSON-LD and og:title both say wins over the printed
    one, unless it is a shortened one.
    """
    found = [(name, clean_text(raw)) for name, raw in read_rows(SOURCES["title"], page)]
    declared = [(name, text) for name, raw in found if (text := strip_site(raw, page))]
    texts = [text for _, text in declared]
    heading, known = best_heading(page, texts)
    shown = heading_text(heading.tag, texts) if heading else ""
    if heading and (agreed := declared_headline(page, dict(reversed(declared)), shown)):
        page.sources["title"] = "json-ld headline"
        return agreed, heading
    if heading and not known and is_of_another(heading.tag, texts, page):
        heading = None
    if heading and (known or len(words_of(shown)) >= HEADLINE_WORDS_MIN or not declared):
        page.sources["title"] = heading.tag.name
        return strip_site(shown, page) or shown, heading
    if not declared:
        return None, None
    whole = (entry for entry in declared if not entry[1].endswith(CUT_ENDS))
    page.sources["title"], title = next(whole, declared[0])
    if page.sources["title"] == "title element":
        title = printed_part(title, page)
    return title, None


def is_of_another(heading: Tag, declared: Sequence[str], page: Evidence) -> bool:
    """Whether a heading that no source knows heads something else: a declared title is printed in
    another place, or a story stands above the heading."""
    long = [text for text in declared if len(words_of(text)) >= HEADLINE_WORDS_MIN]
    above = sum(len(printed(x)) for x in heading.find_all_previous("p")) if long else 0
    return above > STORY_ABOVE_MIN or any(element_printing(x, page.parsed.soup) for x in long)


def printed_part(title: str, page: Evidence) -> str:
    """The part of a title, before or behind a separator, that the page prints alone and not as its
    logo; else it all."""
    cuts = cut(title)
    parts = [title, *(head for head, _ in cuts), *(tail for _, tail in cuts)]
    long = [part for part in parts if len(words_of(part)) >= HEADLINE_WORDS_MIN]
    printers = ((part, element_printing(part, page.parsed.soup)) for part in long)
    return next(
        (p for p, tag in printers if tag and not is_logo(tag.parent or tag, p, page)), title
    )


def declared_headline(page: Evidence, by_row: Mapping[str, str], shown: str) -> str | None:
    """The headline that a news article's JSON-LD and og:title agree on; None where they do not, or
    where it is cut short or signed."""
    title = by_row.get("json-ld headline", "")
    words = words_of(title)
    news = any("News" in kind for kind in json_types(page.article))
    agreed = news and words and words == words_of(by_row.get("meta og:title", ""))
    rest = iter(words_of(shown))  # a shorter one leaves words out, anywhere but at the start
    shortened = words[:1] == words_of(shown)[:1] and all(word in rest for word in words)
    signed = fold_name(title.removeprefix(shown)) in page.organizations  # "(Ship Agency)"
    return title if agreed and not (title.endswith(CUT_ENDS) or shortened or signed) else None


def element_printing(title: str, soup: BeautifulSoup) -> Tag | None:
    """The first element below the head that prints just a title: old pages have no headings.

    A link is one only in a heading and where nothing else is, for most lead to another story; None
    where the title is not printed whole.
    """
    words = words_of(title)
    link = None
    for text in soup.descendants if words else ():
        told = isinstance(text, str) and len(text) < 2 * len(title) and words_of(text) == words
        parent = text.parent if told else None
        if parent and parent.name not in ("title", "a"):
            return parent
        if parent and parent.name == "a" and parent.parent and parent.parent.name in HEADING_TAGS:
            link = link or parent
    return link


def best_heading(page: Evidence, declared: Sequence[str]) -> tuple[Mark | None, bool]:
    """The heading that agrees best with what the page declares as its title, or None; and whether
    it does agree.

    An h2 counts where no h1 agrees and it says the same; an h1 in a side zone where it agrees.
    """
    best: tuple[tuple[float, ...], Mark | None] = ((0,), None)
    wanted = {frozenset(words_of(text)) for text in declared}
    address = frozenset(words_of(path_of(page.parsed.url).rpartition("/")[2]))
    added = additions(declared)
    for mark in [mark for mark in page.marks if mark.kind in ("h1", "h2")][:MARKS_MAX]:
        first = mark.kind == "h1"
        text = printed(mark.tag) if first or not best[0][0] else ""
        words = frozenset(words_of(text))
        agreement = max((overlap_share(words, other) for other in wanted), default=0.0)
        agreement = agreement if agreement >= AGREE_MIN else 0.0
        if first:
            good = agreement > 0 or not mark.aside
        else:
            good = agreement >= H2_AGREE_MIN and not mark.aside
        logo = text in added or is_logo(mark.tag, text, page)
        if words and good and not logo:
            agreement += overlap_share(words, address) / 4 if agreement else 0.0
            key = (agreement > 0, not mark.aside, agreement, first, not is_out_of_sight(mark.tag))
            best = max(best, (key, mark), key=lambda entry: entry[0])
    return best[1], bool(best[0][0])


def is_logo(heading: Tag, text: str, page: Evidence) -> bool:
    """Whether a heading prints the site's name, or is a link to its home page."""
    links = [x for x in first_nodes(heading.descendants) if x.name == "a" and printed(x) == text]
    urls = [absolute_url(str(link.get("href", "")), page) for link in links]
    return is_site_name(text, page) or any(url and is_above(url, page) for url in urls)


def additions(declared: Sequence[str]) -> set[str]:
    """What declared titles add, before or behind a separator, to longer ones: the name of a blog.

    >>> additions(["A cat at sea", "Sea Log: A cat at sea"])
    {'Sea Log'}
    >>> additions(["Sea Log", "A cat at sea - Sea Log"])
    set()
    """
    cuts = [pair for title in declared[:CUTS_MAX] for pair in cut(title)]
    pairs = (sorted(pair, key=len) for pair in cuts)
    return {short for short, long in pairs if long in declared and short not in declared}


def cut(title: str) -> list[tuple[str, str]]:
    """What stands before and behind each separator of a title."""
    found = itertools.islice(SEPARATOR.finditer(title), CUTS_MAX)
    return [(title[: at.start()], title[at.end() :]) for at in found]


def overlap_share(words: frozenset[str], other: frozenset[str]) -> float:
    """Words in common, as a share of the shorter text, or of a third of the longer one.

    >>> overlap_share(word_set("a b"), word_set("a b c d e f g h i j k l"))
    0.5
    """
    shorter, longer = sorted((len(words), len(other)))
    return len(words & other) / max(1, shorter, longer / 3)


def heading_text(tag: Tag, declared: Sequence[str]) -> str:
    """The headline that a heading prints, without a kicker that stands in it.

    The declared spelling is taken where it differs in punctuation alone: a heading of several
    elements has its colon in the style sheet. The first of the declared ones knows of a kicker.
    """
    whole = fold_space(printed(tag))
    spellings = {tuple(words_of(text)): text for text in reversed(declared)}
    spelling = spellings.get(tuple(words_of(whole))) if len(tag.contents) > 1 else None
    if spelling and spelling == declared[0]:
        return spelling
    for child in tag.find_all(True):
        part = fold_space(printed(child)) or whole
        rest = fold_space(whole.replace(part, " ", 1)).strip(" :|–—-·•")
        kicker = whole.startswith(part) and KICKER_CLASS.search(str(child.get("class", "")))
        if rest and (kicker or tuple(words_of(rest)) in spellings):
            return rest
    return spelling or whole


def known_site_names(page: Evidence) -> frozenset[str]:
    """The names a site goes by, folded: declared ones, its host and the host's main label."""
    host = host_of(page.parsed.url)
    names = [host, max(host.split(".")[:-1], key=len, default="")]
    names += [raw for _, raw in read_rows(("meta twitter:site twitter:creator",), page)]
    names += [raw for _, raw in read_rows(SOURCES["site_name"], page)]
    return frozenset({fold_name(RIGHTS.sub("", clean_text(name))) for name in names} - {""})


def is_site_name(text: str, page: Evidence) -> bool:
    """Whether a text is a name of the site's, or all its words stand in the name of its host."""
    folded = fold_name(text)
    if not page.site_names.isdisjoint((folded, "the" + folded, folded.removeprefix("the"))):
        return True
    if len(folded) < HOST_PART_MIN:
        return False
    host = fold_name(host_of(page.parsed.url))
    words = [fold_name(word) for word in text.split() if word.lower() not in NAME_PARTICLES]
    return bool(words) and all(len(word) > 2 and word in host for word in words)


def strip_site(title: str, page: Evidence) -> str:
    """A title without the site's name at either end, a section's or its author's at its tail."""
    others = path_of(page.parsed.url).split("/")[:-1]
    others += json_texts(page.article.get("author"), page.by_id)  # as columns are headed
    while matches := list(SEPARATOR.finditer(title)):
        head, tail = title[: matches[0].start()], title[matches[-1].end() :]
        if is_site_name(tail, page) or fold_name(tail) in map(fold_name, others):
            title = title[: matches[-1].start()]
        elif is_site_name(head, page):
            title = title[matches[0].end() :]
        else:
            break
    return "" if is_site_name(title, page) else title.strip()


def clean_site_name(raw: str, page: Evidence) -> str | None:
    """A site's name, without the slogan or company behind it; an address is none."""
    text = RIGHTS.sub("", clean_text(raw))
    head = SEPARATOR.split(text)[0].strip()
    known = page.site_names.union(map(fold_name, title_tails(page)))
    text = head if fold_name(head) in known else text
    if text.removeprefix("www.") == (host := host_of(page.parsed.url)):  # as another row spells it
        names = (clean_text(x) for _, x in read_rows(SOURCES["site_name"], page))
        labels = [*map(fold_name, host.split("."))]
        text = next((name for name in names if fold_name(name) in labels), text)
    is_none = text.lower().startswith(("http", "@", "//", "copyright", "©", "(c)"))
    return None if is_none or len(text) > NAME_CHARS_MAX else text


def signed_tails(page: Evidence) -> list[str]:
    """The tails of the page's titles with which it signs, but its headline; and what stands behind
    an underscore in Chinese, where nothing else does."""
    headings = {fold_name(printed(mark.tag)) for mark in page.marks if mark.kind == "h1"}
    tails = [tail for tail in title_tails(page) if fold_name(tail) not in headings]
    signed = [tail for tail in tails if is_signed(tail, page.parsed.html)]
    return signed or [tail[1] for tail in map(HAN_TAIL.search, titles_with_site(page)) if tail]


def is_signed(name: str, html: str) -> bool:
    """Whether a page prints a name as its site's: as a link to the root, or by a copyright sign.

    >>> is_signed("Echo", "<a href='/'><b>Echo</b></a>"), is_signed("Echo", "<p>© 2024 Echo</p>")
    (True, True)
    >>> is_signed("Echo", "<a href='/echo'>Echo</a>")
    False
    """
    return len(name) > 1 and any(
        SIGNED_BEFORE.search(html[max(0, at - SIGNED_NEAR) : at])
        or SIGNED_AFTER.match(html, at + len(name))
        for at in itertools.islice(places_of(name, html), SIGNED_PLACES_MAX)
    )


def places_of(name: str, html: str) -> Iterator[int]:
    """Where a name begins in a page."""
    at = html.find(name)
    while at >= 0:
        yield at
        at = html.find(name, at + len(name))


def title_tails(page: Evidence) -> list[str]:
    """What stands behind the last separator of the page's titles."""
    split = map(SEPARATOR.split, titles_with_site(page))
    return [parts[-1].rstrip(")）") for parts in split if len(parts) > 1]


def titles_with_site(page: Evidence) -> list[str]:
    """og:title and the title element: the titles that may end with the site's name."""
    return [clean_text(raw) for _, raw in read_rows(("meta og:title", "title element"), page)]


# --- Authors --------------------------------------------------------------------------------------

# What stands before names in bylines, a family of languages a row.
BY_WORDS = regex(r"[\s(（\[【—–-]*(?:this\s+\w+\s+was\s+)?(?:(?:" + "|".join((
    r"(?:by|von|door|par|por|a[fv]|de|d[ai]l(?:la)?)\s+(?:our|unser\w*|onze|notre|n[uo]e?str[oa])\s+\w+"
    r"(?:\s+sp[ée]cia\w+)?",
    r"(?:analysis|opinion|commentary|column|essay|interviewed)\s+by|as\s+told\s+to",
    r"(?:(?:written|posted|published|submitted|report(?:ed|ing)|story|words|text|article|reviewed"
    r"|created|exclusive|interview)(?:\s+and\s+photo\w*)?\s+)?by",
    r"author(?:s|\(s\))?,?|contributors?|reporter|credits?|m[uü]əllif|egilea|muallif",
    r"(?:verfasst\s+|geschrieben\s+|erstellt\s+|ein\s+\w+\s+)?von|vom|(?:interview|protokoll|kommentar)(?=:)",
    r"a[uv]to[rř](?:in|en|es|s|a|e|i|ius|zy|i?[ck]a)?,?",
    r"te[kx]s?t[oe]?(?:\s+\w{1,3}\s+(?:ph|f)oto\w*)?|auteur",
    r"(?:(?:escrito|publicado|postado|enviado)\s+)?por",
    r"(?:publi[ée]\s+|post[ée]\s+|r[ée]dig[ée]\s+|[ée]crit\s+|propos\s+recueillis\s+)?par",
    r"di|(?:da|dalla|la)(?=\s+r[eé]da)|(?:scritto|pubblicato|a\s+cura)\s+d[ia]|testo|(?:ge\w+\s+)?door|deur|eftir|nga",
    r"(?:(?:skr[ei]?vet|skriven|publi[sc]er[ta]d?|pos?tet|udgivet|lagt\s+ut)\s+)?a[vf]|(?:scris\s+)?de",
    r"oleh|penulis|yaza[nr]|haber(?=\s*:)|oprac(?:owa[łl]a?|\.)?|pi(?:še|šu|sze)|nap[ií]?sa[łl][ai]?",
    r"írta|szerző|teksti|kirjoitta(?:nut|ja)|kirjoitti|lähettänyt|tekstas|parašė",
    r"ავტორ(?:ი|ები)|எழுதியவர்|مصنف,?|текст|автор(?:ы|ка)?,?|аўтар|հեղինակ",
    r"написано|пиш(?:ет?|у)|пишува|γράφ(?:ει|ουν)(?:\s+[οη]ι?(?=\s))?|από|του|της|των",
    r"tác\s+giả|theo|na\s+mwandishi|na|द्वारा|लेखक|লেখক|(?:เขียน)?โดย|เรื่อง(?=\s*:)",
    r"שם|מאת|بقلم|به\s+قلم|كتبت?|إعداد|تقرير(?=\s*:)|نویسنده|الكاتب|ผู้เขียน",
)) + r")(?:\s*[:：՝]\s*|\s+)|(?:" + (
    r"文|撰文|聞き手|作者|(?:本报)?[记記]者|(?:[责責]任)?[编編][辑輯]|来源|著者|執筆|筆者|取材・文|글|취재|기자명"
) + r")\s*[:：/／|｜=・\s]\s*|[:：]\s*"
    + rf"|{HAN}{{0,8}}?[记記]者\s*(?={HAN}{{2,4}}\s*(?:[/／]|$)))")  # fmt: skip
BY_NAMES = word_set("theo oleh na di von de nga")  # words for "by" that are names as well
AND = "and|und|et|og|och|with|avec|mit|con|com|med"
AND_WORDS = regex(rf"""(?ix) \s* (?: (?: [;；、，،•|│/／\n] | ·(?!{HAN}) )
    (?:\s*(?:{AND})\s)? | ,\s+(?:{AND})\s+
    | \s[&+]\s | \s(?:{AND}|и|та|και|és|ja|ve|dan|និង|और|এবং)\s | (?<={HAN})\s*[与與和]\s*(?={HAN})
    | (?<={HAN}{{4}})\s+(?={HAN}{{4}})
    | \s[وו]\s ) \s* """)
# Parts whole names alone; the letter that is "and" begins names too.
HAN_GAP = regex(rf"(?<={HAN}{{2}})(?<![记記作]者)(?<!通[讯訊]员)\s+(?={HAN}{{2,4}}(?!{HAN}))")
SHORT_AND = regex(
    r"(?i)\s+(?:(?:y|e|i|en|a|na|şi|și|si|un|ir|eta|dhe)\s+|و(?!ليد|ائل|جدي|سام|سيم|فاء|حيد|هب|رد|داد|جيه)|ו(?!רד))"
)
JOINT = regex(rf"(?i)\W*(?:{AND}|y|e|i|en|и)?\W*")
SURNAME = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
INITIAL = regex(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*|[A-Z]")
# A place, one word, behind a name of several or an agency's: "Ana Díaz / Lima", "EFE | Lima";
# and before one: "LIMA / Ana Díaz", in Arabic parted by a dash, too.
WITH_PLACE = regex(
    r"^((?:[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,4}|[A-Z]{3,5}))\s*[/|]"
    r"\s*[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω][^\W\d_]+$"
)
PLACE_BEFORE = regex(
    r"^(?:[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω]{3,}\s*/|[א-ۿ]+(?:\s[-–—]+\s|\s*[/|:]))\s*"
    r"(?=[^\s,]+(?:\s[^\s,]+){1,3}$)"
)
NAME_PARTS = regex(r"\s*[,，](?!\s*(?:[JS]r|I{2,3}|IV)\b)\s*|\s+[-–—]+\s+|\s*[—–]\s*")
CREDITS = (
    r"(?:(?:images?|photo(?:s|graph\w*)?|fotos?|picture|bild(?:er)?|illustration\w*|video"
    r"|gra(?:phics?|fik)|immagin\w+|imagen|copyright)\b|©)"
)
EDITOR = (  # and those who read proofs and take pictures, in China
    r"(?:(?:[责責]任|执行|值班|本期|主)?[编編][辑輯审審]|[责責][编編]|(?:[责責]任)?校[对對]|[摄攝]影"
    r"|写真|撮影)"
)
CREDIT = regex(rf"(?i)^\W*(?:{CREDITS}|{EDITOR}\s*[:：])")
GLUED_LABEL = regex(rf"(?<=\w)\s?(?=(?:[来來]源|出[处處]|作者|{EDITOR})\s*[:：])(?<![责責]任)")
# What is done to an article by others than its author, and the word for "by" behind it.
OTHER_ROLES = (
    r"(?:(?:(?:fact|medical\w*)[- ])?(?:check|review|verif|edit|updat|translat|illustrat)\w*"
    r"|geprüft|bearbeitet|aktualisiert|übersetzt|relu|vérifié|r[eéi]vis\w+|editado|tradu\w+)"
)
NEXT_LABEL = regex(
    rf"(?i)\s(?:(?:{CREDITS}|editor|{EDITOR})\s*[:：].*|{EDITOR}\s*[/／|｜・].*"
    rf"|(?:{CREDITS}|(?:with\s)?additional\s\w+)\sby\s.*|(?:사진|kuvat)\s.*"
    rf"|{OTHER_ROLES}\s(?:by|von|par|por|da)\s.*)"
)
OTHER_CREDIT = regex(
    rf"(?i)\W*(?:{CREDITS}|{OTHER_ROLES}|produced|filmed)(?: \w+)?"
    r"\s(?:by|von|par|por|da)\s"
)
OTHER_ROLE_LAST = regex(rf"(?i)\b(?:{CREDITS}|{OTHER_ROLES})(?:\s(?:by|von|par|por|da))?\s?:?$")
# What says that words, in lower case, are a role, or no part of a byline at all.
ROLE_WORDS = regex(r"\b(?:" + "|".join((
    r"(?:senior|junior)(?=\s)|staff|chief|edit(?:ed|ing|ors?|orial)|reporter\w*|jou?rnalist\w*|columnist",
    r"[ck]orr[ei]spond\w*|contribut(?:or|ing)|writers?|producer|aut(?:h?or|orin)|fellow|professor",
    r"director|manager|expert|specialist|analyst|founder|ceo|president|photographer|et\s+al|uhr",
    r"reviewed|updated?|publi(?:shed|[ée]e?|cad[oa]|cat)|pubblicato|veröffentlicht|posted",
    r"min\s+read|(?:read|learn)\s+more|photos?|fotos?|video|images?",
    r"illustrations?|graphics?|follow|subscribe|full\s+bio|view\s[\w\s]*profile|login|all\s+posts",
    r"(?:see|view)\s+all|heard\s+on|comments?|share|special\s+to|getty|shutterstock|credit|admin",
    r"fact[- ]checked|medically|redakt(?:eur|ör|or|ør|ion)\w*|ressort\w*|leiter(?:in)?",
    r"chef(?:redak\w*|in)?|volont[äa]r\w*|periodista|jefe|enviad[oa]|repórter",
    r"giornalista|inviat[oa]|r[ée]dact\w*|envoy[ée]e?|verslaggever|dziennikarz|toimittaja|wartawan",
    r"muhabir\w*|editör\w*|редактор|корреспондент|журналист",
)) + r")\b|記者$|기자$|论说|编辑部|报道$|報[导導道]$|প্রতিবেদক|संवाददाता|نامہ نگار")  # fmt: skip
PROFESSOR = regex(r"(?i)^(?:associate |assistant )?professor\w*\s+(?=\S+ \S)")
CJK_ROLE = regex(
    rf"^\w{{1,8}}[＝=]|^{HAN}{{0,8}}?(?:[记記]者|通[讯訊]员|作者|编辑|編集委員|特派員|論説委員)\s*(?={HAN})"
    r"|\s*(?:(?:선임|인턴|객원)?기자|특파원|논설위원|[記记]者|特派員|編集委員)$"
    r"|(?<=^[가-힣]{3})\s(?:\S+\s)?(?:칼럼니스트|평론가|교수|작가|변호사|연구원|소설가|시인|대표|원장)$"
)
# The line that ends a story, or opens it, in Korea: a name, the word for a reporter, and an address
# or "="; and the one by the headline, where others have their "By".
REPORTER: re.Pattern[str] = regex(
    r"(?<!\w)([가-힣]{2,4}?)\s*(?:선임|인턴|객원|전문)?(?:기자|특파원|논설위원)"
    r"(?:\s?=\s|(?:[\s()\[\]/|=·:]|<[^<>]{0,200}>)*[\w.+-]+@\w)"
)
KOREAN_BYLINE = regex(
    r"(?:^|[\])|/=]\s*)((?!취재|담당|수습|시민|본지|온라인|인터넷|편집|사진)"
    r"[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*\s?(?:선임|인턴|객원|전문)?\s?(?:기자|특파원|논설위원))"
    r"\s*(?:$|[\]|/=]|(?:기사)?입력|승인|등록|수정|구독)"
)
# How Chinese stories begin: "本报讯（记者 张三 李四）", in Taiwan "〔記者張三、李四／台北報導〕".
OPENING_LINE: re.Pattern[str] = regex(  # what it may begin with comes first: `re` finds that fast
    r"[讯訊电電道導记記](?:(?:(?<=[讯訊电電])|(?<=报道|報道|報導))\s*[（(]\S{0,12}(?:[记記]者|通[讯訊]员)"
    rf"|(?<=[记記])者(?=[\w\s、]{{2,20}}[/／]\s?{HAN}{{1,8}}[报報][导導道]))"
    rf"\s*({HAN}{{2,4}}(?:[\s、]+{HAN}{{2,4}}){{0,3}})\s*[）)/／]"
)
AGENCIES = word_set(
    "ap afp dpa apa sda ats ansa efe reuters tass ria xinhua pti ani ians upi pa aap ntb ritzau tt"
    " stt ctk čtk pap mti belga anp lusa kyodo jiji yonhap bernama antara anadolu aa agi adnkronos"
    " kna epd sid keystone agenturen agencies agencias agences ukrinform tanjug hina bta agerpres"
    " bloomberg associatedpress theassociatedpress agencefrancepresse pressassociation"
    " presstrustofindia canadianpress thecanadianpress"
    " 新华社 新華社 中新社 中央社 共同通信 時事通信 연합뉴스 뉴시스 тасс интерфакс риановости"
)
ORG_WORDS = regex(r"\b(?:" + "|".join((
    r"team|staff|desk|newsroom|agency|agencies|news(?:wire)?|media|magazine|editors|group|inc|llc",
    r"gmbh|ltd|company|university|institute|foundation|association|department|office|press|online",
    r"web|tv|radio|times|post|journal|network|studio|blog|bureau|editorial|contributors?|experts",
    r"wire|gr[ou]pp?[oa]|council|cent(?:er|re)|committee|society|zeitung|presse|nachrichten|agentur\w*|haber",
    r"redaktion(?:en)?|redacci[óo]n|r[ée]daction|redazione|redactie|redaç[ãa]o|toimitus",
    r"redak[ct](?:ja|e|ija|sjonen|tionen)|szerkeszt\w+|ag[êe]ncia|agence|agenzia|ajansı",
    r"редакция|агентство",
)) + r")\b|\b(?:kft|oy|bv|z o\. ?o|s\.r\.l|s\.p\.a|s\.a)\.?$" + (
    r"|編集部|编辑部|通信|新聞|通讯社|뉴스|편집|취재|وكال|تحرير|ڈیسک|डेस्क|ডেস্ক"
))  # fmt: skip
ORG_AND = regex(r"^[^\n,;|]+?\s(?:&|and|und|et|y|e)\s[^\n,;|]+$")
NOBODY = {""} | word_set(  # user names and placeholders of publishing software
    "administrator superuser root user guest webmaster anonymous unknown none null undefined na"
    " nobody owner test default posts system wordpress moderator me you verfasser byline"
    " 未知 佚名 匿名 管理员 系统管理员 小编 本站 网络 整合 综合 整理 编译 관리자 미상 作者 автор"
    " author theauthor auteur lauteur autor elautor derautor autore lautore oautor print email"
    " monday tuesday wednesday thursday friday saturday sunday"  # "By Ana Díaz | Friday, May 3"
    # Places of several words, which are written like names: "By Ana Díaz, Cape Town".
    " newyork newyorkcity losangeles sanfrancisco sandiego lasvegas neworleans saltlakecity"
    " washingtondc hongkong newdelhi नईदलल kualalumpur telaviv abudhabi capetown addisababa"
    " ciudaddemexico mexicocity buenosaires riodejaneiro saopaulo belohorizonte portoalegre"
    " santodomingo sanjose sanjuan sansalvador panamacity lapaz portauprince unitednations"
    " nuevayork hochiminhcity phnompenh saudiarabia southafrica newzealand unitedkingdom"
    " unitedstates northernireland srilanka ابوظبي نيیدہلی تلابيب الدارالبيضاء"
)
NAME_PARTICLES = word_set(
    "the de la las los del della delle di da das do dos du des d le el al von vom van der den het"
    " ter ten te zu zum zur af av bin ibn ben bint y e i san st ur la't op in 't"
)
# "Ana Díaz | Senior Writer | 3 May 2024", "3 May 2024 | Ana Díaz": two to four words.
FULL_NAME = r"([A-ZÀ-ÞА-Я][\w'’.-]+(?:\s[\w'’.-]+){0,2}\s[A-ZÀ-ÞА-Я][\w'’.-]+)"
NAME_FIRST = regex(rf"^{FULL_NAME}\s*[|•·]")
NAME_LAST = regex(rf"^[^|•·]*[|•·]\s*{FULL_NAME}$")
BAR = regex(r"[|•·]")
# Whose trade beside a name makes a line by the headline a byline.
WRITERS = regex(
    r"(?i)\b(?:(?:reporter|writer|editor|journalist|columnist|blogger)s?|reporter(?:in|ka)"
    r"|[ck]orr[ei]spond\w+|journalistes?"
    r"|redakt(?:eur(?:in)?|or(?:ka)?|ör|ør)|periodista|redactora?|repórter|giornalista|verslaggever"
    r"|toimittaja|dziennikar(?:z|ka)|muhabir\w*|корреспондент|журналист(?:ка)?|редактор)\b"
)
ROLE_MARK = regex(r"\s*[,|•·–—]\s+")
# What joins a date to the names before it, and the time of day to it: "by Ana Díaz on Friday,".
DAY_LEAD = regex(
    r"(?<![\s,])[\s,]+(?:(?:on|at|am|um)(?:\s+[^\W\d_]+[.,]*)?|(?:le|el|il|op|em|på)(?:\s+[a-zß-ÿ-]+)?|den|dnia"
    r"|dne|เมื่อ(?:วันที่)?|[a-zß-žа-я]{3,}(?=,))[\s,]*$"
)
CLOCK_LEAD = regex(
    r"(?i)^[\s,|•·/–—-]*(?:(?:(?:at|um|à|alle|às|kl\.?)\s+)?\d{1,2}[:.h]\d\d(?!\d)"
    r"(?:\s*(?:[ap]m|uhr)\b)?[\s,|•·/–—-]*)?"
)
ROLE_BEHIND = regex(  # "ANA DÍAZ Staff Writer"
    r"^([A-ZÀ-Þ][A-ZÀ-Þ.'’-]*(?:\s[A-ZÀ-Þ.'’-]+)+)\s(?:[A-Z][a-z]+\s)*(?:Writer|Reporter|Editor"
    r"|Correspondent|Columnist)$"
)
NAME_STOP = regex(r"(?<=[^\W\d_]{3})\.$")
FILED_UNDER = regex(r" (?:in|on|for)(?: (?:the )?(?=[A-Z]).*|$)")  # "By Ana Díaz in Ships"
NAME_NOISE = regex(
    r"^(?:Ass\w+ )?Professor(?= \S+ \S)|[(（\[][^()（）\[\]]*[)）\]]$|\S+@\S+|@\w+|https?://\S+|www\.\S+"
    r"|[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+"
)
NO_NAME_SIGN = regex(r"[_@=<>{}?!…#$%:：]")
SOURCE_LINE = regex(r"(?:来源|來源|稿源)\s*[:：]\s*([^\s:：|｜/／,，。;；（）()]{2,20})")
HAN_ORG = regex(  # in China, where a person's name has two to four characters, or a dot
    rf"^{HAN}{{5,}}$|[报報网網社]$|新闻|新聞|财经|科技|频道|周刊|杂志|客户端|发布|观察|电视台|电台"
)
DOMAIN_END = regex(r"\w\.[a-z]{2,}$")
AUTHOR_PAGE = regex(  # the address of one author's page, by a folder of its path
    r"(?i)/(?:authors?|autor(?:a|e[sn]?|i|y|zy)?|auteurs?|contributors?|by(?:line)?|writers?|avtor"
    r"|people|journalist\w*|reporters?|columnists?|persons?|profiles?|staff|team|our[-_](?:people|team"
    r"|experts)|redak\w+|penulis|yazar(?:lar)?|firmas?|medarbejder|skribent|toimittaja)/[^/?#]"
)
NAME_ENDS = ' \t\n,;:*|/·•-–—"“”„«»【】〈〉<>()（）[]'
GLUE = "\x00"  # no page holds one
GLUED = regex(rf"(?<=\w){GLUE}+(?=\w)")
LAST_STOP = regex(r"[.!?。！？؟।]$(?<!\b\w\.)(?<!\b[JS]r\.)")  # not of "3:48 p.m.", "Jr."
AUTHORS_MAX = 30  # names; more is a list of the whole newsroom
BYLINE_CHARS_MAX = 200  # a longer one is a biography
BYLINE_SHARE_MIN = 0.5  # of the letters behind a "By": the rest is an "and" or a place
GAP_NODES_MAX = 12  # elements and texts between two names of one byline
ROLE_WORDS_MAX = 5  # words beside known names in a line that is a byline


def choose_authors(page: Evidence) -> list[str]:
    """The people who wrote the article, as the first row has them that names a person.

    The first agency or desk where nobody is named.
    """
    organizations: list[str] = []
    title = words_of(page.headline)
    known = page.site_names | page.organizations
    for row in SOURCES["authors"]:
        if organizations and row == "author box":
            break  # one may be of another story, and says less than a declared desk
        texts = list(read_rows([row], page))[:AUTHORS_MAX]
        if (page.region or "").startswith("zh"):  # where no name holds a space
            texts = [(source, HAN_GAP.sub("、", text)) for source, text in texts]
        found = (name for _, text in texts for name in names_in(text, known, page))
        names = unique_names(name for name in found if words_of(name) != title)
        people = [name for name in names if not is_organization(name, page)]
        if people or (names and not organizations):
            page.sources["authors"] = texts[0][0]
        if people:
            return [usual_spelling(name, page.parsed.html) for name in people[:AUTHORS_MAX]]
        organizations = organizations or names[:AUTHORS_MAX]
    source = printed_source(page.lines[:DATED_LINES_MAX])
    if source and all(is_site_name(name, page) for name in organizations):
        page.sources["authors"] = "printed source"
        return source
    return organizations


def names_in(text: str, known: frozenset[str], page: Evidence) -> list[str]:
    """The names in a byline; that of an organization is not parted: "Arts & Culture Desk"."""
    names = split_names(text, known)
    whole = strip_by(clean_text(text))
    desks = [x for x in names if is_organization(x, page) and fold_name(x) not in AGENCIES]
    if not desks or not ORG_AND.search(whole) or len(whole) > NAME_CHARS_MAX:
        return names
    others = [name for name in names if name not in desks]
    are_names = any(" " in name or fold_name(name) in AGENCIES for name in others)
    return names if are_names else [whole]


def printed_source(lines: Iterable[str]) -> list[str]:
    """The agency or paper that a Chinese page took its article from, as it says by the headline.

    >>> printed_source(["2024-05-03 12:11 来源：码头时报 举报"]), printed_source(["消息来源不明"])
    (['码头时报'], [])
    """
    return [source[1] for source in map(SOURCE_LINE.search, lines) if source][:1]


def usual_spelling(name: str, html: str) -> str:
    """A name that a byline prints in capitals, as the page spells it elsewhere, if it does.

    >>> usual_spelling("ANA DÍAZ", "ANA DÍAZ <b>Ana Díaz</b>"), usual_spelling("NASA", "Nasa")
    ('Ana Díaz', 'NASA')
    """
    if not name.isupper() or " " not in name:
        return name
    # The first letter as it is: a search that folds the case of all is slow.
    found = re.findall(rf"{re.escape(name[0])}(?i:{re.escape(name[1:])})(?!\w)", html)
    return next((text for text in found if is_capitalized(text) and not text.isupper()), name)


def unique_names(names: Iterable[str]) -> list[str]:
    """Names without repetitions in other spellings, in order; the longer spelling stays.

    >>> unique_names(["ANA DIAZ", "Bo Lee", "Ana M. Díaz"])
    ['Ana M. Díaz', 'Bo Lee']
    """
    kept: dict[str, str] = {}
    for name in names:
        words = name.split()
        key = fold_name(words[0] + words[-1])
        kept[key] = max(kept.get(key, ""), name, key=len)
    return list(kept.values())


def split_names(raw: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The names in a byline or an author's field, without what is no name; `known` ones always are.

    >>> split_names("By Ana Díaz, Bo Lee and Cy Fox | Senior Reporter")
    ['Ana Díaz', 'Bo Lee', 'Cy Fox']
    >>> split_names("Roe, Jo M."), split_names("松岡大地、山田花子"), split_names("a.b@example.org")
    (['Jo M. Roe'], ['松岡大地', '山田花子'], [])
    """
    if fold_name(raw) in known:
        return [clean_text(raw)]  # "Roe & Roe"
    lines = [clean_text(line) for line in raw.split("\n") if line and not CREDIT.match(line)]
    lines = [PLACE_BEFORE.sub("", NEXT_LABEL.sub("", strip_by(line))) for line in lines]
    whole = "\n".join(WITH_PLACE.sub(r"\1", line) for line in lines)
    names: list[str] = []
    for part in AND_WORDS.split(whole):
        pieces = [clean_name(piece) for piece in NAME_PARTS.split(part)]
        if len(pieces) == 2 and is_surname_first(*pieces):
            pieces = [f"{pieces[1]} {pieces[0]}"]
        elif " " in pieces[0] or DOMAIN_END.search(pieces[0]):  # one more word is a place or degree
            cased = {x: x[:1].isupper() and is_capitalized(x) for x in pieces if " " in x}
            pieces = [x for x in cased if cased[x] >= cased.get(pieces[0], False)]  # "de Manaus"
        for piece in pieces:
            halves = SHORT_AND.split(piece)
            is_list = all(" " in half or fold_name(half) in AGENCIES for half in halves)
            names += map(without_agency, halves if is_list else [piece])
    return list(filter(is_name, names))


def strip_by(line: str) -> str:
    """A byline without its "By", in any of the web's large languages.

    >>> strip_by("Von: Ida Blum"), strip_by("文／张三"), strip_by("Vondel Park")
    ('Ida Blum', '张三', 'Vondel Park')
    >>> strip_by("Theo Báo Mới"), strip_by("By Theo Brandt")
    ('Báo Mới', 'Theo Brandt')
    """
    line = line.strip()
    while by := BY_WORDS.match(f"{line.lower()} "):
        rest = line[by.end() :].strip()
        first = line.removesuffix(rest).strip()
        if first.istitle() and first.lower() in BY_NAMES and is_surname(rest):
            break
        line = rest  # "Text: von Ida Blum"
    return line


def is_surname(text: str) -> bool:
    """Whether a text is one word that can be a family name.

    >>> is_surname("O'Hara"), is_surname("van den Berg"), is_surname("AFP"), is_surname("Redaktion")
    (True, True, False, False)
    """
    words = [word for word in text.split() if word not in NAME_PARTICLES]
    if len(words) != 1 or not SURNAME.fullmatch(words[0]):
        return False
    written = words[0][0].isupper() and not words[0].isupper()
    return written and fold_name(text) not in AGENCIES and not ORG_WORDS.search(text.lower())


def is_surname_first(surname: str, rest: str) -> bool:
    """Whether what a comma parts is one name, as libraries and journals write it.

    >>> is_surname_first("van der Berg", "J. P."), is_surname_first("Ana Díaz", "Berlin")
    (True, False)
    """
    given = [x for x in rest.split() if not INITIAL.fullmatch(x) and x not in NAME_PARTICLES]
    return is_surname(surname) and len(given) <= 1 and all(map(is_surname, given))


def clean_name(piece: str) -> str:
    """One name without brackets, roles of one's trade, quotes, handles and dates."""
    piece = NAME_NOISE.sub(" ", piece)
    piece = CJK_ROLE.sub("", PROFESSOR.sub("", fold_space(piece).strip(NAME_ENDS)))
    piece = ROLE_BEHIND.sub(r"\1", FILED_UNDER.sub("", fold_space(piece)).strip(NAME_ENDS))
    return NAME_STOP.sub("", piece)


def without_agency(name: str) -> str:
    """A whole name without the agency behind it.

    >>> without_agency("ANA DÍAZ Associated Press"), without_agency("Ana Díaz AFP")
    ('ANA DÍAZ', 'Ana Díaz')
    >>> without_agency("Maria Lusa"), without_agency("Agence France Presse")
    ('Maria Lusa', 'Agence France Presse')
    """
    words = name.split()
    for n in range(2, len(words)):
        tail = " ".join(words[n:])
        if fold_name(tail) in AGENCIES and (" " in tail or tail.isupper() or len(tail) > 4):
            return " ".join(words[:n])
    return name


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person or an institution.

    >>> is_name("Ana Díaz"), is_name("王小明"), is_name("jdoe_77"), is_name("Senior Reporter")
    (True, True, False, False)
    """
    folded, lowered, words = fold_name(text), text.lower(), text.split()
    if folded in AGENCIES:
        return True
    if folded in NOBODY or NO_NAME_SIGN.search(text) or not 1 < len(text) <= NAME_CHARS_MAX:
        return False
    has_role = ROLE_WORDS.search(lowered) or any(map(str.isdigit, text))
    if has_role and not (ORG_WORDS.search(lowered) and ROLE_WORDS.sub("", lowered).strip()):
        return False
    # "News" is a desk, and of no use without its name; one lower-case word is a user's name.
    is_user = len(words) == 1 and text.isascii() and text.islower()
    return not is_user and not ORG_WORDS.fullmatch(lowered)


def is_organization(name: str, page: Evidence) -> bool:
    """Whether a name is an agency's, a desk's or the site's own."""
    folded, words = fold_name(name), name.split()
    return (
        folded in AGENCIES
        or folded in page.organizations
        or is_site_name(name, page)
        or bool(ORG_WORDS.search(name.lower()) or DOMAIN_END.search(name))
        or any(holds_words(folded, words, site) for site in page.site_names)
        or (len(words) == 1 and bool(CAMEL_CASE.search(name)))
        or ((page.region or "").startswith("zh") and bool(HAN_ORG.search(name)))
    )


def holds_words(folded: str, words: Sequence[str], site: str) -> bool:
    """Whether the words of a name hold a site's: whole ones, where the script parts them.

    >>> holds_words("petrnovak", ["Petr", "Novák"], "nova")
    False
    >>> holds_words("novastaff", ["Nova", "Staff"], "nova")
    True
    """
    if site[:1] >= "\u0e00":  # Thai, Chinese, Japanese, Korean
        return site in folded
    runs = ("".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return site in map(fold_name, runs)


def is_capitalized(name: str) -> bool:
    """Whether a name is written like one: a capital first, where the script has capitals.

    >>> is_capitalized("Ana de la Cruz"), is_capitalized("山田"), is_capitalized("Head of Sea")
    (True, True, False)
    >>> is_capitalized("ნინო ბერიძე")  # lower-case letters by Unicode, whose capitals head no word
    True
    """
    words = [word for word in name.split() if word.casefold() not in NAME_PARTICLES]
    return all(word[:1] == word[:1].title() for word in words)


def only_one(metas: Iterable[Tag]) -> list[str]:
    """The content of a meta element that is the only one; nothing where there are several."""
    contents = [str(meta.get("content")) for meta in metas]
    return contents if len(contents) == 1 else []


def is_author_link(node: Any) -> bool:
    """Whether an element or text is a link to an author's page."""
    return node.name == "a" and AUTHOR_PAGE.search(str(node.get("href"))) is not None


def bylines_of(tags: Iterable[Tag]) -> list[str]:
    """The bylines that elements beside the headline print: the first, and those joined to it."""
    texts: list[str] = []
    last: Tag | None = None
    for tag in tags:
        if last and not joined(last, tag):
            break
        text = byline_text(tag)
        names = split_names(text)
        people = [name for name in names if fold_name(name) not in AGENCIES]
        plain = all(is_capitalized(n) and (len(n) > 3 or not n.isascii()) for n in people[:2])
        if names and plain and len(text) <= BYLINE_CHARS_MAX:
            texts.append(text)
            last = tag
    return texts


def joined(tag: Tag, other: Tag) -> bool:
    """Whether no more than an "and" or a comma stands between two elements."""
    last: Any = tag
    while getattr(last, "contents", None):
        last = last.contents[-1]
    nodes = itertools.islice(last.next_elements, GAP_NODES_MAX)
    gap = list(itertools.takewhile(lambda node: node is not other, nodes))
    texts = (node for node in gap if isinstance(node, str))
    return len(gap) < GAP_NODES_MAX and all(map(JOINT.fullmatch, texts))


def is_name_element(tag: Tag) -> bool:
    """Whether an element is marked as a name, in microdata or as an hCard's formatted name."""
    return tag.get("itemprop") == "name" or "fn" in str(tag.get("class")).split()


def byline_text(tag: Tag) -> str:
    """A byline as printed: the first line with names, without what stands below it.

    Where its names are marked as such, or link to their authors' pages, those alone.
    """
    parts = [x for x in first_nodes(tag.descendants) if x.name]
    parts = [x for x in parts if is_name_element(x) or is_author_link(x)]
    parts = [x for x in parts if not OTHER_ROLE_LAST.search(text_before(x))] or parts[:1]
    if named := [text for x in parts if split_names(text := printed(x).split("\n")[0])]:
        return "\n".join(named)
    lines = GLUED.sub("\n", printed(tag, edge=GLUE)).replace(GLUE, "").split("\n")
    if tag.name in ("ul", "ol"):
        return "\n".join(x for x in lines if " " in x and not DIGIT.search(x) and split_names(x))
    sides = ((line, x) for line in lines for x in around_date(line)[0])
    texts = (x for line, x in sides if " " in x or not DIGIT.search(line))
    return next(filter(split_names, texts), "")


def text_before(tag: Tag) -> str:
    """The last text before an element that says something; empty where there is none near."""
    near = (x.strip() for x in first_nodes(tag.previous_elements) if isinstance(x, str))
    return next(filter(None, near), "")


def said_bylines(page: Evidence) -> list[str]:
    """The first byline that begins with a "By", wherever below a printed headline it stands."""
    for tag in marked(page, "by") if page.title_element else ():
        text = printed(tag)
        text = text if strip_by(text) or not tag.parent else printed(tag.parent)
        linked = bylines_of([tag]) if any(map(is_author_link, first_nodes(tag.descendants))) else []
        if found := linked or byline_lines(text.split("\n")):
            return found
    return []


def byline_lines(lines: Sequence[str]) -> list[str]:
    """The first byline in some lines: what follows a "By", on the same line or on the next.

    >>> byline_lines(["Home", "Published May 3, 2024 by Ana Díaz"]), byline_lines(["By", "Bo Lee"])
    (['Ana Díaz'], ['Bo Lee'])
    >>> byline_lines(["By the sea it was quiet when they came home that night."])
    []
    """
    lines = [part for line in lines for part in GLUED_LABEL.split(line)]
    lines.sort(key=lambda line: line.startswith(("来源", "來源")))  # where it was first: an outlet
    for i, line in enumerate(lines):
        if len(line) > BYLINE_CHARS_MAX or LAST_STOP.search(line) or CREDIT.match(line):
            continue
        sides, (start, end) = around_date(line)
        for part in [x[at:] for x in sides for at in (0, *(bar.end() for bar in BAR.finditer(x)))]:
            rest = strip_by(part := CLOCK_LEAD.sub("", part))
            text = rest or "".join(line for line in lines[i + 1 : i + 2] if " " in line)
            if rest != part.strip() and starts_with_names(text):
                return [text]
            if korean := KOREAN_BYLINE.search(part.strip(" [(")):
                return [korean[1]]
        if name := name_with_role(sides[0] or sides[1], lines[i + 1 : i + 2]):
            return [name]
        match = NAME_FIRST.match(line[:start]) if start < end else None
        if not match and len(words_of(line[:start])) < 2:  # the day of the week
            match = NAME_LAST.match(line[end:])
        if match and is_name(match[1]):
            return [match[1]]
    return []


def name_with_role(line: str, below: Sequence[str]) -> str:
    """The names before the trade of those who write, on their line or the next; or "".

    >>> name_with_role("Ana Díaz, Senior Reporter", []), name_with_role("Ana Díaz", ["Editor"])
    ('Ana Díaz', 'Ana Díaz')
    >>> name_with_role("Ana Díaz", ["The editor of a paper that nobody reads."])
    ''
    """
    name, mark, role = ROLE_MARK.sub("\n", line, count=1).partition("\n")
    role = role if mark else "".join(below)
    is_role = len(role.split()) <= ROLE_WORDS_MAX and WRITERS.search(role)
    return name if is_role and " " in name and starts_with_names(name) else ""


def around_date(line: str) -> tuple[list[str], tuple[int, int]]:
    """What stands before the date in a byline and behind it, and where the date stands.

    >>> around_date("Ana Díaz, May 3, 2024, 12:30")
    (['Ana Díaz', ''], (10, 21))
    """
    _, at = find_date(line) or (None, (len(line), len(line)))
    before = DAY_LEAD.sub("", line[: at[0]]).rstrip(" ,-–—|•·/")
    return [before, CLOCK_LEAD.sub("", line[at[1] :])], at


def names_others(line: str) -> bool:
    """Whether a line is nothing but the names of those who took the pictures, edited or checked.

    >>> names_others("Photographs by Bo Lee"), names_others("Photographs by night are hard.")
    (True, False)
    """
    opening = OTHER_CREDIT.match(line)
    return opening is not None and starts_with_names(line[opening.end() :])


def starts_with_names(text: str) -> bool:
    """Whether names make up a text from its start: a whole one first, all of them capitalized.

    >>> starts_with_names("Ana Díaz and Bo Lee"), starts_with_names("Harbour")
    (True, False)
    """
    names = split_names(text)
    if not names or not text.startswith(names[0]):
        return False
    whole = " " in names[0] or not names[0].isascii()
    return whole and all(is_capitalized(name) and len(name.split()) < 5 for name in names)


def looks_like_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a short block is nothing but a byline: the authors, or names after a "By".

    >>> looks_like_byline("Ana Díaz, Senior Reporter", ["Ana Díaz"])
    True
    >>> looks_like_byline("Von Ida Blum, Berlin", []), looks_like_byline("De Bruyne", [])
    (True, False)
    """
    text = fold_space(text)
    if not text or len(text) > BYLINE_CHARS_MAX:
        return False
    rest = strip_by(text)
    folded = rest.casefold()
    for author in authors:
        folded = folded.replace(author.casefold(), " ")
    if folded != rest.casefold():
        words = words_of(ROLE_WORDS.sub(" ", AND_WORDS.sub(" ", folded)))
        return len(words) <= ROLE_WORDS_MAX and not LAST_STOP.search(text)
    folded = fold_name(rest)
    if rest == text and not any(agency in folded for agency in AGENCIES):
        return False  # neither a "By" nor an agency: most blocks
    names = list(map(fold_name, split_names(rest)))
    share = len("".join(names)) / max(1, len(folded))
    # "De Bruyne" may be a crosshead: the little words want a whole name after them.
    return share >= BYLINE_SHARE_MIN and (
        AGENCIES.issuperset(names) or (rest != text and starts_with_names(rest))
    )


# --- Dates ----------------------------------------------------------------------------------------

PRINTED_ROWS = ("printed date", "date by the headline")
CHANGE = regex(  # stems of words for it, folded
    r"updat|modif|lastmod|last (?:edit|review)|edited|changed|reviewed|revised|aktuali[sz]|geändert"
    r"|bearbeitet|actuali[sz]|à jour|màj|maj le|aggiorna|atualiza|gewijzigd|bijgewerkt|op?pdater"
    r"|uppdater|ändrad|päivitet|muokat|измен|оновлен|zmieni|güncelle|diperbarui|cập nhật"
    r"|frissít|módosít|ενημ|更新|修改|수정|업데이트|تحديث|آخر تعديل|به‌?روز|עודכן|עדכון|अपडेट|আপডেট"
    r"|แก้ไข|อัปเดต|புதுப்பி|განახლ|ажур|ažur|izmi?j?en|posodob|atnauj|atjaun|uuendat|uppfær"
    r"|yenilən|përditë|eguneratu|opgedat|bygewerk|imebore|imesasish"
    r"|actualitz|labots|muudet|nuashon|yangilan|обнов|змінен|абноўл"
)
# Stems of the twelve months' names, accents off, a family of languages a row. Where one stem names
# two months the page's language decides, and else the first row.
MONTHS = {
    # en, de, fr, es, pt, it, nl, da, sv, nb, ro, hu, sk, sl, lv, et, id and ms agree.
    "": "jan/ian/ene/gen feb/fev mar/mrz/maa/mrt/mac apr/abr/avr may/mai/maj/mei/mag"
    " jun/juin/iun/giu jul/juil/iul/lug aug/aou/ago/agu/ogos sep/set/szep oct/okt/out/ott nov/noi"
    " dec/dez/dic/des/dis",
    "pl": "sty lut mar kwi maj cze lip sie wrz paz lis gru",
    "cs": "led uno bre dub kve cerv/cerven cervenc srp zar rij lis pro",
    "hr": "sij velj ozu tra svi lip srp kol ruj lis stu pro",
    "fi": "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu",
    "lt": "saus vas kov bal geg birz liep rugp rugs spal lapkr gruod",
    "az": "yan fev mar apr may iyn/iyun iyl/iyul avq/avg senty okty noy dek",  # uz too
    "gl": "xan feb mar abr mai xun xul ago set out nov dec",
    "eu": "urtarr otsail martxo apiri maiatz ekain uztail abuztu irail urri azaro abendu",
    "ga": "eanair feabh mart aib bealt meith iuil lunas mean-fomhair deireadh-fomhair samh nollai",
    "cy": "ionawr chwef mawrth ebrill mai mehef gorff awst medi hydref tachw rhagf",
    "sq": "jan shku mar prill maj qersh korr gush shta teto nent dhje",
    "fil": "ene pebre mar abr may hunyo hulyo ago setye oktu nobye dis",
    "tr": "oca sub mar nis may haz tem agu eyl eki kas ara",
    "el": "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "ru": "янв/јан/яну фев/феб мар апр май/мая/мај июн/јун/юни июл/јул/юли авг сен/сеп окт"
    " ноя/нов/ное дек/дец",  # bg and sr too
    "uk": "січ лют бер кві тра чер лип сер вер жов лис гру",
    "be": "студ лют сак крас мая/трав чэр ліп жні вер кас ліст сне",
    "ar": "يناير/جانفي فبراير/فيفري مارس أبريل/ابريل/إبريل/أفريل ماي يونيو/جوان يوليو/جويلية"
    " أغسطس/اغسطس/غشت/أوت سبتمبر/شتنبر أكتوبر/اكتوبر نوفمبر/نونبر ديسمبر/دجنبر",
    "ar-LB": "كانون-الثاني شباط آذار/اذار نيسان أيار/ايار حزيران تموز آب أيلول/ايلول"
    " تشرين-الأول/تشرين-الاول تشرين-الثاني كانون-الأول/كانون-الاول",
    "ur": "جنوری فروری مارچ اپریل مئی/مئ جون جولائی/جولائ اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "fa-IR": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",  # Iranian
    "he": "ינואר פברואר מרץ/מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जन फरवरी/फ़रवरी मार्च अप्रैल मई जून जुल अग सित अक्टू/अक्तू नव दिस",
    "bn": "জানু ফেব্রু মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টে অক্টো নভে ডিসে",
    "mr": "जाने फेब्रु मार्च एप्रि मे जून जुलै ऑग सप्टें ऑक्टो नोव्हें डिसें",
    "gu": "જાન્યુ ફેબ્રુ માર્ચ એપ્રિ મે જૂન જુલા ઑગ/ઓગ સપ્ટે ઑક્ટો/ઓક્ટો નવે ડિસે",
    "pa": "ਜਨ ਫਰ/ਫ਼ਰ ਮਾਰਚ ਅਪ੍ਰੈ ਮਈ ਜੂਨ ਜੁਲਾ ਅਗ ਸਤੰ ਅਕਤੂ ਨਵੰ ਦਸੰ",
    "ta": "ஜன பிப் மார்ச் ஏப் மே ஜூன் ஜூலை ஆக செப் அக் நவ டிச",
    "te": "జన ఫిబ్ర మార్చి ఏప్రి మే జూన్ జూలై/జులై ఆగ సెప్ అక్టో నవ డిసె",
    "kn": "ಜನ ಫೆಬ್ರ ಮಾರ್ಚ್ ಏಪ್ರಿ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗ ಸೆಪ್ಟೆ ಅಕ್ಟೋ ನವೆಂ ಡಿಸೆ",
    "ml": "ജനു ഫെബ്രു മാർ ഏപ്രി മേ/മെയ് ജൂൺ ജൂലൈ/ജൂലായ് ഓഗ/ആഗ സെപ് ഒക് നവ ഡിസ",
    "si": "ජන පෙබ මාර් අප් මැයි ජූනි ජූලි අගෝ සැප් ඔක් නොවැ දෙසැ",
    "kk": "қаң ақп наур сәу мамыр маус шіл там қыр қаз қар жел",
    "ka": "იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ",
    "hy": "հունվ փետ մար ապր մայ հունիս հուլ օգոս սեպ հոկ նոյ դեկ",
    "am": "ጃን ፌብ ማርች ኤፕ ሜይ ጁን ጁላ ኦገ ሴፕ ኦክ ኖቬ ዲሴ",
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "lo": "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "my": "ဇန် ဖေ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩ/သြ စက် အောက် နို ဒီ",
    "th": "ม.ค/มกรา ก.พ/กุมภา มี.ค/มีนา เม.ย/เมษา พ.ค/พฤษภา มิ.ย/มิถุนา ก.ค/กรกฎา ส.ค/สิงหา ก.ย/กันยา"
    " ต.ค/ตุลา พ.ย/พฤศจิ ธ.ค/ธันวา",
}
MONTH_STEMS = {
    (language, stem): month
    for language, row in MONTHS.items()
    for month, stems in enumerate(row.split(), 1)
    for stem in stems.split("/")
}
for (_, stem), month in [*MONTH_STEMS.items()]:
    MONTH_STEMS.setdefault(("", stem), month)
MONTH_ENDING_MAX = 9  # letters behind a stem: "sep-tiembrie", "touko-kuuta"

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as date.weekday() counts them
WEEKDAY = regex(rf"(?i)\b({'|'.join(WEEKDAYS)})[a-z]*[,.]?\s*\Z")
EPOCH = regex(r"^(\d{10})(?:\d{3})?(?:\.\d+)?$")
DIGIT = regex(r"\d")
NUMERIC_DATE = regex(
    r"(?<![\d.,/-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?![\d/-]|:\d|\.\d\d(?![\d:]))"
)
# A letter, or a vowel sign that follows one in the scripts of South and Southeast Asia; of one
# class, and few in a row: or a Thai sentence, one long word, could be read in 2**n ways.
LETTER = (
    r"(?:(?![\d_\u0964\u0965])[\w\u0300-\u036f\u0900-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u1780-\u17d3\u200c"
    r"\u200d])"
)
YEAR, DAY = r"(?P<year>\d{4})(?!\d)", r"(?P<day>\d{1,2})"
MONTH = (  # in Arabic also as "مايو/أيار", in both its calendars' words
    rf"(?P<month>{LETTER}{{1,24}}(?:\.[^\W\d_])?(?:\s(?:الثاني|الأول|الاول|Fómhair))?)"
    r"(?:\s?/\s?[\u0620-\u064a]+(?:\s(?:الثاني|الأول|الاول))?)?"
)
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}  # the years before their first
ASIDE = r"(?:\s?[(（][^()（）]{1,8}[)）])?"  # the same year in the other calendar
WORDED_DATES = tuple(map(regex, (
    rf"(?P<year>\d{{4}}|(?:{'|'.join(ERAS)})\s?(?:\d{{1,3}}|元)){ASIDE}\s*[年년]{ASIDE}"
    r"\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号號일]",
    rf"(?i)(?<!\d){DAY}\s+tháng\s+(?P<month>\d{{1,2}})\D{{1,6}}{YEAR}",
    rf"(?<!\d){DAY}(?:st|nd|rd|th|er|º|ª|°|\.|-?го|ης)?[\s.\-/]*(?:de\s|of\s|d['’]|ta['’]\s?|ב)?\s*"
    rf"(?:ខែ)?{MONTH}[\s.,،\-/]*(?:del?\s|พ\.ศ\.|ឆ្នាំ)?\s*['’]?"
    r"(?P<year>\d{4}|(?<=[\u0e00-\u0e7f.]\s)\d\d(?!:))(?!\d)",
    rf"(?<!\w){MONTH}(?:[\s.]*|[-/]){DAY}(?:st|nd|rd|th|\.)?(?:[\s,،၊]+(?:at\s)?|[-/]){YEAR}",
    rf"(?<!\d){YEAR}\.\s*gada\s+{DAY}\.\s*{MONTH}",
    rf"(?<!\d){YEAR}[.,\s-]*(?:m\.\s|e?ko\s)?\s*(?:de\s)?{MONTH}[\s.-]+(?:d\.\s|මස\s)?{DAY}(?!\d)",
    rf"(?<!\d){YEAR}\s?оны?\s?(?P<month>\d{{1,2}})(?:\s?-?р|\sд[уү]г(?:аа|ээ)р)?\s?сарын\s?{DAY}(?!\d)",
)))  # fmt: skip
# Hours ahead of UTC: of summer times, and where there is none. EST, CET and their like are left
# out: in summer they are printed out of habit.
ZONES = {
    "EDT": -4, "CDT": -5, "MDT": -6, "PDT": -7, "CEST": 2, "MESZ": 2, "AEDT": 11, "MSK": 3,
    "МСК": 3, "SAST": 2, "EAT": 3, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "JST": 9, "KST": 9,
}  # fmt: skip
MORNING = word_set("오전 午前 上午 凌晨 صبح पूर्वाह्न পূর্বাহ্ণ এএম முற்பகல் ఉ ق.ظ sáng pagi")
AFTERNOON = word_set(  # and what begins with p, π or the Arabic m
    "오후 午後 下午 晚上 দুপুর বিকাল বিকেল शाम दोपहर ب.ظ بعدازظهر شام دوپہر अपराह्न অপরাহ্ণ পিএম பிற்பகல்"
    " பிப సా chiều tối petang malam"
)
PART_OF_DAY = "|".join(map(re.escape, sorted(MORNING | AFTERNOON)))
CLOCK = regex(
    rf"(?i)(?:(?P<part>{PART_OF_DAY})\s*)?(?<![\d.:/-])(?P<hour>[01]?\d|2[0-3])"
    r"(?:\s?[:h時时点시]|(?<=\dT\d\d)|\.(?=\d\d\s*(?:uhr|น\.|[ap]\.?m\b|[A-Z]{3,4}\b|$)))\s?"
    r"(?P<minute>[0-5]\d|\d(?=[分분]))"
    r"(?::?(?P<second>[0-5]\d))?"
    r"(?![\d:])(?:[.,]\d+)?\s*(?P<half>[ap]\.?\s?m\b|[πμ]\.?\s?μ|(?:صباح|مساء|[صم])ا?(?!\w)"
    rf"|(?:{PART_OF_DAY})(?!\w))?"
    r"[\s(]*(?:uhr\b|hrs\b)?\s*(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?\b|UTC|GMT"
    rf"|(?-i:{'|'.join(ZONES)})\b)?"
)
ISO_DAY: re.Pattern[str] = regex(  # in addresses too, there also as 2024/5/3 and 2024/may/03
    r"(?<!\d)((?:19|20)\d\d)[/_-]?([01]\d|(?<=/)(?:\d|[a-z]{3,9})(?=/))[/_-]?"
    r"([0-3]\d|(?<=/)\d(?=/))(?!\d)"
)
DATED_ID: re.Pattern[str] = regex(  # 202405031230001
    r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)\d{3,12}(?!\d)"
)
# In Chinese characters, without kana or Hangul beside them.
HAN_TITLE = regex(r"[^\u3041-\u30ff\uac00-\ud7af]*[\u3400-\u9fff]{2}[^\u3041-\u30ff\uac00-\ud7af]*")
LOOSE_DOMAINS = word_set("ai co io tv me cc ly to fm gg so sh us eu")  # the whole world uses them
YEAR_FIRST_LANGUAGES = ("ja", "ko", "zh", "hu", "lt")
MONTH_FIRST_REGIONS = ("en-US", "fil", "en-PH", "es-US")
YEAR_MIN = 1995  # before it no article was first published on a web page
FUTURE_DAYS_MAX = 2  # time zones, and clocks that are a little off
THAI_YEARS = range(2538, 2644)  # 1995 to 2100
PERSIAN_YEARS = range(1374, 1479)  # 1995 to 2100
PERSIAN_LANGUAGES = ("fa", "ps")
PERSIAN_EPOCH = dt.date(622, 3, 21).toordinal()  # 1 Farvardin of the year 1
DATED_LINES_MAX = 15  # by the headline; those further off are of other stories
DATE_CHARS_MAX = 160  # a longer text is no line of dates
# What stands around the date of a dateline: a place of up to four words before it, and behind it
# a mark, in Slavic languages after a short word for "year".
BEFORE_DAY = regex(
    r"^\W*([^\W\d_][\w.'’-]*(?:[\s/]{1,3}[^\W\d_][\w.'’-]*){0,3})"
    r"[\s/]{0,3}[,:(–—|-]\s*(?:le|den|dnia|dne|lì|li|el|il|a)?\s*$"
)
AFTER_DAY = regex(r"\s?(?:[rgгр]\.)?\s*[)\]:/|–—-]")
DATE_ATTRIBUTE = regex(r"data-[\w-]*(?:date|time|publi)")  # scripts print dates from them
# Names of meta elements, letters alone: "news_authors", but not who made an application;
# "w-published-date", "release_date"; "article.lastUpdate".
META_AUTHOR: re.Pattern[str] = regex(
    r"(?<!twitter)(?<!banner)(?:author|reporter|journalist)(?:s|name)?$|byline$"
)
META_PUBLISHED: re.Pattern[str] = regex(
    r"(?<!un)(?<!last)(?:publish(?:ed)?|publication)(?:date|time|on|at)?$|(?:pub|post|release)date$"
)
META_CHANGED: re.Pattern[str] = regex(r"(?:modified|updated?)(?:date|time|on|at)?$")
# What may not stand before it comes last: `re` looks for a first character fast.
DATA_DATE = regex(r"([12]\d{3}-[01]\d-[0-3]\d)(?<![\d-].{10})(?![\d-])(?:[T ][\d:.+-]{5,25}Z?)?")
DATA_KEY_MAX = 40  # characters
DATA_KEY = regex(  # before a date in scripts, JSON, comments and attributes
    r"(?i)(?:dc:date|pub_?date|date_?publi\w*|publi(?:sh|cation)\w*)(?:[\\\"']|&quot;)*\s*[:=]"
    r"\s*(?:[\\\"']|&quot;)*$"
)
SAID_GAP_MAX = 60  # characters between "Posted" and the date: by whom, and where
DATE_LINE_MAX = 100  # characters of a block that is nothing but a date
DATE_WORDS_MAX = 6  # words beside the date: a label, the day of the week, a time zone


def choose_dates(page: Evidence) -> tuple[str | None, str | None]:
    """When the article was published and last changed, ISO 8601; each None where nothing says so.

    The day that most sources name wins, the first row's among equals; of those that name it, the
    first that tells most: the time, its offset. Some software states the last change as the
    publication as well: then what is printed knows better, and the later rows are asked.
    """
    changed_in, modified = next(dates_of("date_modified", page), ("", ""))
    changed = modified[:10]
    found = list(dates_of("date_published", page))
    told = {date[:10] for _, date in found}
    if told <= {changed} and not (told and is_printed(changed, page)):
        found += dates_of("date_published, where those are silent", page)
    if changed_in == "printed change":  # the same line, without its label
        found = [x for x in found if x[0] != "date by the headline" or is_before(x[1], modified)]
    if any(name in PRINTED_ROWS and date < changed for name, date in found):
        found = [(name, date) for name, date in found if date[:10] != changed]
    if not found:
        in_data = dates_of("date_published, where all are silent", page)
        found = [x for x in in_data if not changed or x[1][:10] <= changed]
    days = [date[:10] for _, date in found]
    best = [entry for entry in found if entry[1][:10] == max(days, key=days.count)]
    source, published = max(best, key=lambda entry: len(entry[1]), default=("", ""))
    if published:
        page.sources["date_published"] = source
    if is_before(modified, published):
        return published or None, None
    if modified:
        page.sources["date_modified"] = changed_in
    return published or None, modified or None


def is_printed(day: str, page: Evidence) -> bool:
    """Whether a line near the headline has a day, and not as that of a change."""
    dated = ((line, find_date(line, page.region)) for line in page.lines[:DATED_LINES_MAX] if day)
    return any(
        date and date[0].isoformat() == day and not CHANGE.search(line.casefold())
        for line, date in dated
    )


def is_before(one: str, other: str) -> bool:
    """Whether a date is before another, as far as both are told.

    >>> is_before("2024-05-03T16:11:00", "2024-05-03T17:40:00"), is_before("2024-05-02", "")
    (True, False)
    >>> is_before("2024-05-03T08:00:00", "2024-05-03T15:00:00+00:00")  # of another place, perhaps
    False
    """
    moments = [dt.datetime.fromisoformat(date) for date in (one, other) if "T" in date]
    if len(moments) == 2 and bool(moments[0].tzinfo) == bool(moments[1].tzinfo):
        return moments[0] < moments[1]
    return one[:10] < other[:10]


def dates_of(name: str, page: Evidence) -> Iterator[tuple[str, str]]:
    """The first date of each row of a field's sources, and which source that is."""
    for row in SOURCES[name]:
        for source, raw in read_rows([row], page):
            if date := parse_date(raw, page.region):
                yield source, date
                break


def language_written(title: str) -> str | None:
    """The language of a headline that its script tells, where a page declares none: Chinese.

    >>> language_written("灯塔重新点亮"), language_written("灯台の再点灯")
    ('zh', None)
    """
    return "zh" if HAN_TITLE.fullmatch(title) else None


def date_region(parsed: ParsedPage, language: str | None) -> str | None:
    """A language with a region: its own, og:locale's, or that of the host's top-level domain.

    The language alone where none of them tells; None where no language is known.
    """
    domain = host_of(parsed.url).rpartition(".")[2]
    national = len(domain) == 2 and domain not in LOOSE_DOMAINS
    if language == "en-US" and national:  # what software says that nobody told its country
        return "en"
    if not language or "-" in language:
        return language
    locales = (LANGUAGE_TAG.match(locale) for locale in parsed.meta.get("og:locale", ()))
    regions = [x[3] for x in locales if x and x[1].lower() == language and x[3]]
    regions += [domain] if national else []
    return f"{language}-{regions[0].upper()}" if regions else language


@functools.lru_cache(maxsize=256)
def parse_date(text: str, language: str | None = None) -> str | None:
    """A date in ISO 8601: with time and offset as far as they are stated; None for what is none.

    >>> parse_date("3. Mai 2024, 12:30 Uhr", "de"), parse_date("3 hours ago")
    ('2024-05-03T12:30:00', None)
    """
    text = fold_space(text[:300])
    if not text.isascii():  # the digits of other scripts
        text = DIGIT.sub(lambda digit: str(int(digit[0])), text)
    if match := EPOCH.match(text):
        moment = dt.datetime.fromtimestamp(int(match[1]), dt.timezone.utc)
        return moment.isoformat() if make_day(moment.year, moment.month, moment.day) else None
    if (match := ISO_DAY.match(text)) and match[2].isdecimal():
        year, month, number = map(int, match.groups())
        day, (start, end) = make_day(year, month, number), match.span()
    else:
        day, (start, end) = find_date(text, language) or (None, (0, 0))
    clock = CLOCK.search(text, end) or CLOCK.search(text[:start])
    return day.isoformat() + (time_of(clock) if clock else "") if day else None


def time_of(clock: re.Match[str]) -> str:
    """The time of a day that CLOCK found, in ISO 8601."""
    hour, half = int(clock["hour"]), (clock["half"] or clock["part"] or "").lower()
    if half:
        is_late = half in AFTERNOON or (half[0] in "pμم" and half not in MORNING)
        hour = hour % 12 + 12 * is_late
    time = f"T{hour:02}:{clock['minute']:0>2}:{clock['second'] or '00'}"
    if not clock["zone"]:
        return time
    if clock["zone"] in ZONES:
        return time + f"{ZONES[clock['zone']]:+03}:00"
    offset = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", clock["zone"])
    return time + (f"{offset[1]}{offset[2]:0>2}:{offset[3] or '00'}" if offset else "+00:00")


def make_day(year: int, month: int, day: int, language: str | None = None) -> dt.date | None:
    """A day that an article can have come out on, counted as in the West or Thailand, and where the
    language is written there as in Iran: elsewhere such a year is one of the Middle Ages.

    Asks the clock, the one thing outside the page that extraction looks at: no page can tell which
    of its dates lie in the future.

    >>> make_day(2567, 5, 3), make_day(1403, 2, 14, "fa"), make_day(1403, 2, 14, "en")
    (datetime.date(2024, 5, 3), datetime.date(2024, 5, 3), None)
    """
    with contextlib.suppress(ValueError):
        if year in PERSIAN_YEARS and (language or "")[:2] in PERSIAN_LANGUAGES:
            made = persian_day(year, month, day)
        else:
            made = dt.date(year - 543 if year in THAI_YEARS else year, month, day)
        if made.year >= YEAR_MIN and made <= dt.date.today() + dt.timedelta(days=FUTURE_DAYS_MAX):
            return made
    return None


def persian_day(year: int, month: int, day: int) -> dt.date:
    """A day of the Iranian calendar: six months of 31 days, then of 30; eight leap years in 33.

    >>> persian_day(1399, 12, 30), persian_day(1400, 1, 1)
    (datetime.date(2021, 3, 20), datetime.date(2021, 3, 21))
    """
    if not (1 <= month <= 12 and 1 <= day <= 31 - (month > 6)):
        raise ValueError
    leaps = (8 * year + 21) // 33
    days = 365 * (year - 1) + leaps + 31 * (month - 1) - max(0, month - 7) + day - 1
    return dt.date.fromordinal(PERSIAN_EPOCH + days)


def find_date(text: str, language: str | None = "en-GB") -> tuple[dt.date, tuple[int, int]] | None:
    """The first date in a text of any of the web's large languages, and where it stands (start and
    end, in characters); None where there is none.

    What figures like 03/05/2024 mean is told by an English weekday before them, or else by the
    language; where neither tells, they are no date.

    >>> find_date("Publicado el 3 de mayo de 2024"), find_date("12 people of 2024")
    ((datetime.date(2024, 5, 3), (13, 30)), None)
    """
    if not DIGIT.search(text):
        return None
    for match in NUMERIC_DATE.finditer(text):
        figures = match.groups()
        weekday = WEEKDAY.search(text, 0, match.start())
        if weekday and (day := day_on(weekday[1], figures)):
            return day, match.span()
        if day := numeric_day(figures, language):
            return day, match.span()
    for match in (match for pattern in WORDED_DATES for match in pattern.finditer(text)):
        year, month = year_number(match["year"]), match["month"]
        year += 2500 if "\u0e00" < month < "\u0e80" and year < 100 else 0  # as Thais shorten it
        number = int(month) if month.isdigit() else month_number(month, language)
        written_in = "fa" if "\u0600" < month < "\u0700" else language  # by the month's letters
        if number and (day := make_day(year, number, int(match["day"]), written_in)):
            return day, match.span()
    return None


def numeric_day(figures: Sequence[str], language: str | None) -> dt.date | None:
    """A day written in figures; the order is the language's, None where it cannot be told.

    >>> numeric_day(("3", ".", "5", "2024"), None), numeric_day(("3", "/", "5", "2024"), "en")
    (datetime.date(2024, 5, 3), None)
    """
    first, mark, second, third = figures
    language = "fa" if "۰" <= first[0] <= "۹" else language  # by its digits
    a, b, c = int(first), int(second), int(third)
    if len(first) > 2:
        return make_day(a, b, c, language)
    if len(first) == len(third) == 2 and (language or "")[:2] in YEAR_FIRST_LANGUAGES:
        return make_day(2000 + a, b, c)
    if len(third) == 1:
        return None
    c = c if len(third) == 4 else 2000 + c
    day_first = a > 12 or a == b or (mark == "." and b <= 12)
    if not day_first and (b > 12 or language in MONTH_FIRST_REGIONS):
        return make_day(c, a, b, language)
    told = day_first or language not in (None, "en", "en-CA")
    return make_day(c, b, a, language) if told else None


def day_on(weekday: str, figures: Sequence[str]) -> dt.date | None:
    """The day written in figures that was such a day of the week, in one of the orders only.

    >>> day_on("Fri", ("05", "/", "03", "2024")), day_on("Tue", ("05", "/", "03", "2024"))
    (datetime.date(2024, 5, 3), datetime.date(2024, 3, 5))
    >>> day_on("Sun", ("05", "/", "03", "2024"))
    """
    first, second, year = int(figures[0]), int(figures[2]), int(figures[3])
    days = {make_day(year, first, second), make_day(year, second, first)}
    told = [day for day in days if day and WEEKDAYS[day.weekday()] == weekday.lower()]
    return told[0] if len(told) == 1 else None


def year_number(name: str) -> int:
    """A year counted as in the West, or from the beginning of an era in Japan or Taiwan.

    >>> year_number("2024"), year_number("令和6"), year_number("令和元"), year_number("民國113")
    (2024, 2024, 2019, 2024)
    """
    before, count = ERAS.get(name[:2], 0), name[2:].strip()
    return before + (1 if count == "元" else int(count)) if before else int(name)


def month_number(name: str, language: str | None) -> int | None:
    """The month (1 to 12) that a word names: in the page's language first, then in any other.

    >>> month_number("lipca", "pl"), month_number("lipnja", "hr"), month_number("Lorem", "en")
    (7, 6, None)
    """
    name = name.casefold().replace(" ", "-").strip(".-").replace("ı", "i").replace("ł", "l")
    if name[:1] < "\u0400":  # Latin and Greek letters have accents to lose
        name = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))
    for size in range(len(name), max(1, len(name) - MONTH_ENDING_MAX - 1), -1):
        for known in ((language or "").split("-")[0], ""):
            if number := MONTH_STEMS.get((known, name[:size])):
                return number
    return None


def printed_dates(page: Evidence, kinds: Sequence[str], changes: bool = False) -> Iterator[str]:
    """The dates printed near the headline in elements of some kinds, one kind after the other:
    those of changes, by a word in or beside them, or the others."""
    for tag in [tag for kind in kinds for tag in marked(page, kind)][:MARKS_MAX]:
        names = ["datetime", "content", "title", *filter(DATE_ATTRIBUTE.match, tag.attrs)]
        name = next(filter(tag.get, names), "")
        stated = str(tag.get(name, ""))
        before = tag.previous_sibling
        label = before[-DATE_CHARS_MAX:] if isinstance(before, str) else ""
        around = tag.parent.get("class") if tag.parent else ""
        own = str(tag.get("class"))  # "published updated" is one date for both
        own = "" if "pubdate" in tag.attrs or "publish" in own else own
        beside = f"{label} {name} {own} {tag.get('itemprop')} {around}"
        lines = without_changes(tag, printed(tag, DATE_CHARS_MAX)).split("\n")
        parts = (part for line in lines for part in date_parts(line, beside))
        for part in [part for part, is_change in parts if is_change == changes]:
            yield from (stated, part)


def without_changes(tag: Tag, text: str) -> str:
    """The text of an element without the parts whose class calls them changed, if dates are left:
    blog software hides the last change in front of the date that it shows."""
    for part in first_nodes(tag.descendants):
        if part.name and CHANGE.search(str(part.get("class"))):
            rest = text.replace(printed(part), " ", 1)
            text = rest if find_date(rest) else text
    return text


def said_dates(page: Evidence) -> list[str]:
    """The first date behind a word for publishing, in the same element or in the one beside it."""
    for tag in marked(page, "said"):
        for box in filter(None, (tag, tag.parent)):
            if found := dates_behind(printed(box, 2 * DATE_CHARS_MAX).split("\n")):
                day = parse_date(found[0], page.region)
                times = (x for x in first_nodes(box.descendants) if x.name == "time")
                stated = (str(x.get("datetime")) for x in times)
                return [text for text in stated if day and text.startswith(day[:10])][:1] or found
    return []


def date_below_by(page: Evidence) -> list[str]:
    """The date in the line below the only byline, wherever that stands."""
    tags = marked(page, "by")
    if len(tags) != 1:  # of other stories, or of comments
        return []
    lines = printed(tags[0].parent or tags[0], DATE_CHARS_MAX).split("\n")
    pairs = itertools.pairwise(lines)
    return date_lines([below for line, below in pairs if start_of(line).startswith(BY_STARTS)])


def dates_behind(lines: Sequence[str]) -> list[str]:
    """The first date in some lines that a word for publishing stands before, on the line or above.

    >>> dates_behind(["Home", "Published", "May 3, 2024"]), dates_behind(["Posted in News by Bo"])
    (['Published May 3, 2024'], [])
    """
    for i, line in enumerate(lines):
        if not start_of(line).startswith(SAID_STARTS):
            continue
        line = line if DIGIT.search(line) else " ".join(lines[i : i + 2])
        for part, changed in date_parts(line[:DATE_CHARS_MAX]):
            found = None if changed else find_date(part)
            if found and found[1][0] <= SAID_GAP_MAX:
                return [part]
    return []


def dates_in_data(html: str) -> list[str]:
    """The date that scripts and comments name as the page's, where all of them name the same day.

    >>> dates_in_data('{"publishDate": "2024-05-03"}'), dates_in_data("<!-- pubdate=2024-05-03 -->")
    (['2024-05-03'], ['2024-05-03'])
    >>> dates_in_data('{"publishDate": "2024-05-03"}, {"publishDate": "2024-05-04"}')
    []
    """
    found = DATA_DATE.finditer(html)
    dates = [
        date for date in found
        if DATA_KEY.search(html, max(0, date.start() - DATA_KEY_MAX), date.start())
    ]  # fmt: skip
    return [dates[0][0]] if len({date[1] for date in dates}) == 1 else []


def metas_named(page: Evidence, pattern: re.Pattern[str]) -> list[str]:
    """What the meta elements hold whose names match: dates by age, all else in page order."""
    named = (name for name in page.parsed.meta if pattern.search(re.sub(r"[^a-z]", "", name)))
    found = [content for name in named for content in page.parsed.meta[name]]
    return sorted(found, key=lambda raw: parse_date(raw, page.region) or "")


def date_lines(lines: Iterable[str], changes: bool = False) -> list[str]:
    """The first of some lines, or of their parts, that is nothing but a date, or one of a change.

    >>> date_lines(["Home", "Published on May 3, 2024"]), date_lines(["Last updated: May 9, 2024"])
    (['Published on May 3, 2024'], [])
    >>> date_lines(["Home", "Published May 3, 2024 - Updated May 9, 2024"], changes=True)
    ['Updated May 9, 2024']
    """
    parts = (x for line in lines if DIGIT.search(line) for x in date_parts(line))
    told = (text for text, changed in parts if changed == changes)
    dates = (x for x in told if looks_like_date(x) or (not changes and has_dateline(x)))
    return list(itertools.islice(dates, 1))


def has_dateline(text: str) -> bool:
    """Whether a story begins with where and when it was written.

    >>> has_dateline("Köln, 3. Mai 2024 – Die Brücke"), has_dateline("(OSLO, May 3, 2024) It is")
    (True, True)
    >>> has_dateline("In Oslo, May 3, 2024, was a quiet day.")
    False
    """
    _, (start, end) = find_date(text) or (None, (0, 0))
    place = BEFORE_DAY.match(text[:start])
    return bool(place and place[1][0].isupper() and AFTER_DAY.match(text[end:]))


def date_parts(line: str, beside: str = "") -> list[tuple[str, bool]]:
    """A line of dates and whether it, or what stands beside it, speaks of a change.

    Parted where it has dates of both kinds: at the word for a change, or at the date after its own.

    >>> date_parts("May 3, 2024 Updated May 9, 2024")
    [('May 3, 2024 ', False), ('Updated May 9, 2024', True)]
    >>> date_parts("Updated May 9, 2024 Published May 3, 2024")
    [('Updated May 9, 2024 Published ', True), ('May 3, 2024', False)]
    """
    change = CHANGE.search(line.casefold())
    at = change.start() if change else len(line)
    if own := find_date(line[at:]):
        if find_date(line[:at]):
            return [(line[:at], False), (line[at:], True)]
        end = at + own[1][1]
        if other := find_date(line[end:]):
            end += other[1][0]
            return [(line[:end], True), (line[end:], False)]
    elif change and find_date(line[:at]) and CLOCK.search(line, at):
        return [(line[:at], False)]  # changed on the same day
    return [(line, bool(change or CHANGE.search(beside.casefold())))]


def looks_like_date(text: str, words_max: int = DATE_WORDS_MAX) -> bool:
    """Whether a short block is nothing but a date, with what is usually printed around one.

    >>> looks_like_date("Publicado: 3 de mayo de 2024"), looks_like_date("Am 3. Mai 2024 kam er.")
    (True, False)
    """
    text = fold_space(text)
    if len(text) > DATE_LINE_MAX or not (found := find_date(text)):
        return False
    parts = date_parts(text)
    if len(parts) > 1:
        return all(looks_like_date(part, words_max) for part, _ in parts)
    _, (start, end) = found
    rest = text[:start] + " " + text[end:]
    words = re.findall(r"[^\W\d_]+", CLOCK.sub(" ", rest))
    sentence = len(words) > 1 and bool(LAST_STOP.search(text))
    return len(words) <= words_max and not sentence


# --- The other fields -----------------------------------------------------------------------------

LANGUAGE_TAG = regex(
    r"^(?!und|mul|zxx)"  # "none known", "several", "no language"
    r"([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:$|[-_.@;, ])"
)
OTHER_SCRIPTS = word_set(  # languages that are not written in Latin letters
    "ru uk bg be mk ky ar fa ur ckb sd ja zh yue ko hi mr ne bn as pa am ti he yi el th ta te ml kn"
    " gu ka hy km lo my si"
)
TWO_SCRIPTS = frozenset({"sr", "kk", "mn", "tg", "ug", "ps"})  # or not always
SCRIPT_SHARE_MIN = 0.2  # of the letters: headlines quote names in other scripts
SCRIPT_LETTERS_MIN = 10  # fewer tell nothing
LISTED = regex(r",(?=\S)")  # joins sections in software's lists; a name's comma has a space
ENTITY = regex(r"&(?:amp|#0*38|#x26);")  # whole: HTML would read the "&sect" of "&section=" too
TAG_SPLIT = regex(r"\s*[,;、，،|\n]\s*|\s+(?=#)")
ONE_TAG_ROWS = ("json-ld keywords", "meta article:tag og:article:tag")  # "Doe, Jane" is one there
FREE_WORDS = {"true", "yes", "1", "free"}
PAID_WORDS = {"false", "no", "0", "locked"}  # a "metered" page may be read or not
HAN_WORDS = regex(rf"{HAN}{{2,}}(?: {HAN}{{2,}}){{2,}}")  # keywords parted by nothing but spaces
NO_TAG = regex(r"://|[<>=]")
NO_SECTION = regex(  # as blog software calls it, translated
    r"posts?|uncategori[sz]ed|sin categor[ií]a|non class[ée]e?|sem categoria|senza categoria"
    r"|nicht zugeordnet|nicht kategorisiert|zonder categorie|ongecategoriseerd|okategoriserade?"
    r"|bez kateg\w+|nezařazené|brez kategorije|без (?:рубрики|категории|категорії)|χωρίς κατηγορία"
    r"|未分类|未分類|غير مصنف|دسته‌بندی نشده|미분류",
    re.I,
)
CRUMBS_MAX = 8  # links; what has more is a menu
ARROW = regex(r"\s*(?:>|»|›|→|/\s*$)")  # between two links of a trail
TRAIL_DEPTH_MAX = 4  # elements around an arrow, up to the one that holds the trail
TRAIL_NODES_MAX = 200  # elements and texts from a headline up to the trail above it
TAG_CHARS_MAX = 80  # longer ones are sentences
TAG_LINKS_SHARE = 0.5  # of the text in a box of tags: the rest of it is its label
TAG_LABEL_MAX = 40  # characters beside the links to tags: more is running text
TAG_PAGES_MAX = 20  # links to tags; what has more is a cloud
TAGS_MAX = 60  # more are a search engine's bait or the whole menu
NO_IMAGE = regex(
    r"(?i)(^|[/_.-])(logos?|placeholder|spacer|favicon|sprite|1x1|no-?(?:image|avatar|photo))([/_.-]|\d|$)"
    r"|(^|/)(blank|pixel|(user-|default-)?avatar|default)\.\w+$|\.svg$"
)


def clean_language(raw: str, page: Evidence) -> str | None:
    """A BCP 47 tag in its usual case; None where it is none or the titles' script denies it."""
    if not (match := LANGUAGE_TAG.match(raw.strip())):
        return None
    language, script, region = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    if not script_fits(language, " ".join(x for _, x in read_rows(SOURCES["title"], page))):
        return None
    return "-".join(filter(None, (language, script, region)))


def script_fits(language: str, sample: str) -> bool:
    """Whether a text can be in a language, by its script alone: Latin or another one.

    >>> script_fits("ru", "Новости дня"), script_fits("en", "Новости дня"), script_fits("en", "")
    (True, False, True)
    """
    letters = [c for c in sample[:200] if c.isalpha()]
    latin = sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters)  # Unicode's blocks
    fitting = len(letters) - latin if language in OTHER_SCRIPTS else latin
    told = language not in TWO_SCRIPTS and len(letters) >= SCRIPT_LETTERS_MIN
    return not told or fitting >= SCRIPT_SHARE_MIN * len(letters)


def clean_whole_description(raw: str, page: Evidence) -> str | None:
    """A description that is not cut short."""
    text = clean_description(raw, page)
    return None if text and text.endswith(CUT_ENDS) else text


def clean_description(raw: str, page: Evidence) -> str | None:
    """A description; the site's name is none."""
    text = clean_text(raw)
    return None if len(text) < 2 or fold_name(text) in page.site_names else text


def clean_section(raw: str, page: Evidence) -> str | None:
    """A section's name; an address, a number, the site's name or software's word for no section is
    none."""
    text = LISTED.split(clean_text(raw))[0]
    said = any(map(str.isalpha, text)) and not text.startswith(("http", "/"))
    is_site = fold_name(text) in page.site_names  # not by its words: sport.* has a section Sport
    is_name = said and not is_site and not NO_SECTION.fullmatch(text)
    return text if is_name and len(text) <= NAME_CHARS_MAX else None


def breadcrumb(page: Evidence) -> list[str]:
    """The last crumb but the article itself of a JSON-LD BreadcrumbList: its name or its item's."""
    crumbs = values_of(page.others.get("BreadcrumbList", {}).get("itemListElement"))
    known = [crumb for crumb in crumbs if isinstance(crumb, dict)]
    known.sort(key=lambda crumb: int(p) if (p := str(crumb.get("position"))[:4]).isdecimal() else 0)
    names = [json_texts(crumb, {}) for crumb in known]
    return names[-2][:1] if len(names) > 2 else []


def printed_crumbs(page: Evidence) -> list[str]:
    """The last link of the innermost printed breadcrumb but the one to the page itself.

    The first link leads to the home page, or is above this page in the tree of its site: what else
    is called a breadcrumb is a menu.
    """
    here = path_of(page.parsed.url)
    for trail in itertools.chain(reversed(marked(page, "crumbs")), arrow_trails(page)):
        links = trail("a", limit=CRUMBS_MAX + 1)
        urls = [absolute_url(str(a.get("href", "")), page) or "" for a in links]
        if 1 < len(links) <= CRUMBS_MAX and (here + "/").startswith(path_of(urls[0])):
            ends = [url for url in urls if path_of(url) == here or url == urls[0] or not url]
            found = [printed(a) for a, url in zip(links, urls, strict=True) if url not in ends]
            return found[-1:]
    return []


def arrow_trails(page: Evidence) -> Iterator[Tag]:
    """What no label calls a breadcrumb: links above the headline that arrows part."""
    nodes: Iterable[Any] = page.title_element.previous_elements if page.title_element else ()
    for node in itertools.islice(nodes, TRAIL_NODES_MAX):
        if node.name is None and ARROW.match(node):
            around = itertools.islice(node.parents, TRAIL_DEPTH_MAX)
            yield from [tag for tag in around if len(tag("a", limit=2)) > 1][:1]
            return


def choose_tags(page: Evidence) -> list[str]:
    """The article's keywords, one string or many: of the first source that has any, none twice."""
    title = fold_name(page.headline)
    for row in SOURCES["tags"]:
        texts = [clean_text(text) for _, text in read_rows([row], page)]
        lists = [
            text.split() if HAN_WORDS.fullmatch(text) else TAG_SPLIT.split(text) for text in texts
        ]
        if len(texts) > 1 and row in ONE_TAG_ROWS:
            lists = [[text] if len(x) == 2 else x for text, x in zip(texts, lists, strict=True)]
        parts = [part.strip("#; ") for tags in lists for part in tags]
        named = [part[4:].strip() for part in parts if part[:4].casefold() == "tag:"]
        parts = named or parts  # the others are settings: "Lite:true", "Tag:Ports"
        long = [part for part in parts if len(part) > 1 or not part.isascii()]
        good = [part for part in long if len(part) <= TAG_CHARS_MAX and not NO_TAG.search(part)]
        tags: dict[str, str] = {}
        for tag in good:
            if fold_name(strip_site(tag, page)) != title:
                tags.setdefault(tag.casefold(), tag)
        if 0 < len(tags) <= TAGS_MAX:
            page.sources["tags"] = row
            return list(tags.values())
    return []


def tag_links(page: Evidence) -> list[Tag]:
    """The links in the first box of tags by the headline's story that is little but links."""
    for box in marked(page, "tags"):
        links = box("a", href=True, limit=TAGS_MAX + 1)
        linked = sum(len(link.get_text(strip=True)) for link in links)
        if links and linked > TAG_LINKS_SHARE * len(box.get_text(strip=True)):
            return links
    return []


def links_to_tags(page: Evidence) -> list[Tag]:
    """The links to pages of tags, but those in running text; none where they are a whole cloud."""
    links = [
        link for link in marked(page, "tag page") if link.parent and is_beside_links(link.parent)
    ]
    return links if len(links) <= TAG_PAGES_MAX else []


def is_beside_links(tag: Tag) -> bool:
    """Whether an element holds little but links, and a label or a date."""
    linked = sum(len(link.get_text(strip=True)) for link in tag("a"))
    return len(tag.get_text(strip=True)) - linked < TAG_LABEL_MAX


def clean_image(raw: str, page: Evidence) -> str | None:
    """An image's absolute URL; a logo, a pixel and a data: URI are none."""
    url = absolute_url(raw, page)
    return None if url is None or NO_IMAGE.search(urlsplit(url).path) else url


def absolute_url(raw: str, page: Evidence) -> str | None:
    """An address made absolute; None where it is no address of the web."""
    raw = ENTITY.sub("&", fold_space(raw))
    url = join_url(page.parsed.base_url, raw) if raw and not raw.startswith("#") else ""
    is_of_web = url.startswith(("http://", "https://")) and "." in host_of(url)
    return strip_credentials(url) if is_of_web else None


def clean_canonical(raw: str, page: Evidence) -> str | None:
    """A canonical address; a home page is none, but for the page that is one itself."""
    url = (absolute_url(raw, page) or "").split("#")[0]
    return url if url and not is_root(url, page) else None


def is_above(url: str, page: Evidence) -> bool:
    """Whether an address is the home page of the site or of the part of it that the page is in."""
    path, here = path_of(url), path_of(page.parsed.url)
    return "?" not in url and path != here and f"{here}/".startswith(f"{path}/" if path else "")


def is_root(url: str, page: Evidence) -> bool:
    """Whether an address is a site's root, and not the page itself."""
    return bool(path_of(page.parsed.url)) and not path_of(url) and "?" not in url


def choose_is_free(page: Evidence) -> bool | None:
    """Whether the page says that it can be read without paying.

    A part that must be paid for (`hasPart`) makes the article one that is not free.
    """
    for source in SOURCES["is_free"]:
        values = {raw.rsplit("/", 1)[-1].casefold() for _, raw in read_rows([source], page)}
        if values & (FREE_WORDS | PAID_WORDS):
            page.sources["is_free"] = source
            return not values & PAID_WORDS
    return None


def free_parts(page: Evidence) -> list[str]:
    """What JSON-LD says of the article and of each of its parts: whether it is free."""
    parts = [page.article, *values_of(page.article.get("hasPart"))]
    known = [{**page.by_id.get(str(x.get("@id")), {}), **x} for x in parts if isinstance(x, dict)]
    return json_texts([part.get("isAccessibleForFree") for part in known], {})


# === Text =========================================================================================
# In: a parsed page and its metadata. Out: the text of its article, or the reason why there is none.
# The page is cut into blocks (a paragraph, a heading, a list item, a table row), each is looked at
# twice, and each look is one sum of weighted evidence, which `--explain` prints. The first look
# judges a block by itself; then the part of the page that holds the body is chosen; the second
# look judges the blocks of that part by the company they keep.

UNREAD_TAGS = frozenset({"head", "meta", "title"})  # what else has no text was never built
# What is said to some readers or on demand: "(opens in a new tab)", what a word means.
SPOKEN_CLASS = regex(
    r"sr-only|visually-?hidden|screen-?reader|tooltip[-_]*(?:text|content|body|inner)", re.I
)
INLINE_TAGS = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "rp", "rt", "rtc", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOLD_TAGS = HEADING_TAGS | {"b", "strong", "em", "i"}
STYLE_TAGS = BOLD_TAGS | {"a", "pre"}  # those that change how the text in them looks
# Elements whose name says what they hold. Under these the whole branch is marked, at any depth.
ZONE_TAGS = frozenset({
    "nav", "header", "footer", "aside", "form", "figure", "figcaption", "article", "main",
    "blockquote", "button",
})  # fmt: skip
# Of these only a block's own element is marked: they nest for layout too.
OWN_TAGS = HEADING_TAGS | frozenset({
    "section", "ul", "ol", "dl", "table", "data-table", "details", "dialog", "summary", "address",
    "fieldset", "td", "li", "p", "pre",
})  # fmt: skip
# What stands in lines of its own. A name that is none of these nor of the inline ones is a button,
# or no name of HTML: a component, a mark for persons or places.
BLOCK_TAGS = (ZONE_TAGS | OWN_TAGS | frozenset({
    "body", "br", "caption", "center", "dd", "dir", "div", "dt", "head", "hr", "html", "legend",
    "menu", "search", "tbody", "tfoot", "th", "thead", "title", "tr",
})) - {"button"}  # fmt: skip
MORE_LABELS = frozenset({  # beside the class
    "id", "itemprop", "role", "data-testid", "data-component", "data-type", "data-name",
    "data-module", "data-qa", "data-test", "aria-label",
})  # fmt: skip
SLUG_HYPHENS_MIN = 3  # "comments-from-the-council"
UNFOLDING = frozenset({"aria-controls", "aria-expanded", "data-toggle", "data-bs-toggle"})
HIDDEN_STYLE = regex(r"display\s*:\s*none|visibility\s*:\s*hidden")
IS_CAPTION = regex(r"(?<!no[_-])caption")
CAPTION_CLASS = regex(  # of inline elements; not of credit cards
    r"(?<!no[_-])caption|(?:img|image|photo|foto)[-_]?(?:desc|credit)|\bcredits?\b(?!-)", re.I
)
ANCHOR_SIGNS = " #¶§↩↑🔗\ufe0e\ufe0f"  # of links to a heading itself, and back from a footnote
BUTTON_CLASS = regex(r"(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])")
SPACE_STYLE = regex(r"white-space\s*:\s*(?:pre|break-spaces)")
BLOCK_STYLE = regex(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b")
# What class names and ids mean: words that templates of all makers share. They are found inside
# others too. A "-" stands for what is no letter: at an end, for the end of a name as well; inside
# a word, for nothing as well.
LABEL_WORDS = {
    "body": "content story post entry text body main paragraph prose copy cuerpo corpo inhalt "
    "artikel article detail corps testo tresc inhoud haber-metni isi-berita honbun zhengwen tekst "
    "obsah brodtext",
    "related": "relat recommend recirc more-from more-on more-stories more-news more-info "
    "read-more read-next see-more see-next also similar teaser trending popular most-read "
    "most-view most-shared suggest crosslink outbrain taboola up-next next-article next-post "
    "next-up onward lire-aussi leia-tamb leggi-anche lees-ook lesen-sie czytaj-te baca-juga "
    "ilgili interesar mas-leido mas-leida meistgelesen mest-last mest-lest cok-okunan terpopuler "
    "ctete-take kanren",
    "list": "latest promo links link-list link-box carousel prev adjacent card grid feed bottom "
    "view-more",
    "share": "share sharing social follow addtoany facebook twitter whatsapp bookmark -print- "
    "teilen partage compartir compartilh condivid udostepn paylas bagikan megoszt",
    "subscribe": "newsletter subscri sign-up donat membership paywall piano regwall inscri abo-"
    " -cta- opt-in lead-gen mailchimp mailing boletin infolettre nieuwsbrief nyhetsbrev rassylk"
    " bulten uutiskirje hirlevel biuletyn",
    "ad": "-ads- -ad- advert sponsor banner -dfp -gpt -adslot -adunit werbung publicidad anzeige "
    "commercial publicit pubblicit annons reklam iklan mainos hirdet",
    "caption": "caption credit photo image -img figure galler media picture legend slide lightbox "
    "thumb -bild -foto didascalia bijschrift bildtext bildunterschrift epigrafe",
    "author": "author byline -bio- contributor writer profile -autor reporter journalist staff "
    "avatar -about auteur yazar penulis assinatura schrijver skribent forfatter muhabir szerzo "
    "toimittaja -firma- signatur",
    "comment": "comment user-review reviews- disqus respond reply replies discuss forum feedback "
    "komment koment coment reactie yorum diskus dyskus leserbrief pinglun hozzasz",
    "nav": "-nav menu breadcrumb pagina pager sidebar side- -side aside widget toolbar masthead "
    "skip rail utility -left- -right- column",
    "foot": "foot colophon end-of",
    "head": "head hero top-",
    "tag": "-tags- -tag- tagged keyword topic categor label kicker eyebrow badge chip pill rubri "
    "schlagwort mots-cles etiquet argoment onderwerp tematy etiket metki temas palavras",
    "legal": "copyright disclaim disclosure cookie consent gdpr privacy legal modal popup overlay "
    "dialog tooltip alert notice",
    "lead": "lead lede intro standfirst summary -dek excerpt subtitle sub-head descri abstract "
    "chapo vorspann deck tagline bajada entradilla ingress sommario catenaccio occhiello zajawka "
    "perex copete podzagolov linha-fina untertitel",
    "form": "-poll quiz survey vote rating stars score form- input search login sign-in account "
    "user",
    "unseen": "hidden sr-only visually screen-reader print-only d-none -hide offscreen invisible "
    "collapsed",
    "quote": "quote pull citation zitat",
    "embed": "embed tweet instagram video player iframe audio podcast listen youtube jw",
    "notes": "foot-note end-note correction erratum editors-note editor-note",
    "box": "box callout highlight key-point takeaway panel accordion faq note-",
}  # fmt: skip
# Longer words that do not mean what the shorter one in them does.
OTHER_WORDS = {
    "heading": "head", "headline": "head", "footnote": "foot", "leader": "lead", "leading": "lead",
    "label-hidden": "unseen", "title-hidden": "unseen", "overflow-hidden": "unseen",
    "hidden-print": "unseen", "subscriber-": "subscribe",
}  # fmt: skip
INNER_HYPHEN = regex(r"\b-\b")
NO_LETTERS = regex(r"[^a-z]+")
CASE_CHANGE = regex(r"(?<=[a-z0-9])(?=[A-Z])")
# How short blocks that are no article text begin, in the web's large languages.
OPENINGS = {
    "more": r"read (?:more|also|next|the full|our|on\b)|see also|also read|more (?:on|from|about"
    r"|stories|(?:local |top |world |sports )?news|in)\b|more:|related|recommended|don.t miss"
    r"|you (?:may|might) (?:also )?like"
    r"|watch\b|listen\b|click here|learn more|view (?:more|all)|see (?:more|all)|continue reading"
    r"|up next|editor.?s?.? picks?|trending|most (?:read|popular)|what to read|further reading"
    r"|latest|lesen sie|mehr (?:zum|zu|lesen|dazu)|lies auch|auch interessant|weitere|siehe auch"
    r"|(?:lire|voir|lees|lies|leggi|lea|read)\s?:"
    r"|das könnte|lire (?:aussi|la suite|plus)|à lire|voir aussi|sur le même|le[ae] también"
    r"|leer más|más (?:información|noticias)|te puede interesar|le puede|ver más|leia (?:também"
    r"|mais)|veja (?:também|mais)|saiba mais|leggi (?:anche|tutto)|ti potrebbe|lees (?:ook|meer"
    r"|verder)|meer (?:nieuws|hierover|over)|les også|läs (?:också|mer|även)|læs også|lue (?:myös"
    r"|lisää)|et pot interessar|súvisiac|(?:prze)?czytaj|zobacz|polecamy"
    r"|přečtěte|čtěte|citește|vezi și|olvass?[ad] el|kapcsolódó|διαβάστε|δείτε|читайте|смотрите"
    r"|подробнее|читати|дивіться|прочетете|вижте|pročitaj|preberite|ayrıca|ilgili|bunu da|devamını"
    r"|baca juga|simak juga|lihat juga|soma (?:pia|zaidi)|s[ei]g[uú](?:e|í|ir) leyendo|mirá también"
    r"|continue lendo|guarda anche|vedi anche|ook interessant|mohlo by vás|nepřehlédněte"
    r"|te-ar putea|ez is érdekelhet|още (?:по темата|за|от)\b|прочитајте|σχετικά:"
    r"|یہ بھی پڑھ|مزید پڑھ|हेही वाचा|இதையும் (?:படி|வாசி)|ఇది కూడా|ఇవి కూడా|ಇದನ್ನೂ ಓದಿ|ഇതും വായി"
    r"|આ પણ વાંચો|もっと|関連|あわせて|続きを|相关|相關|延伸|推荐|此前报道|更多|관련|더보기|함께 본"
    r"|עוד בנושא|לקריאה נוספת|artikel (?:berkaitan|terkait)|berita (?:berkaitan|terkait)"
    r"|baca (?:lagi|selengkapnya)|(?:simak|lihat|tonton) (?:juga )?video|इसे भी|यो पनि|आणखी वाचा"
    r"|للمزيد|طالع أيضا|همچنین (?:بخوانید|ببینید)|წაიკითხეთ|ასევე ნახეთ|կարդացեք|տես նաև"
    r"|ተጨማሪ ያንብቡ|тағы оқы|оқи отыр|həmçinin ox|shuningdek o.q|lexo (?:edhe|më)|skaitykite"
    r"|taip pat sk|lasi(?:et)? arī|loe (?:ka|lisaks|veel)|preberi(?:te)? (?:tudi|več)"
    r"|llegi[ur] (?:també|més)|irakurri|darllenwch|basahin|lesa meira|sjá einnig|aqra aktar"
    r"|ਇਹ ਵੀ|තවත් කියවන්න|ဆက်ဖတ်|អានបន្ថែម|ອ່ານເພີ່ມ"
    r"|najczęściej czyt|lo más (?:le[ií]do|visto)|(?:as )?mais (?:lid|vist)[ao]s|i più letti"
    r"|les plus lus|meistgelesen|meest gelezen|en çok okunan|ilginizi çek|mest (?:läst|læst|lest)"
    r"|luetuim|aiheesta lisää|nejčten|legolvasott|cele mai citite|популярное\W*$|самое читаемое"
    r"|найпопуляр|potrebbe(?:ro)? interessar|terpopuler|tin (?:cùng|liên quan)"
    r"|bài (?:viết )?liên quan|ข่าวที่เกี่ยวข้อง|アクセスランキング|많이 본"
    r"|热门(?:文章|新闻|推荐)|熱門(?:文章|新聞)"
    r"|الأكثر (?:قراءة|مشاهدة)|مواضيع ذات|پربازدید|مطالب مرتبط"
    r"|popular (?:posts|articles|stories)|verwandte (?:artikel|beiträge|themen)|passend zum thema"
    r"|empfohlen(?:e (?:artikel|beiträge))?\W*$|articles? (?:liés|similaires|connexes)|vous aimerez"
    r"|dans la même|recommandés?\W*$|(?:art[ií]culos?|not[ií]cias?|artigos?|notas|articles|posts)"
    r" relaciona|también te puede|otras noticias|voc[êe] (?:também )?pode gostar|outras notícias"
    r"|articoli (?:correlati|simili)|notizie correlate|altre notizie|sullo stesso argomento"
    r"|gerelateerd|aanbevolen\W*$|powiązane|podobne (?:artykuły|wpisy)|похожие (?:статьи|новости"
    r"|материалы)|(?:(?:материалы|новости|статьи|ещё|еще) )?по теме\W*$|(?:другие|рекомендуемые)"
    r" (?:новости|статьи|материалы)|рекомендуем\W*$|схожі (?:новини|статті)|популярне\W*$"
    r"|матеріали за темою|інші новини|bunlar da|çok okunan|(?:diğer|önerilen|benzer) haberler"
    r"|(?:أخبار|اخبار|مقالات) ذات|قد (?:يهمك|يعجبك)|اخبار مرتبط|(?:berita|artikel) lainnya"
    r"|berita terpopuler|rekomendasi|人気の?記事|(?:おすすめ|注目)の?記事|猜你|你可能"
    r"|추천 (?:기사|뉴스)|함께 보면|인기 기사|relate(?:ra|re|r)(?:de|t|te) (?:arti|saker|ny|inn?l)"
    r"|aiheeseen liitty|související (?:člán|témat)|notícies relac|articole (?:similare"
    r"|conexe)|ți-ar putea|σχετικά (?:άρθρα|νέα)"
    r"|δημοφιλή\W*$|đọc nhiều|संबंधित (?:खबर|समाचार)|כתבות (?:נוספות|קשורות)|אולי יעניין"
    r"|свързани (?:статии|новини)|повезане вести|(?:po)?vezan[ei] (?:član|vijest|vest)|sorodn[ei] č"
    r"|čítajte (?:tiež|aj)|susiję|seotud (?:lood|artik|uudis)|saistīt(?:ie|as|ās) (?:raksti|ziņas)"
    r"|llegeix|সম্পর্কিত (?:খবর|সংবাদ)|மேலும் படி|ასევე წაიკ|მსგავსი|oxşar xəbər"
    r"|اقرأ|إقرأ|شاهد|بیشتر بخوانید|קראו|यह भी|ये भी|और पढ|আরও (?:পড়|দেখ)|xem thêm|đọc thêm|อ่าน",
    "share": r"(?:click (?:to|on)|cl[ií]que (?:para|em)|ha[zg] clic|fai clic|cliquez|klick[ea]?"
    r"|klik).{1,12}\b(?:share|compart|partilhar|partager|condividere|teilen|delen|dela)|(?:share|tweet|print|email|copy|facebook|twitter|whatsapp|linkedin|pinterest|follow"
    r"|comments?|save|teilen|drucken|partager|imprimer|compartir|compartilhar|condividi|delen|dela"
    r"|поделиться|поширити|udostępni\w*|sdílet|megosztás|distribuie|κοινοποίηση|paylaş|bagikan)\b"
    r"|分享|シェア|공유|مشاركة|هم‌رسانی|שתפו|शेयर|শেয়ার|แชร์|chia sẻ",
    "ad": r"(?:(?:this )?advert|sponsor|anzeige|werbung|publicit|publicid|pubblicità|annons|mainos"
    r"|реклама|reklam|hirdetés|iklan|广告|廣告|広告|광고|إعلان|विज्ञापन|বিজ্ঞাপন|โฆษณา|quảng cáo)"
    r"(?![^.!?:]{12,}[.!?]$|[^。：]{5,}。$)"  # no sentence that begins so
    r"|ads?\b.{0,20}$|pr\W*$|annonce\W*$|reklaam|διαφήμιση|χορηγούμεν|erid\s?:|تبلیغ|פרסומת"
    r"|passer la pub|continua (?:después|depois|após|dopo|a leggere)|haberin devamı|pozostała część"
    r"|dalszy ciąg (?:artykułu|materiału|tekstu)|empfohlener (?:redaktioneller|externer) inhalt"
    r"|რეკლამა|գովազդ|жарнама|اشتہار|விளம்பரம்|ప్రకటన|ಜಾಹೀರಾತು|പരസ്യം|જાહેરાત|जाहिरात|දැන්වීම"
    r"|ကြော်ငြာ|hysbyseb|iragarki|auglýsing|patalastas|(?:ማስታወቂያ|tangazo|oglas)\W*$"
    r"|(?:story|article) continues|continue after|scroll to|nach der anzeige"
    r"|la (?:noticia|nota) continúa|gulir (?:ke bawah )?untuk",
    "by": r"(?:by|von|por|par|di|door|av|af|written by|posted|published|updated|last updated"
    r"|reviewed|edited|author|reporting|veröffentlicht|aktualisiert|publié|mis à jour|publicado"
    r"|actualizado|atualizado|pubblicato|gepubliceerd|автор|опубликовано|обновлено|penulis)\b"
    r"|(?:autor|teksti?|text|haber):|írta|tác giả|نویسنده|记者|記者|作者|編集|文・|기자|입력|수정"
    r"|بقلم|נכתב|מאת|लेखक|লেখক",
    "note": r"editor.?s?.? note|corrections?\b|clarification|update(?:,? [^.:]{3,25})?:"
    r"|korrektur|anmerkung der|erratum"
    r"|rectificati|fe de err|correzione|correção|rättelse|rettelse|поправка|уточнение|訂正|更正"
    r"|정정|تصحيح",
}  # fmt: skip
LINK_TO_MORE = regex(r"\W*(?:" + OPENINGS["more"] + ")")
OPENING = regex(r"\W*(?:" + "|".join(f"(?P<{k}>{words})" for k, words in OPENINGS.items()) + ")")
# What such blocks hold at any place, in lower case.
MENTIONS = {
    "subscribe": (
        "sign up", "signing up", "subscrib", "newsletter", "follow us", "donat", "become a member",
        "become a subscriber", "become a supporter", "inbox", "tell us", "let us know",
        "leave a comment", "free trial", "register ", "registered in", "log in", "login", "abonn",
        "anmelden", "inscri", "suscr", "assine", "iscriviti", "aanmelden",
        "prenumer", "подпиш", "подписк", "подписать", "подписывайт", "підпиш", "підписк",
        "підписуйт", "розсилк", "zapisz", "whatsapp",
        "nuestro boletín", "infolettre", "nieuwsbrief", "nyhetsbrev", "uutiskirje", "hírlevel",
        "k odběru", "ενημερωτικό δελτίο", "e-bülten", "bültenimiz", "buletin kami", "aboneaz",
        "đăng ký nhận", "订阅", "電子報", "会員登録", "登録はこちら", "無料登録", "登録は無料",
        "登録が必要", "メールマガジン", "メルマガ", "구독", "اشترك", "خبرنامه", "ניוזלטר", "न्यूज़लेटर",
        "নিউজলেটার", "จดหมายข่าว", "folgen sie uns", "suivez-nous", "síguenos", "seguinos",
        "siga-nos", "seguici", "volg ons", "följ oss", "følg os", "seuraa meitä", "obserwuj nas",
        "sledujte nás", "kövess", "urmărește-ne", "urmăriți-ne", "pratite nas", "последвайте",
        "ακολουθήστε", "bizi takip", "ikuti kami", "theo dõi chúng", "をフォロー", "关注我们",
        "追蹤我們", "팔로우", "تابعونا", "עקבו", "फॉलो", "ติดตามเรา", "spenden sie", "soutenez",
        "apóyanos", "sostienici", "steun ons", "wesprzyj", "podpořte", "поддержите", "підтримайте",
        "στηρίξτε", "destek ol", "dukung kami", "후원해", "mailbox", "postvak", "boîte mail",
        "tu correo", "seu e-mail", "sua caixa", "tua email", "casella di posta",
        "отписаться", "відписатис", "kotak masuk", "e-posta kutu", "skrzynk", "inkorg",
        "indbakke", "innboks", "ईमेल पर", "ইমেইলে", "이메일로", "您的邮箱", "信箱",
    ),
    "photo": (
        "photo:", "photo by", "photo/", "photos:", "image:", "image by", "picture:",
        "foto:", "fotos:", "foto de", "foto di", "fot.", "fotó:", "fotoğraf:",
        "photograph:", "crédit photo", "beeld:", "kuva:", "φωτογραφία:", "ảnh:", "撮影",
        "摄影", "عکس:", "צילום:", "ছবি:", "ภาพ:", "bild:", "credit:", "courtesy",
        "illustration:", "getty", "(ap", "/ap", "reuters/", "/reuters", "(reuters",
        "/afp", "(afp", "afp/", "dpa/", "/dpa", "istock", "shutterstock", "写真", "图片",
        "图源", "사진", "صورة", "фото:", "फोटो", "symbolbild", "archivbild", "archivfoto",
        "d'illustration", "d’illustration", "de archivo", "d'archivio", "ilustracyjne",
        "ilustrační", "из архива", "minh họa", "はイメージ",
    ),
    "legal": (
        "©", "(c) 20", "copyright", "all rights reserved", "alle rechte", "tous droits",
        "derechos reserv", "direitos reserv", "riproduzione riservata", "права защищены", "版权",
        "無断", "무단", "privacy", "cookie", "terms of", "affiliate", "disclosure", "disclaimer",
        "originally published", "originally appeared", "republish", "reprint",
        "datenschutzerkl", "externe inhalte", "contenus externes", "confidentialité", "privacidad",
    ),
}  # fmt: skip
# A first, quick look is for MENTIONS without these letters at their starts: where few letters can
# begin a match `re` takes a third of the time, and most texts hold not even that.
LEFT_OFF = "achijmnoqrtuvwxyz"
PLAIN = regex(r"[\x00-\x7f\u2010-\u2027]*")  # ASCII with the dashes and quotes of print
COMMENTS_HEADING = regex(  # a word alone is in the plural: a comment may be an article
    r"\W*(?:\d+\s(?:comment|comentario|comentário|commento|response|repl(?:y|ies)|thought)s?"
    r"(?:\s(?:on|to|en|em|su)\b.*)?|responses\W+\d+\W*"
    r"|(?:\d+\s*)?(?:comments|leserbriefe|leserkommentare|lesermeinungen|kommentarer?"
    r"|commentaires|comentários|comentarios|commenti|reacties|komentarze|komentáře|disku(?:se|sia)"
    r"|yorumlar|kommentit|hozzászólások|kommentek|comentarii|comentaris|komentāri|kommentaarid"
    r"|komen|komentar(?:j?i|ai)?|σχόλια|комментари[ий]|коментарі|коментари|التعليقات|תגובות|نظرات|دیدگاه\W?ها"
    r"|टिप्पणिया[ँं]|মন্তব্য|ความคิดเห็น|bình luận|コメント|评论|評論|留言|댓글)\W*\d*\W*)",
    re.I,
)
COMMENT_CLASS = regex(  # of one comment; not of commentaries
    r"(?:^|[\s_-])(?:[ck]omm?ent|yorum|reactie)(?!a|list|s\b|s?[-_]?(?:section|area|wrap|form))"
)
COMMENTS_MIN = 2  # side by side
COMMENTS_CLASS = regex(  # of all of them; "comment" alone is where papers put opinions
    r"(?:^|[\s_-])(?:comments|comment[-_]?(?:list|section|area|thread|wrap\w*)|kommentare?r?"
    r"|kommentit|kommentek|komentar(?:ze|i|y)|komentáře|comentarios|comentários|commentaires"
    r"|commenti|reacties|yorumlar|disqus\w*|diskuse)(?:$|[\s_-])"
)
COMMENTED_MASS_MIN = 100  # weighted characters of an article above comments that are longer
FORM_BOX_MAX = 4  # blocks in one box with a form
FORM_BELOW_MASS_MIN = 200  # weighted characters of prose above them: no story begins there
FORM_BOX_MASS_MAX, FORM_BOX_SHARE = 500, 0.3  # weighted characters of them; share of the page's
NOTE_CLASS = regex(  # of boxes among paragraphs, as writers' software names them
    r"admonition|callout|information-macro|\b(?:alert|block|aside)[ -](?:note|info|tip)", re.I
)
NOTE_LIKELY = 0.15  # less likely ones are calls in the same boxes
COOKIES = regex(  # "We and our 214 partners" is how the advertising industry's notice begins
    r"\bcookies?\b|куки|クッキー|쿠키|ملفات تعريف|\b(?:our|unsere|nos|nuestros|nostri|onze|nossos"
    r"|våra|vores|nasi|naši|наши) \d+ (?:partner|partenaires|socios|parceiros|партн)",
    re.I,
)
# How a notice in the place of an embedded post begins, in lower case, and what it asks for.
EMBED_NOTICE = regex(
    r"\W*(?:(?:(?:to|um|zur|mit|pour|para|per|om|för att|for|aby|pro|pentru a|για)\s.{0,30})?(?:"
    r"this (?:content|embed|map|player|post|tweet|video)|eingebettete|(?:der )?externen? inhalte?"
    r"|diese[nrms]? (?:externen? )?(?:inhalt|video|beitrag|element)|laden des (?:beitrags|videos)"
    r"|(?:ce|cette) (?:contenu|publication|tweet|vidéo)|est[ae] (?:contenido|conteúdo|v[ií]deo)"
    r"|questo (?:contenuto|video)|acest (?:conținut|videoclip)|dez?e (?:content|inhoud|video)"
    r"|(?:det här|detta) innehåll|dette in[dn]hold|denne video|t[ęa] treś|toho(?:to)? obsah"
    r"|tento obsah|αυτό το περιεχόμενο|tätä sisältöä|(?:этот|данный) контент|bu içeri[ğk])"
    r"|(?:an dieser stelle|hier) (?:finden|wurden?|werden) (?:sie )?(?:einen )?externe"
    r"|ich bin damit einverstanden, dass mir|we need your permission|allow \w+ content"
    r"|please accept .{0,20}cookies|a tartalom megtekint)"
)
EMBED_CONSENT = regex(
    r"cookie|\byour (?:consent|permission|privacy)|privacy (?:policy|settings)|externen inhalt"
    r"|\b(?:ihre|deine|widerrufliche)r? (?:einwillig|zustimm)|datenschutz-?e|personenbezogene"
    r"|conditions générales|données personnelles|informasjonskaps|eväste|sütik|wyrazić zgod|куки"
    r"|\b(?:je|uw) toestemming"
)
# How calls to the reader begin, in lower case: to follow or subscribe, to pay for the rest, to
# write to the paper, to read on below a picture; and what they hold, where the verb comes last.
CALLS = {
    "follow": r"follow (?:us\b|.{3,40} on (?:facebook|twitter|instagram|tiktok|youtube|whatsapp))"
    r"|get (?:(?:the|all) .{5,50} inbox|(?:breaking|the latest) news)|subscribe (?:to|now|here)"
    r"|sign up (?:for|to|here)\b|join us on\b|join our (?:newsletter|mailing|telegram|whatsapp"
    r"|channel|community|group)|get our\b|folgen? sie uns|folgt? uns|abonnieren sie|suivez[- ]nous"
    r"|suivez .{0,30}sur (?:google|facebook|whatsapp|twitt|insta)|abonnez[- ]vous"
    r"|inscrivez[- ]vous|rejoignez[- ]nous|s[ií]guenos|segu[ií]nos|suscr[ií]b(?:ete|ase|ite)"
    r"|[úu]nete a nuestr|siga[- ](?:nos|[oa]\b.{0,40}\b(?:no|na|pelo)\b)|assine |inscreva-se"
    r"|receba .{0,40}(?:notícias|whatsapp)|seguici|iscriviti|volg ons|abonneer|obserwuj nas"
    r"|zapisz się|dołącz do|följ oss|følg os|seuraa meitä|sledujte nás|kövess"
    r"|urmăr(?:ește|iți)-ne|ακολουθήστε|подпи(?:шитесь|сывайтесь|шись|сывайся)"
    r"|присоединяйтесь|следите за наш|підпи(?:шіться|суйтес[ья])|приєднуйтес|долучайтес"
    r"|последвайте|пратите нас|pratite nas|bizi (?:.{0,25} )?takip|abone ol|ikuti (?:kami|berita"
    r"|saluran)|(?:dapatkan|simak) (?:update|(?:breaking )?news|berita)|cek berita|(?:muat turun"
    r"|unduh) aplikasi|mời (?:quý )?(?:độc giả|bạn đọc)|theo dõi (?:chúng tôi|kênh|báo)"
    r"|(?:กด)?ติดตาม(?:ข่าวสาร|เรา|\s?line|เพจ)|加入.{0,12}(?:好友|粉絲|line|群(?![体體众眾]))"
    r"|(?:请|欢迎)?关注(?:我们|.{0,8}公众号)|下[载載](?![量次数數率]).{0,10}(?:app|客户端)|請繼續往下閱讀"
    r"|اضغط(?:وا)? هنا|تابعونا|تابع (?:أحدث|آخر|أخبار)|تابعوا (?:قنات|صفحت|حساب)|اشترك(?:وا)? (?:في"
    r"|معنا)|انضم(?:وا)? (?:إلى|الى) قنات|ما را در .{2,20}دنبال|הצטרפו (?:ל|אל)|עקבו אחר"
    r"|לכל העדכונים|제보는|구독하(?:기|세요|시)|puedes seguir a|clique aqui e|cliquez ici"
    r"|klicken sie hier|klik hier|klicka här|kliknij tutaj|schrijf je in|bültenimiz|prenumerera på"
    r"|meld deg på|berlangganan (?:newsletter|buletin)|đăng ký nhận|přihlaste se k odběru"
    r"|odebírejte|iratkozz(?:on)? fel|abonea(?:ză|zați)-(?:te|vă)|tilaa uutiskirje|vill du läsa mer"
    r"|segueix-nos|spremljajte nas|liitu (?:meie )?uudiskir|prihláste sa na odber|prijavite se na"
    r"|пријавите се на|абонирайте се|prenumeruokite|langgan\b|สมัครรับ|(?:ফেসবুকে )?আমাদের (?:অনুসরণ"
    r"|নিউজলেটার)|ہمیں .{2,15}فالو|ہمارا نیوز|点击(?:阅读|查看)(?:全文|原文|更多)"
    r"|norite žinoti daugiau|sekite mus|sekojiet|jälgi meid|subscriu-te|teken in op|tilmeld dig"
    r"|(?:unser )?newsletter.{0,30}anmelden|endelea kufuatilia|bonus video\b"
    r"|zobacz (?:zdjęcia|wideo|film)",
    "pay": r"continue reading (?:with|for)|(?:to (?:continue|keep)|keep) reading|already a subscri"
    r"|weiterlesen mit|jetzt weiterlesen|(?:um|zum) weiter(?:zu)?lesen"
    r"|diesen artikel lesen sie|pour lire la suite|il vous reste \d|para seguir leyendo"
    r"|para continuar le|per continuare a leggere|om verder te lezen"
    r"|aby (?:czytać|przeczytać) (?:dalej|całość)|чтобы (?:про)?читать (?:дальше|полностью)"
    r"|щоб (?:про)?читати далі|devamını okumak|この記事は(?:有料|会員)|残り\s?\d+文字"
    r"|続き(?:は|を読むには).{0,9}会員|ここから先は|이 기사는 유료"
    r"|this (?:article|content|story) is (?:exclusive|only|for sub)"
    r"|get (?:unlimited|full|digital) access"
    r"|dieser (?:artikel|inhalt) ist (?:nur|exklusiv)|(?:cet article|ce contenu) est réservé"
    r"|est[ea] (?:contenido|artículo|conteúdo|matéria) (?:es|é) exclusiv"
    r"|(?:articolo|contenuto) riservato|dit artikel is alleen|материал доступен только"
    r"|тільки для передплатників|you(?:'ve| have) (?:reached|read) .{0,30}free articles"
    r"|this is a premium|sie haben bereits ein abo|déjà abonné|ya eres suscriptor|já é assinante"
    r"|sei già abbonat|al abonnee|masz już (?:prenumerat|subskrypc|konto)|уже подписаны"
    r"|este artículo es (?:solo|exclusivo)|este artigo é exclusivo|artykuł (?:tylko|dostępny) dla"
    r"|статья доступна|bu haber yalnızca abone|本文为付费|هذا المقال للمشتركين",
    "give": r"your support makes|if you value our|our journalism is (?:funded|free|made possible)"
    r"|please consider (?:a donation|donating|making a|supporting)|support our (?:journalis|work)"
    r"|unterstützen sie (?:unabhängigen|unsere|uns\b)|soutenez (?:un |le |notre )?journalis"
    r"|apoya (?:el|nuestro) periodismo|apoie o (?:nosso )?jornalismo|sostieni il .{0,7}giornalis"
    r"|steun (?:onafhankelijke|onze) journal|wesprzyj (?:nas|niezależne)"
    r"|поддержите (?:независим|нас\b|редакц)|підтримайте (?:незалежн|нас\b|редакц)",
    "blocked": r"(?:it (?:looks|seems) like|we (?:noticed?|see)) (?:that )?you.{0,20}ad.?block"
    r"|(?:please|bitte) (?:\w+ ){1,3}(?:your |ihren |the )?ad.?block"
    r"|(?:please )?(?:refresh|reload) the page|(?:you need to|please) enable javascript"
    r"|(?:this|diese|ce|este) (?:form|site|website|sitio|formular) .{0,25}recaptcha",
    "form": r"comments (?:on this \w+ )?(?:are|have been) closed"
    r"|die kommentarfunktion (?:ist|wurde)|les commentaires sont fermés"
    r"|los comentarios están cerrados|to comment on this (?:article|post|story)"
    r"|by signing up,? (?:i|you)\b|enter your e-?mail"
    r"|you can unsubscribe|thank(?:s| you) for (?:signing up|subscrib)"
    r"|was this (?:article|page|post|story) (?:help|use)ful"
    r"|(?:like|enjoy(?:ed)?) this (?:article|post|story)\?"
    r"|this (?:audio|summary|text|voice) (?:is|was) (?:\w+ )?by (?:an? )?(?:ai|auto|artif)"
    r"|you are listening to an? (?:ai|auto)",
    "write": r"(?:do you )?have (?:a|any|you got a) (?:news )?tip"
    r"|signaler une erreur|(?:reportar|informar de) (?:un )?erro|segnala un errore|rätta fel"
    r"|fout (?:gezien|gevonden)\?|fehler (?:gefunden\?|melden)|기사 제보|réagir à cet article"
    r"|contact the (?:writer|reporter)\b|report an? (?:typo|error|mistake)|support (?:independent"
    r"|quality|local) journalism|download (?:the|our) .{2,30}\bapp\b"
    r"|(?:téléchargez|descarga|baixe|scarica|pobierz|скачай(?:те)?|завантаж\w*|download|ladda ner"
    r"|hent|stáhněte) .{0,20}\b(?:app\b|applicat|applicaz|aplica|aplikac|приложени|застосун)"
    r"|uygulamamızı indir|حملو?ا? تطبيق|アプリを?ダウンロード|앱 다운로드|tải ứng dụng"
    r"|have you (?:found|spotted) (?:something|an? (?:error|mistake|typo))"
    r"|haben sie (?:hinweise|einen (?:hinweis|fehler))|har du (?:ett? )?tips"
    r"|last ned (?:vår )?app|lataa sovellu|tips oss\b|lähetä (?:uutis|juttu)vinkki"
    r"|he(?:eft u|b je) een tip|máte tip|masz (?:dla nas )?(?:ciekawy )?temat"
    r"|vous avez (?:une info|repéré)|tienes? (?:alguna )?información|has trobat un error"
    r"|hai notizie|het jy nuuswenke|želite li (?:dopuniti|prijaviti)|заметили ошибку"
    r"|нашли ошибку|помітили помилку|(?:thanks for reading.{0,20})?if you liked this"
    r"|wenn ihnen dieser artikel|dacă (?:ți|v)-a plăcut|si te gustó|si cet article vous a"
    r"|se (?:você )?gostou d|ha tetszett a|(?:you must|please) be logged in"
    r"|um zu kommentieren|ako želite komentirati|tip de redactie|reageren\?|deel dit (?:artikel"
    r"|bericht)|.{0,60}voit keskustella",
    "go_on": r"(?:der )?(?:artikel|text|beitrag) (?:wird|geht) (?:unter|nach|weiter)"
    r"|lesen sie nach der (?:werbung|anzeige)|l.article (?:se poursuit|continue)"
    r"|la suite (?:après|ci-dessous)"
    r"|(?:(?:de )?(?:tekst|artikel) gaat|lees) (?:verder|door) (?:onder|na)\b"
    r"|art(?:ikkelen|iklen|ikeln) forts|juttu jatkuu|(?:saken|teksten|texten) forts"
    r"|dalsza część|ciąg dalszy|(?:článek|článok|text) pokračuje|nastavak (?:teksta|članka)"
    r"|(?:tekst|članak) se nastavlja|a cikk .{0,30}folytat|articolul continuă"
    r"|(?:статията|текстът) продължава|продо[вл]ж\w+ (?:ниже|нижче|после|після)"
    r"|l.articolo (?:continua|prosegue)|el artículo contin|a (?:matéria|notícia) continua"
    r"|artikkeli jatkuu",
}  # fmt: skip
CALL = regex(r"\W*(?:" + "|".join(CALLS.values()) + ")")
# How labels of players begin, that end with a colon.
PLAYER_LABEL = regex(
    r"\W*(?:(?:be)?luister|bekijk|escucha|écoutez|regardez|guarda|ascolta|po(?:gledajte|slušajte)"
    r"|obejrzyj|posłuchaj|hören sie|sehen sie|video ansehen|watch|listen|katso|kuuntele|смотрите"
    r"|слушайте|дивіться|слухайте|vezi|ascultă|δείτε|ακούστε|nézze|sledujte|poslechněte|izleyin"
    r"|assista|ouça|mira|vea|se videoen|simak|tonton|xem video)\b[^.!?:]{0,60}[:：]$"
)
# What begins with the tags of an article.
TAGS_LABEL = regex(
    r"\W*(?:tags?|topics?|keywords|schlagw(?:orte|örter)|etiquetas|étiquettes|mots[- ]clés|tagi"
    r"|žymos|štítky|značky|címkék|etichete|ετικέτες|avainsanat|ämnen|emneord|oznake|ključne reči"
    r"|etiket(?:ler)?|теги|метки|ключевые слова|標籤|标签|关键词|關鍵字|キーワード|タグ|태그"
    r"|الوسوم|كلمات مفتاحية|کلیدواژه|برچسب|टैग्स|ট্যাগ|แท็ก|từ khóa)\s?(?:[:：]|$)"
)
POST_SIGNATURE = regex(  # below a post that another site embeds, or above it
    r"[—–-]\s.{2,60}\(@\w+\)|(?:view this post|sieh dir diesen beitrag|ver esta publicación"
    r"|voir cette publication|ver essa foto|visualizza questo post|dit bericht|wyświetl ten post"
    r"|lihat postingan ini|посмотреть эту публикацию).{1,8}instagram"
    r"|(?:a post|ein beitrag,?|una publicación|une publication|uma publicação|un post|een bericht)"
    r" (?:shared by|geteilt von|compartida (?:de|por)|partagée par|compartilhada por|condiviso da"
    r"|gedeeld door)\b"
)
CALL_INSIDE = regex(
    r"चैनल (?:से जुड़|को (?:फॉलो|सब्सक्राइब))|(?:फॉलो|सब्सक्राइब) करें|সাবস্ক্রাইব করুন|ফলো করুন"
    r"|[をも]フォロー(?:して|する|$)|友だち(?:追加|登録)|(?:點我|立即|点击|掃碼)下[載载]|読み放題"
)
CALL_MAX = 300  # weighted characters
# In lower case: behind a paywall, or forgotten; for what a script fetches; of one page.
PLACEHOLDER = regex(
    r"lorem ipsum dolor sit amet|like this:?$|like loading"
    r"|\W*(?:loading|carregando|cargando|chargement|(?:wird|wordt) geladen|caricamento|indlæser"
    r"|ladataan|ładowanie|načítání|betöltés|se încarcă|загрузка|завантаження|зареждане|φόρτωση"
    r"|yükleniyor|memuat|đang tải|جار[يٍ] التحميل|در حال بارگذاری|טוען|लोड हो रहा है|กำลังโหลด"
    r"|読み込み中|加载中|載入中|로딩 ?중)(?:\s\w+)?\W*$"
    r"|\W*(?:pages?|seiten?|páginas?|pagin[ae]|halaman|strona|strana|sida|side|sivu|oldal|страница|сторінка"
    r"|σελίδα|sayfa|trang)\s?[:：]?\s?\d{1,3}(?:\s?\D{1,3}\s?\d{1,3}){0,9}(?:\s[^.!?]{1,30})?$"
)
BUTTONS = (  # of comments, of networks, and of what opens and closes something
    r"(?:view|show|see|read|post|leave|write|add) (?:all |a |the |your )?comments?"
    r"|have your say|join the (?:conversation|discussion)|(?:click|tap) here"
    r"|(?:click|tap) to (?:enlarge|expand)|swipe for more|copy link|link copied"
    r"|(?:share|tweet) (?:on|via|with) \w+|tweet|pin it"
    r"|show (?:less|more)|expand|read (?:the )?full story|end of article|remove ads|paid content"
    r"|(?:your browser does not|please enable|this content is blocked|ce contenu est bloqué)\b.*"
    r"|(?:ver|deja|deje|escribe|deixe) (?:(?:un|os|los|um|seu) )?coment\w+"
    r"|compart[ei]\w+ (?:en|no|na) \w+|haz clic aquí|clique aqui"
    r"|kommentare? (?:anzeigen|lesen|schreiben)|jetzt kommentieren|auf \w+ teilen|hier klicken"
    r"|(?:an dieser stelle finden sie|externe inhalte|ich bin damit einverstanden, dass mir)\b.*"
    r"|(?:voir|lire) les commentaires|laisser un commentaire|partager sur \w+|cliquez ici"
    r"|(?:vedi|leggi) i commenti|lascia un commento|condividi su \w+|clicca qui"
    r"|комментари[ий]|(?:оставить|написать) комментарий|сообщить об ошибке|поделиться в \w+"
    r"|(?:нашли|заметили) (?:опечатку|ошибку)\b.*|(?:zobacz|dodaj) komentarze?"
    r"|udostępnij na \w+|yorumları gör|yorum yaz|(?:lihat|tulis) komentar|bagikan ke \w+"
    r"|reacties bekijken|plaats een reactie|deel op \w+|(?:visa?|skriv) kommentar(?:er)?"
    r"|コメントを?(?:見る|する|書く|投稿)|(?:查看|发表|發表)(?:评论|評論|留言)"
    r"|(?:继续|繼續|展开)(?:阅读|閱讀|全文)|(?:点击)?关注(?:我们|公众号)|返回.{1,6}查看更多"
    r"|댓글 ?(?:보기|쓰기)|التعليقات|(?:اترك|أضف) تعليقا?"
)
AD_HEADINGS = word_set(  # "Advertising" may be what a story is about
    "advertisement advertisements anzeige publicidad publicité publicidade pubblicità advertentie"
    " annons annonse reklama реклама reklam iklan mainos hirdetés 広告 广告 廣告 광고 إعلان"
)
# In lower case, the label of share buttons, of what reads a page aloud, of how long that takes.
WIDGET_LABEL = regex(
    r"\W*(?:(?:share|teilen|partager|compartir|compartilhe?|condividi|udostępnij|поделиться"
    r"|поділитися|paylaş|شارك|bagikan|kongsi|del(?= )|zdieľať|подели|сподели|(?:po)?dijeli|dalintis"
    r"|comparteix|jaga|dalīties|แชร์|শেয়ার করুন|شیئر کریں|பகிர்|シェア(?:する)?|(?:この記事を)シェア"
    r"|分享(?:到.{1,6})?|공유(?:하기)?|शेयर करें|chia sẻ|اشتراک.?گذاری|שתפו|κοινοποίηση"
    r"|sdílet|megosztás|distribuie|jaa|dela)"
    r"(?: (?:this|the|l.(?:article|articolo)|dit|dieses?n?|este|esta|questo|المقال|الخبر"
    r"|art[íi][ck]\w*|saken|vijest|straipsnį|story|post|news))*|(?:artikel|beitrag) teilen"
    r"|deel dit artikel|dela artikeln"
    r"|listen to (?:this|the) (?:article|story)|artikel (?:an)?hören|écouter (?:cet |l.)article"
    r"|escuchar? (?:este|el) artículo|ouça (?:este|esta) \w+|ascolta (?:questo |l.)articolo"
    r"|luister naar dit artikel|posłuchaj artykułu|lyssna på artikeln|lyt til artiklen"
    r"|(?:прослушать|слушать) статью|(?:zurück )?zur startseite|더 ?보기"
    rf"|{BUTTONS}|\d+ min(?:ute)?s? read"
    r"|(?:print|e-?mail|save|bookmark|gift) this (?:article|page|post|story)"
    r"|(?:save for later|font size(?:\W+a)*|skip to (?:main )?content"
    r"|jump to (?:comments|recipe)|(?:next|previous) (?:article|page|post|story)"
    r"|back to (?:all \w+|blog|home|list|news|top))"
    r"|\d[\d.,]*k? (?:likes|reads|shares|views)|(?:likes|shares|views):? \d[\d.,]*k?)\W*$"
    r"|\W*(?:(?:est(?:imated|\.) )?reading time|lesezeit"
    r"|(?:temps|tempo|tiempo|timp) d[ei] (?:lecture|lettura|lectura|leitura|citire)"
    r"|leestijd|lästid|læsetid|lesetid|lukuaika|czas czytania"
    r"|время чтения|час читання|okuma süresi|(?:délka|doba) čtení|olvasási idő|مدة القراءة"
    r"|زمان مطالعه|waktu (?:mem)?baca|време за четене|vrijeme čitanja|čas branja"
    r"|skaitymo (?:laikas|trukmė)|lugemisaeg|lasīšanas laiks|阅读时间|閱讀時間|読了時間)\W*\d"
)
SHORTCODE = regex(  # that no software filled in
    r"\[/?(?:\w*_\w*|\w+(?: [\w-]+=[^\]]*)+|\w{1,20}\s?[:=：][^\[\]]{1,40})\]"
)
ABOUT_AUTHOR = regex(  # the label of a biography or of the paper's, or what one opens with
    r"\W*(?:about us|über uns|qui sommes-nous|(?:sobre nosotros|sobre nós|quiénes somos|quem somos)"
    r"|chi siamo|over ons|om oss|om os|o nas|o nás|despre noi|rólunk|о нас|про нас|за нас|o nama"
    r"|hakkımızda|tentang kami|về chúng tôi|من نحن|درباره ما|हमारे बारे में|会社概要|关于我们|關於我們"
    r"|about (?:the|our) (?:author|writer|contributor|reporter)s?"
    r"|über d(?:en|ie) autor(?:in|en)?|à propos de l['’]aut(?:eure?|rice)"
    r"|(?:sobre|acerca de)(?:l| el| la| o| a)? autora?"
    r"|sull['’]autor(?:e|ice)|over de auteur|om (?:författaren|forfatteren|skribenten)"
    r"|o autor(?:ze|ce)|об авторе|про автора|yazar hakkında|tentang penulis"
    r"|(?:về|giới thiệu) tác giả|عن (?:الكاتب|المؤلف)|درباره نویسنده|लेखक के बारे में"
    r"|著者(?:紹介|プロフィール|について)|[关關][于於]作者|作者[简簡]介|(?:저자|필자) 소개)"
    r"\s*(?:[:：\n—–-]|$)",
    re.I,
)
BIOGRAPHY_MAX = 3  # blocks below its label
COPYRIGHT = regex(  # what begins, in lower case, like a line that reserves rights
    r"\W*(?:©|\(c\)\W*(?:19|20)\d\d|copyright\W|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|queda prohibida la reproducción"
    r"|todos os direitos reservados|é proibida a reprodução|tutti i diritti (?:sono )?riservati"
    r"|riproduzione riservata|alle rechten voorbehouden|niets uit deze uitgave"
    r"|op dit artikel rust auteursrecht|wszelkie (?:prawa|materiały)|všechna práva vyhrazena"
    r"|všetky práva vyhradené|minden jog fenntartva|toate drepturile rezervate|все права защищены"
    r"|(?:усі|всі) права захищен|всички права запазени|sva prava pridržana|сва права задржана"
    r"|vse pravice pridržane|με επιφύλαξη|alla rättigheter|alle rettighe(?:ter|der)|kaikki oikeudet"
    r"|tüm hakları|(?:hak cipta|segala hak) di|(?:bản quyền|mọi bản quyền) thuộc|(?:สงวน)?ลิขสิทธิ์"
    r"|सर्वाधिकार सुरक्षित|সর্বস্বত্ব|جميع الحقوق محفوظة|(?:تمام|کلیه) حقوق|כל הזכויות שמורות"
    r"|版[权權]所有|著作権(?:は|法)|저작권자)",
)
# Who wrote, edited, sent in and answers for a story, above or below it, as East Asia prints it.
IMPRINT = regex(
    rf"\W*(?:(?:本文|文章)?(?:原标题|原標題|原题|来源|來源|作者)|稿源|(?:采|採)写|采访|撰文|供稿"
    rf"|{EDITOR}|监制|监审|审[核校]|统筹|(?:免责|特别|版权|郑重)?声明)\s*[:：|｜/／]"
    r"|.*(?:转载请|轉載請|未经(?:授权|许可|书面)|未經(?:授權|許可)|如有侵权|侵权必究|上传并发布"
    r"|不代表本|扫(?:描|码).{0,12}(?:关注|二维码)|长按.{0,6}二维码|無断(?:転載|複製)|무단\s?전재)"
    r"|(?i:.*(?:from a syndicated feed|(?:views|opinions)(?: and opinions)? expressed"
    r"|not necessarily reflect|الآراء (?:الواردة|المنشورة)|opiniones (?:expresadas|vertidas)"
    r"|nicht (?:unbedingt|zwangsläufig) die (?:meinung|ansicht)|(?:opinions|propos) exprimée?s"
    r"|opinioni espresse|opiniões expressas|мнение (?:автора|редакции) (?:может|не)|telif hakk"
    r"|yasal uyarı|registered (?:office|in (?:england|scotland|ireland)|under number)"
    r"|published by .{3,60}\b(?:ltd|limited|plc|llc|inc|gmbh)\b|(?:member of"
    r"|regulated by) .{0,30}press (?:council|standards)|(?:think|believe) (?:that )?(?:some"
    r"|any)thing (?:that )?we(?: have|.ve) published|(?:nothing|no part) (?:o[nf]|in) th(?:is"
    r"|ese) .{3,30} may be|may not be (?:reproduced|copied|republished|rewritten|redistributed)"
    r"|im sinne des .{0,12}(?:pressegesetz|mstv|§)|handelsregister|(?:presserat|persraad"
    r"|pressens) .{0,30}(?:kodex|code|etik)|no se hace responsable|(?:não se responsabiliza"
    r"|da responsabilidade d[oe]s? (?:seus )?autor)|la rédaction n.est pas responsable"
    r"|testata (?:giornalistica )?registrata|defensora? del lector|entidade reguladora"
    r"|свидетельство о регистрации|роскомнадзор))|(?:本文)?完$|\W*END\W*$",
    re.S,
)
# Initials, as agencies and desks put them below a story, a reporter's address, or the source.
SIGN_OFF = regex(
    r"(?:[(\[*/~–—-]+\s*)?[^\W\d_]{1,8}(?:(?:\s?[/.·+&-]\s?|\s(?=mit\s|avec\s|con\s|und\s|et\s))"
    r"(?:(?:mit|avec|con|und|et)\s)?[^\W\d_]{1,8}){0,4}\s*[)\]*/]+|(?-i:[A-ZÄÖÜŠČŽ]{2,3})"
    r"|\(\s?[^\s.,:;!?…()]{1,14}\s?\)|[^\s\d/]{1,12}/[^\s\d/]{1,12}"
    r"|\*\s?[^*.!?。؟]{1,40}|\S+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:mit (?:agentur)?material (?:von|der)|con informaci[oó]n de"
    r"|com informações d[aeo]s?) .{2,40}|(?-i:[Aa]vec (?:l.)?[A-Z]{3,6}\b).{0,20}|\W*ends?\W*"
    r"|\W?with (?:\w+ )?inputs?(?: from .{2,40})?\W?|\W?(?:source|quelle|fuente|fonte|bron|kaynak"
    r"|zdroj|źródło|forrás|πηγή|источник|джерело|sumber|nguồn|sursa|المصدر|منبع|מקור|स्रोत|ที่มา|출처|出典"
    r"|kilde|lähde|সূত্র"
    r"|източник|извор|izvor|vir|šaltinis|font|allikas|avots|heimild)\s?[:：]\s?\S.{1,40}"
    r"|(?:انتهای (?:پیام|خبر)|\W*انتهى)\W*\d*",
    re.I,
)
SIGN_OFF_MAX = 50  # weighted characters
NOTE_NEAR = 3  # blocks from a note to the nearest one that is kept
COPYRIGHT_MAX = 800  # weighted characters
IMPRINT_MAX = 400  # weighted characters: disclaimers are long, stories longer
LINK_MARK = regex(r"\[.*\]$|>>|[»•▶►→☞]|\+\s")
LABELLED = regex(r"[A-ZÀ-ÞА-ЯΑ-Ω][A-ZÀ-ÞА-ЯΑ-Ω ’'-]{2,30}\s*[:|]\s")  # in capitals, as papers do
LABELLED_LINK = regex(r"[^.!?:：՝፦\n]{2,30}?\s?[:：՝፦\n]\s?(?P<link>[^\n/@]+)")
LABELLED_LINKS_MAX = 3  # on one page
TEASER_MAX = 250  # weighted characters
HEADLINE_MIN = 15  # weighted characters
# How long ago something was: "3 hours ago", "vor 3 Stunden", "3小时前".
AGO = regex(
    r"(?i)(?:vor|hace|il y a|há|acum|před|pred|prije|пре|преди|πριν|לפני|منذ|قبل)\s+(?:\d+|un[ea]?"
    r"|uma?|einer?|einem)\s+\w+|(?:\d+|an?|un[ao]?|en|één)\s?\w+\s?(?:ago|fa|atrás|geleden|sedan"
    r"|siden|sitten|önce|назад|тому|lalu|trước|前|전|पहले|আগে|پیش|ที่แล้ว)"
)
DATE_MARKS = " \n|/–—-·•,()[]"  # between a link and its date
CREDIT_MAX = 90  # characters of a credit, with the word for it
CREDIT_END = regex(  # a name behind a word for pictures, or a picture agency, up to the end
    r"(?:^|[\s(\[|/.。…–—-])(?:(?:photo(?:graph)?s?(?: credit)?|pics?|image[nm]?|immagine|picture"
    r"|credit|illustration|crédits?(?: photo)?|fotos?|fotó|fotoğraf|fot|\w{0,14}bild(?:er)?|beeld"
    r"|kuva|nuotr(?:auka|\.)?|mynd|ფოტო|تصویر|படம்|φωτογραφία"
    r"|снимк[аи]|фото|ảnh|写真|撮影|图片来源|图源|摄影|摄|사진|عکس|تصوير|صورة|צילום|फोटो|ছবি|ภาพ)"
    r"\s?(?:[:：.]|(?<=photo) by|(?<=사진)=)\s?|ap photo/)[^\s:：.][^.:：!?。]{1,60}[)\]]?$"
    r"|/\s?(?:getty images|shutterstock|istock)[)\]]?$|[\u3400-\u9fff]\s?[摄攝]影?[)）]?$"
)
TIME_OR_DATE = regex(r"\d(?: ?min\b|[./-]\d{1,2}[./-]\d|:\d\d)")
CJK_LETTER = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]"
CJK = regex(CJK_LETTER)
CJK_WEIGHT = 1.5  # a CJK character tells as much as 2.5 letters
CJK_PAIR = regex(rf"(?=({CJK_LETTER}{{2}}))")  # pairs overlap: words are not parted
# One set of characters comes first, which `re` looks for fast, and then what else it takes. What
# ends a sentence in Thailand and Laos is a space.
SENTENCE_END = regex(r"[.!?…؟।۔។။።。！？ก-๛ກ-ໟ](?:(?<=[。！？])|[\s”\"»’)\]]|$)")
CLOSING_MARKS = frozenset('.!?…。！？।؟۔។။።」』”"»“’)]')
BLOCK_ENDS = CLOSING_MARKS.union(map(chr, range(0x0E01, 0x0EE0)))
TABLE_WORD = regex(rf"[^\W\d_]{{4}}|{CJK_LETTER}{{2}}")  # a calendar has shorter ones at most
PARAGRAPH_GAP = regex(r"\n\n+")  # lines are folded: an empty one holds no spaces
LENGTH_STEPS = (8, 20, 40, 80, 140, 250, 500, 1000)  # weighted characters
PROSE_MAX = 1_000  # weighted characters: longer blocks do not tell more
PROSE_MIN = 80  # weighted characters: shorter blocks may be anything
TELLING_MIN = 4  # letters: shorter words of a title stand in any text
SHORT_MAX = 400  # weighted characters: no longer block is a call, a credit or a byline
BLOCK_WEIGHT_MAX = 600  # weighted characters: one huge block shall not outvote a page
MASS_SHARE = 0.5  # an element with more of the page's prose is the page's frame: no evidence
FAR = 3  # elements: those nearer to a block than that are its own and the near ones
ANCESTORS_MAX = 40  # elements around a block that are looked at: hostile pages nest by thousands
TRAIL_STEPS = 4  # elements of the path that blocks of one kind share
RUBY_START = 10  # nodes of a word with readings that show whether it has parentheses
KEY_LENGTH = 300  # characters that tell a block from all others
LINK_LABEL_SHARE = 0.85
LINKED = 0.9  # share of the characters of a block that is nothing but links
LINK_LABEL_MAX = 120  # weighted characters
CELL_STRUCTURE_TAGS = frozenset({"p", "div", "h1", "h2", "h3", "li", "article", "section"})
CELL_STRUCTURE_MAX = 3  # of such elements; cells with more are layout
TABLE_CELL_MAX = 600  # characters: longer cells are layout
REFERENCE_MASS = 1500  # weighted characters of the likeliest text that set the page's own standard
STANDARD_MIN, STANDARD_MAX = 0.02, 0.9  # of pages where the first look knows next to nothing; all
CLIFF = 0.5  # what is less than so much as likely as all before it ends that text ...
CLIFF_MASS_MIN = 300  # ... if it is so long: a short article among much else
STANDARD_LIKELY = 0.8  # probability that a block at its page's standard goes on with
RUN_GAIN_MIN = 2.0  # as much as the likeliest element promises, where the body is a part of one
REGION_SHARE = 0.4  # of that standard: what weighs for a region and not against it
ABOVE_LIKELY = 0.7  # of prose that stands above the region and belongs to the body all the same ...
ABOVE_MASS_MIN = 200  # ... if there is so much of it: a standfirst alone is shorter
SURE, SURE_MIN = 0.6, 100  # probability, weighted characters of a block that is surely the body
NEWS_SHARE = 0.7  # of what the blocks of a news page promise: doubtful ones are mostly teasers
FAMILY_SHARE = 0.6  # of the way from a block's probability to the mean of its like
COPY_MIN = 25  # weighted characters: shorter texts recur by themselves ...
QUOTE_COPY_MIN = 12  # ... but not alone in a quotation
STRAY_MAX = 20  # weighted characters
BYLINE_MAX = 120  # weighted characters
TEASER_LINK_MAX = 60  # weighted characters
STANDFIRST_MAX = 3  # blocks that a standfirst may have, above the byline
COPY_SHARE_MIN = 0.3  # of a page's paragraphs, where a body is there twice
TEASER_STEPS, TEASER_BLOCKS_MAX = 4, 6  # elements around a teaser; blocks in the largest of them
TWIN_LIKELY, TWIN_MASS_MIN = 0.4, 240  # what each of several articles on one page has in prose
CAPTION_SHARE_MAX = 0.6  # square root of the share of the region that the like of a block are


class Element:
    """An element on the way to some text: what its name and labels say, and which blocks it has.

    What a label means is looked up when it is first asked for: of most elements nobody asks.
    """

    __slots__ = (
        "_label", "_signs", "_trail", "around", "attrs", "evidence", "first", "hidden", "last",
        "name", "parent",
    )  # fmt: skip

    def __init__(
        self, name: str, attrs: Mapping[str, Any], parent: Element | None, hidden: bool
    ) -> None:
        self.name, self.attrs, self.parent, self.hidden = name, attrs, parent, hidden
        self.first = self.last = 0  # blocks[first:last] stand in this element
        self.evidence: list[str] | None = None
        self.around: list[str] | None = None
        self._label: str | None = None
        self._signs: Signs | None = None
        self._trail: str | None = None

    @property
    def label(self) -> str:
        if self._label is None:
            self._label = label_of(self.attrs) if self.attrs else ""
        return self._label

    @property
    def signs(self) -> Signs:
        if self._signs is None:
            self._signs = signs_of(self.name, label_kinds(self.label))
        return self._signs

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.signs.kinds

    @property
    def trail(self) -> str:
        """The last steps to here, by name and first label: what blocks of one kind share."""
        if self._trail is None:
            steps = nearest(self, TRAIL_STEPS)
            self._trail = "/".join([f"{e.name}.{e.label.partition(' ')[0]}" for e in steps])
        return self._trail

    def ancestors(self) -> Iterator[Element]:
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


class Block:
    """A piece of text that a reader sees as one: what it is, and what was made of it."""

    __slots__ = (
        "bold", "element", "evidence", "family", "is_heading", "jumps", "kept", "likely", "links",
        "mass", "measures", "row", "size", "text", "weight", "why",
    )  # fmt: skip

    def __init__(
        self, text: str, element: Element, links: float, bold: float, jumps: float = 0.0
    ) -> None:
        self.text, self.element = text, element
        self.is_heading = element.name in HEADING_TAGS
        self.links, self.bold = links, bold  # shares of its characters, 0 to 1
        self.jumps = jumps  # the same of links to places of the page and of buttons
        self.size = text_size(text)
        self.weight = min(self.size, BLOCK_WEIGHT_MAX)
        self.mass = prose_mass(text, self.size, links)  # how much running text it is
        self.row = False  # a row of a data table
        self.evidence: list[str] = []  # what speaks for and against it
        self.measures: dict[str, float] = {}  # the same in figures, after the second look
        self.likely = 0.0  # probability after the first look, then after the second
        self.family = 0.0  # probability of it and others beside it, after the second look
        self.kept = False
        self.why = ""


@dataclass(frozen=True)
class Body:
    """What was found of an article: its text, or why the page holds none."""

    text: str
    why_none: str | None
    blocks: list[Block]  # all of the page's, with the reasons
    known: Known
    is_in_data: bool  # the text is not of the blocks, but of the page's data


def extract_text(parsed: ParsedPage, metadata: Metadata) -> str:
    """The article's text. Raises ArticleError with the reason when the page holds no article."""
    body = find_body(parsed, metadata)
    if body.why_none:
        raise ArticleError(body.why_none)
    return body.text


def find_body(parsed: ParsedPage, metadata: Metadata) -> Body:
    """The two looks, which choose the blocks that are the article; where they find none, the data
    of the page."""
    blocks, elements = read_blocks(parsed.soup)
    known = what_is_known(parsed, metadata, blocks)
    look_at_each(blocks, elements, known)
    region = first_article(choose_region(blocks, elements), blocks, elements)
    look_at_company(blocks, region, known)
    drop_copies(blocks)
    visible = render(blocks)
    data = text_in_data(parsed, known, visible, blocks)
    text = data or visible
    why_none = why_no_article(parsed, metadata, text, blocks)
    return Body(text, why_none, blocks, known, is_in_data=bool(data))


# --- blocks ---------------------------------------------------------------------------------------


class Style(NamedTuple):
    """How the text at a place of the page looks."""

    linked: bool = False
    jumps: bool = False  # linked to another place of the page, or as a button
    bold: bool = False
    kept_space: bool = False


class BlockReader:
    """Walks a tree once and cuts its text into blocks."""

    def __init__(self, root: Tag) -> None:
        self.blocks: list[Block] = []
        self.element = Element("body", root.attrs, None, hidden=False)
        self.elements = [self.element]
        self.pieces: list[str] = []
        self.links = self.jumps = self.bold = 0  # characters of the block that is being read
        self.style = Style()

    def read(self, root: Tag) -> None:
        """One loop and a list of what is still to read: trees are deeper than Python's stack."""
        todo: list[Any] = [*reversed(root.contents)]
        while todo:
            node = todo.pop()
            if node.__class__ is tuple:  # an element ends
                is_block, self.style = node
                if is_block:
                    self.close()
            elif (name := node.name) is None:
                self.add_string(node)
            elif name == "br":
                self.pieces.append("\n")
            elif name not in UNREAD_TAGS and (end := self.enter(node, name)):
                todo.append(end)
                todo += reversed(node.contents)
        self.close()

    def add_string(self, string: str) -> None:
        if not self.pieces and string.isspace():
            return
        style = self.style
        self.pieces.append(string if style.kept_space else string.replace("\n", " "))
        if style.linked or style.bold:
            length = len(string.strip())
            self.links += length * style.linked
            self.jumps += length * style.jumps
            self.bold += length * style.bold

    def enter(self, tag: Tag, name: str) -> tuple[bool, Style] | None:
        """Starts an element; tells what to go back to at its end, or None if nothing is read."""
        attrs, style = tag.attrs, self.style
        hidden = bool(attrs) and is_hidden(attrs)
        jumps = name == "a" and is_jump(attrs)
        if name in INLINE_TAGS:
            is_block = bool(attrs) and is_shown_as_block(attrs)
        else:
            is_block = name in BLOCK_TAGS or not is_in_line(tag)
        if is_block and self.element.name == "pre" and (name == "div" or name in INLINE_TAGS):
            is_block = False  # a line of code
            if self.pieces and not self.pieces[-1].endswith("\n"):
                self.pieces.append("\n")
        if is_block:
            if not self.enter_block(tag, name, hidden):
                return None
        elif hidden or (name == "rt" and is_bare_reading(tag)) or (attrs and is_aid(tag, jumps)):
            return None
        if name in STYLE_TAGS:
            self.style = Style(
                style.linked or (name == "a" and is_link(attrs)),
                style.jumps or jumps,
                style.bold or name in BOLD_TAGS,
                style.kept_space or name == "pre",
            )
        if "style" in attrs and SPACE_STYLE.search(str(attrs["style"]).lower()):
            self.style = self.style._replace(kept_space=True)
        return is_block, style

    def enter_block(self, tag: Tag, name: str, hidden: bool) -> bool:
        """Starts a block-level element; tells whether what is in it is still to read."""
        if self.pieces:
            self.end_block()
        if name == "table" and is_data_table(tag):
            name = "data-table"
        parent = self.element
        element = Element(name, tag.attrs, parent, parent.hidden or hidden)
        element.first = len(self.blocks)
        self.elements.append(element)
        self.element = element
        if name == "tr" and any(e.name == "data-table" for e in nearest(element, 3)):
            self.add_row(tag)
            self.close()
            return False
        return True

    def close(self) -> None:
        if self.pieces:
            self.end_block()
        self.element.last = len(self.blocks)
        if self.element.parent is not None:
            self.element = self.element.parent

    def add_row(self, row: Tag) -> None:
        if is_hidden(row.attrs):
            return
        text = " | ".join(cell_text(cell) for cell in cells_of(row) if not is_hidden(cell.attrs))
        if not text.strip(" |"):
            return
        linked = sum(len(a.get_text()) for a in row.find_all("a"))
        block = Block(text, self.element, linked / len(text), 0.0)
        block.row = True
        self.blocks.append(block)

    def end_block(self) -> None:
        """What was read since the last block becomes one, or several where empty lines part it."""
        text = "".join(self.pieces)
        if text := fold_lines(text):
            counts = self.links, self.bold, self.jumps
            shares = [min(1.0, count / len(text)) if count else 0.0 for count in counts]
            whole = "\n\n" not in text or self.element.name == "pre"
            for paragraph in (text,) if whole else PARAGRAPH_GAP.split(text):
                self.blocks.append(Block(paragraph, self.element, *shares))
        self.pieces.clear()
        self.links = self.jumps = self.bold = 0


def cell_text(cell: Tag) -> str:
    """What is shown in a table's cell, in one line."""
    reader = BlockReader(cell)
    reader.read(cell)
    shown = (block.text for block in reader.blocks if not block.element.hidden)
    return " ".join(" ".join(shown).split())


def read_blocks(soup: BeautifulSoup) -> tuple[list[Block], list[Element]]:
    """The blocks of a page in reading order, and the elements they stand in."""
    root = soup.body or soup
    reader = BlockReader(root)
    reader.read(root)
    forget_slugs(reader.blocks)
    return reader.blocks, reader.elements


def forget_slugs(blocks: Sequence[Block]) -> None:
    """Takes off the ids that were made of a heading: they say what it is about, and a section on
    the comments of a minister is none of comments."""
    for i, block in enumerate(blocks):
        for e in block.element.ancestors() if block.is_heading else ():
            if e.first != i:
                break
            if is_slug(e.attrs.get("id", ""), block.text):
                e.attrs = {name: value for name, value in e.attrs.items() if name != "id"}


def is_slug(label: str, heading: str) -> bool:
    """Whether an id is a heading's words, or ends with them; fewer may name what stands there.

    >>> is_slug("h-comments-from-the-council", "Comments from the council")
    True
    >>> is_slug("sign-up", "Sign up"), is_slug("block-views-related-links", "»")
    (False, False)
    """
    if label.count("-") < SLUG_HYPHENS_MIN:
        return False
    folded = fold_letters(heading)
    return folded != "" and fold_letters(label).endswith(folded)


def nearest(element: Element, count: int) -> list[Element]:
    """The element and its parents, `count` at most."""
    found: list[Element] = []
    step: Element | None = element
    while step is not None and len(found) < count:
        found.append(step)
        step = step.parent
    return found


def is_bare_reading(tag: Tag) -> bool:
    """Whether a reading aid (ruby) is without parentheses: it would stick to its word."""
    siblings = children_of(tag.parent)[:RUBY_START] if tag.parent else []
    return bool(siblings) and all(sibling.name != "rp" for sibling in siblings)


def children_of(tag: Tag) -> list[Any]:
    """Tags and strings; the name of a string is None."""
    return tag.contents


def is_hidden(attrs: Mapping[str, Any]) -> bool:
    """Whether an element says that it is not shown.

    >>> is_hidden({"style": "color: red; display: none"}), is_hidden({"style": "display: block"})
    (True, False)
    """
    if "hidden" in attrs or attrs.get("aria-hidden") == "true":
        return True
    return "style" in attrs and HIDDEN_STYLE.search(attrs["style"].lower()) is not None


def is_shown_as_block(attrs: Mapping[str, Any]) -> bool:
    """Whether an element says that it stands in lines of its own, or is a caption, which does.

    >>> is_shown_as_block({"style": "display:block"}), is_shown_as_block({"class": "img-caption"})
    (True, True)
    >>> is_shown_as_block({"style": "color:red", "class": "credit-card"})
    False
    """
    style = attrs.get("style", "").lower()
    if style and BLOCK_STYLE.search(style) and "float" not in style:  # as drop capitals do
        return True
    return "class" in attrs and is_named(attrs["class"], CAPTION_CLASS)


@functools.lru_cache(maxsize=10_000)
def is_named(label: str, what: re.Pattern[str]) -> bool:
    """Whether a class name is one of those looked for."""
    return what.search(label) is not None


def is_aid(tag: Tag, jumps: bool) -> bool:
    """Whether an inline element is no text, but helps to use it: an explanation that is shown on
    demand, a wiki's "[edit]", what screen readers alone are told, a sign that links to its own
    place."""
    attrs: Mapping[str, Any] = tag.attrs
    label = attrs.get("class", "")
    if attrs.get("role") in ("doc-backlink", "tooltip") or "tooltip" in attrs.get("id", ""):
        return True
    if "editsection" in label or (is_named(label, SPOKEN_CLASS) and not spells_out(tag)):
        return True
    return jumps and not (tag.string or "x").strip(ANCHOR_SIGNS)


def spells_out(tag: Tag) -> bool:
    """Whether an element tells screen readers what stands beside it for all others: "−5" is "minus
    five degrees"."""
    box: Any = tag.parent
    hidden = (node for node in box.contents if node.name is not None and is_hidden(node.attrs))
    return any(map(str.isalnum, "".join(node.get_text() for node in hidden)))


def is_in_line(tag: Tag) -> bool:
    """Whether a component or a button stands in a line of text: a button at its end acts on it,
    but one that is all of a heading unfolds what stands below it."""
    sides: list[Any] = [tag.next_sibling, tag.previous_sibling]
    has_text = [side is not None and side.name is None and not side.isspace() for side in sides]
    if tag.name == "button" and tag.parent and tag.parent.name in HEADING_TAGS:
        return sum(bool(node.name or node.strip()) for node in children_of(tag.parent)) == 1
    return all(has_text) if tag.name == "button" else any(has_text)


def is_link(attrs: Mapping[str, Any]) -> bool:
    """Whether an <a> leads somewhere, by its address or a script: one with a name is a place."""
    return "href" in attrs or ("id" not in attrs and "name" not in attrs)


def is_jump(attrs: Mapping[str, Any]) -> bool:
    """Whether a link leads to another place of its page or is a button, and unfolds nothing.

    >>> is_jump({"href": "#note"}), is_jump({"href": "#"}), is_jump({"href": "/a#note"})
    (True, False, False)
    >>> is_jump({"href": "/shop", "class": "btn btn-primary"})
    True
    >>> is_jump({"href": "#answer", "aria-expanded": "false"})
    False
    """
    address = str(attrs.get("href"))
    leads = address.startswith("#") and address != "#"
    leads = leads or is_named(attrs.get("class", "").lower(), BUTTON_CLASS)
    return leads and UNFOLDING.isdisjoint(attrs)


def is_data_table(table: Tag) -> bool:
    """Whether a table holds data (words in short cells, rows of several), and not the layout."""
    if table.find("table"):
        return False
    rows = [cells_of(row) for row in table.find_all("tr")]
    wide = [cells for cells in rows if len(cells) > 1]
    if len(rows) < 2 or len(wide) * 2 < len(rows):
        return False
    if not any(TABLE_WORD.search(cell.get_text()) for cells in wide for cell in cells):
        return False
    has_head = len(rows[0]) > 1 and all(cell.name == "th" for cell in rows[0])
    judged = wide if has_head else rows  # below a head the narrow ones are notes
    return not any(is_layout(cell) for cells in judged for cell in cells)


def cells_of(row: Tag) -> list[Tag]:
    return [tag for tag in children_of(row) if tag.name in ("td", "th")]


def is_layout(cell: Tag) -> bool:
    """Whether a cell holds what cells of data do not: several blocks, or a long text in pieces."""
    if len(cell.contents) > 1 and len(cell.get_text()) > TABLE_CELL_MAX:
        return True
    inside: Iterator[Any] = cell.descendants
    return sum(tag.name in CELL_STRUCTURE_TAGS for tag in inside) > CELL_STRUCTURE_MAX


def fold_lines(text: str) -> str:
    """Folds white space, keeps line breaks, drops soft hyphens and zero-width spaces.

    >>> fold_lines("  one \\u00a0 t\\u00adwo\\n three  ")
    'one two\\nthree'
    """
    if "\n" in text:
        return "\n".join(map(fold_lines, text.split("\n"))).strip("\n")
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(text.translate(UNSEEN_CHARACTERS).split())


# Soft hyphens, zero-width spaces and joints, byte order marks; controls but tab and line ends.
UNSEEN_CHARACTERS = dict.fromkeys(
    [0xAD, 0x200B, 0x2060, 0xFEFF, 0x7F, *range(9), 11, *range(14, 32), *range(0x80, 0xA0)]
)


def text_size(text: str) -> float:
    """Length in letters, with the weight that CJK characters have.

    >>> text_size("four"), text_size("四字")
    (4, 5.0)
    """
    return len(text) if text.isascii() else len(text) + CJK_WEIGHT * len(CJK.findall(text))


def label_of(attrs: Mapping[str, Any]) -> str:
    """An element's class, id and the like as one string.

    >>> label_of({"id": "main", "class": "story body", "href": "/"}), label_of({"href": "/"})
    ('story body main', '')
    """
    label = without_terms(str(attrs.get("class") or ""))
    if MORE_LABELS.isdisjoint(attrs):
        return label
    return " ".join([label, *(str(attrs[name]) for name in attrs if name in MORE_LABELS)]).strip()


@functools.lru_cache(maxsize=10_000)
def label_kinds(label: str) -> tuple[str, ...]:
    """What class names and ids say that an element holds.

    >>> label_kinds("ArticleBody__text"), label_kinds("x1-b2")
    (('body',), ())
    """
    return tuple(dict.fromkeys([kind for word in label.split() for kind in word_kinds(word)]))


@functools.lru_cache(maxsize=50_000)
def word_kinds(word: str) -> tuple[str, ...]:
    folded = f"-{NO_LETTERS.sub('-', CASE_CHANGE.sub('-', word).lower())}-"
    pattern, kinds = label_words()
    found = pattern.findall(folded)
    return tuple(sorted({kind for label in found for kind in kinds[label]})) if found else ()


@functools.cache
def label_words() -> tuple[re.Pattern[str], dict[str, set[str]]]:
    """One pattern that finds the longest of LABEL_WORDS at each place, but none within one of
    OTHER_WORDS, and the kinds of each."""
    lists = {
        kind: tuple(f"{words} {INNER_HYPHEN.sub('', words)}".split())
        for kind, words in LABEL_WORDS.items()
    }
    words = {word for listed in lists.values() for word in listed} | OTHER_WORDS.keys()
    kinds = {word: {k for k in lists if word.startswith(lists[k])} for word in words}
    for word, kind in OTHER_WORDS.items():
        kinds[word].discard(kind)
    return regex(f"(?=({any_of(words)}))(?:{any_of(OTHER_WORDS)})?"), kinds


def any_of(words: Iterable[str]) -> str:
    """A pattern of words that looks at each first letter once: five times as fast as a list.

    >>> any_of(["read", "real", "red", "r"])
    '(?:r(?:e(?:a(?:d|l)|d))?)'
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(words):
        tails.setdefault(word[:1], []).append(word[1:])
    optional = "?" if tails.pop("", None) else ""
    choices = "|".join(re.escape(first) + any_of(rest) for first, rest in tails.items())
    return f"(?:{choices}){optional}" if choices else ""


def fold_letters(text: str | None) -> str:
    """Letters and figures alone, for comparing what was printed with what was declared.

    >>> fold_letters("Don't – go!")
    'dontgo'
    """
    if not text:
        return ""
    if text.isascii():
        return text.lower().encode().translate(None, NOT_IN_WORDS).decode()  # the fastest way
    return "".join(WORD_LETTERS.findall(text)).casefold()


NOT_IN_WORDS = bytes(i for i in range(128) if not (chr(i).isalnum() or chr(i) == "_"))
WORD_LETTERS = regex(r"\w+")


class Signs(NamedTuple):
    """What an element's name and labels are evidence of, by its distance from a block."""

    kinds: tuple[str, ...]
    own: list[str]
    near: list[str]
    below: list[str]  # for the branches of the region


@functools.lru_cache(maxsize=10_000)
def signs_of(name: str, kinds: tuple[str, ...]) -> Signs:
    """The evidence an element gives: worded once for all elements of this name and these kinds.

    >>> signs_of("nav", ()).near, signs_of("li", ("ad",)).own, signs_of("li", ("ad",)).near
    (['in <nav>'], ['own <li>', 'own ad'], ['near ad'])
    """
    zone = [f"in <{name}>"] if name in ZONE_TAGS else []
    own = zone or ([f"own <{name}>"] if name in OWN_TAGS else [])
    branch = [f"below <{name}>"] if name in BRANCH_TAGS else []
    return Signs(
        kinds,
        [*own, *(f"own {kind}" for kind in kinds)],
        [*zone, *(f"near {kind}" for kind in kinds)],
        [*branch, *(f"below {kind}" for kind in kinds)],
    )


# --- the first look: a block by itself ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What the page says elsewhere, to recognize it among the blocks."""

    titles: frozenset[str]
    labels: frozenset[str]  # section and site, which stand above headlines
    title_words: list[str]
    description: str
    names: list[str]  # of the authors
    authors: tuple[str, ...]  # the same, folded
    witness: str  # JSON-LD articleBody
    is_news: bool


def what_is_known(parsed: ParsedPage, metadata: Metadata, blocks: Sequence[Block]) -> Known:
    headings = [fold_letters(b.text) for b in blocks if is_in_h1(b.element)]
    titles = headings[:1] if len(headings) > 2 else headings  # of many the others are crossheads
    types = declared_types(parsed)
    return Known(
        titles=frozenset({fold_letters(metadata.title), *titles} - {""}),
        labels=frozenset({fold_letters(metadata.section), fold_letters(metadata.site_name)} - {""}),
        title_words=telling_words(metadata.title or ""),
        description=fold_letters(metadata.description),
        names=metadata.authors,
        authors=tuple(filter(None, map(fold_letters, metadata.authors))),
        witness=fold_letters(" ".join(declared_bodies(parsed))),
        is_news="LiveBlogPosting" not in types and any("NewsArticle" in t for t in types),
    )


def declared_types(parsed: ParsedPage) -> set[str]:
    types = (t for item in parsed.json_ld for t in values_of(item.get("@type")))
    return {t for t in types if isinstance(t, str)}


def declared_bodies(parsed: ParsedPage) -> list[str]:
    bodies = [item.get("articleBody") for item in parsed.json_ld]
    return [body for body in bodies if isinstance(body, str)]


def is_in_h1(element: Element) -> bool:
    return element.name == "h1" or (element.parent is not None and element.parent.name == "h1")


def look_at_each(blocks: list[Block], elements: Sequence[Element], known: Known) -> None:
    """Gives every block its evidence and `likely`, the probability that it belongs to the body."""
    mass = running_sum([block.mass for block in blocks])
    comments = below_comments_heading(blocks, mass) | in_lists_of_comments(elements, mass)
    comments |= in_long_comments(blocks, mass)
    beside_forms = beside_a_form(elements, mass)
    for i in comments:
        blocks[i].evidence = [IN_COMMENTS]
    seen = [
        i for i in range(len(blocks)) if i not in comments and not is_set_aside(blocks, i, mass)
    ]
    teaser_links = running_sum(map(is_teaser_link, blocks))
    keys = {i: fold_letters(blocks[i].text[:KEY_LENGTH]) for i in seen}
    counts = Counter(keys.values())
    for i in seen:
        block = blocks[i]
        evidence = own_evidence(block)
        evidence += known_evidence(block, keys[i], known)
        evidence += neighbour_evidence(blocks, i)
        evidence += element_evidence(block.element, mass)
        if counts[keys[i]] > 1:
            evidence.append("repeated")
        if is_teaser(block, teaser_links):
            evidence.append("teaser")
        if i in beside_forms:
            evidence.append(BESIDE_FORM)
        block.evidence = evidence
        weights = [FIRST_LOOK[name] for name in evidence if name in FIRST_LOOK]
        block.likely = probability(weights, FIRST_LOOK)


def below_comments_heading(blocks: Sequence[Block], mass: Sequence[float]) -> set[int]:
    """Where the comments of readers stand: below a heading that says so, to the end of the largest
    element that begins with it. They come behind the article: a heading without prose above it is
    none of theirs."""
    found: set[int] = set()
    for i, block in enumerate(blocks):
        may_be = block.links < 0.5 and (block.is_heading or block.size <= PROSE_MIN)
        if not may_be or not mass[i] or i in found or not COMMENTS_HEADING.fullmatch(block.text):
            continue
        if block.is_heading or are_comments(blocks[i + 1 : i + 6]):
            around = list(block.element.ancestors())
            largest = [e for e in around if e.first == i][-1:]
            # Beside a box of its own, and a heading that begins with other words, stand comments.
            section = next((e for e in (*largest, *around) if e.last > i + 1), block.element)
            found.update(range(i, section.last))
    return found


def are_comments(below: Sequence[Block]) -> bool:
    """Whether some blocks begin like comments: a name and a date, a text, and so on."""
    signed = [b.size < PROSE_MIN and looks_like_date(b.text) for b in below]
    return signed[:1] == [True] and sum(signed) > 1


def in_lists_of_comments(elements: Sequence[Element], mass: Sequence[float]) -> set[int]:
    """Where the comments of readers stand that no heading announces: below some prose, and several
    side by side, each in an element that is called a comment."""
    items: dict[Element | None, list[Element]] = {}
    for e in elements:
        is_below = e.first < e.last and e.parent is not None and mass[e.parent.first]
        if is_below and e.attrs and is_comment(e.attrs):
            items.setdefault(e.parent, []).append(e)
    lists = (found for found in items.values() if len(found) >= COMMENTS_MIN)
    return {i for found in lists for e in found for i in range(e.first, e.last)}


def in_long_comments(blocks: Sequence[Block], mass: Sequence[float]) -> set[int]:
    """Where the comments of readers stand that are longer than the article above them: they are in
    no element that counts as the page's frame."""
    half = MASS_SHARE * mass[-1]
    middle = bisect.bisect(mass, half) - 1  # what holds more than half of the prose holds this
    for e in blocks[middle].element.ancestors() if half else ():
        is_long = mass[e.first] > COMMENTED_MASS_MIN and mass[e.last] - mass[e.first] > half
        if is_long and is_named(e.label.lower(), COMMENTS_CLASS):
            return set(range(e.first, e.last))
    return set()


def is_comment(attrs: Mapping[str, Any]) -> bool:
    """Whether an element says that it is the comment of a reader."""
    says_so = attrs.get("itemprop") == "comment"
    return says_so or is_named(attrs.get("class", "").lower(), COMMENT_CLASS)


def beside_a_form(elements: Sequence[Element], mass: Sequence[float]) -> set[int]:
    """The few blocks that stand in one box with a form: what they ask for is filled in there."""
    boxes = {e.parent for e in elements if e.name == "form" and e.parent is not None}
    most = min(FORM_BOX_MASS_MAX, FORM_BOX_SHARE * mass[-1])
    few = (box for box in boxes if box.last - box.first <= FORM_BOX_MAX)
    small = (
        box for box in few
        if mass[box.last] - mass[box.first] < most and mass[box.first] > FORM_BELOW_MASS_MIN
    )  # fmt: skip
    return {i for box in small for i in range(box.first, box.last)}


def is_set_aside(blocks: list[Block], i: int, mass: Sequence[float]) -> bool:
    """Whether a block is of those, about half of a page, that need no look."""
    block = blocks[i]
    if is_link_label(blocks, i):
        block.evidence = [MANY_LINKS]
    elif not ASIDE_ZONES.isdisjoint(element_evidence(block.element, mass)):
        block.evidence = [SET_ASIDE]
    else:
        return False
    return True


ASIDE_ZONES = {"in <nav>", "in <form>"}
MANY_LINKS, SET_ASIDE = "one of many links", "in a menu or form"
IN_COMMENTS = "below the heading of comments"
BESIDE_FORM = "in one box with a form"


def is_link_label(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is one of several link labels in a row: menus and lists of teasers."""
    if blocks[i].links < LINK_LABEL_SHARE or not 0 < i < len(blocks) - 1:
        return False
    three = blocks[i - 1 : i + 2]
    return all(b.links >= LINK_LABEL_SHARE and b.size < LINK_LABEL_MAX for b in three)


def probability(weights: Iterable[float], look: Mapping[str, float]) -> float:
    """The logistic function of where a look starts and what the evidence adds."""
    return 1 / (1 + math.exp(-sum(weights, look.get("", 0.0))))


def running_sum(values: Iterable[float]) -> list[float]:
    """Sums of the first 0, 1, 2 ... values: a range is summed by one subtraction."""
    return list(itertools.accumulate(values, initial=0.0))


def prose_mass(text: str, size: float, links: float) -> float:
    """How much running text a block holds, in weighted characters.

    >>> prose_mass("Read more", 9, 1.0), prose_mass("It rained. " * 9, 99, 0.0)
    (0.0, 99.0)
    """
    if size < PROSE_MIN or links >= 0.5 or not SENTENCE_END.search(text):
        return 0.0
    return min(size, PROSE_MAX) * (1 - 2 * links)


@functools.cache
def mention_words(is_plain: bool) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """A pattern for a quick look, which finds the ends of MENTIONS, one that finds all of them, and
    the kind of each; fewer for plain texts."""
    kinds = {string: kind for kind, strings in MENTIONS.items() for string in strings}
    words = list(filter(PLAIN.fullmatch, kinds) if is_plain else kinds)
    ends = any_of(word.lstrip(LEFT_OFF) for word in words)
    return regex(ends), regex(any_of(words)), kinds


def own_evidence(block: Block) -> list[str]:
    """What a block's shape and wording say."""
    size, end = block.size, block.text[-1]
    ending = "sentence" if end in BLOCK_ENDS else "colon" if end in ":：" else "open"
    links = LINK_STEPS[bisect.bisect(LINK_SHARES, block.links)] if block.links else "none"
    length = bisect.bisect(LENGTH_STEPS, size)
    found = shape_evidence(length, links, size < PROSE_MIN, ending).copy()
    if block.row:
        found.append("row")
    if size < PROSE_MIN * 2 and block.bold > 0.75:
        found.append("bold")
    return found + wording(block) if size < SHORT_MAX else found


@functools.cache
def shape_evidence(step: int, links: str, is_short: bool, ending: str) -> list[str]:
    """How long a block is, how much of it is linked, and how it ends: worded once for all alike."""
    return [f"length {step}", f"links {links}", f"{'short' if is_short else 'long'} end {ending}"]


LINK_SHARES = (0.2, 0.5, 0.85)
LINK_STEPS = ("few", "some", "many", "all")


def wording(block: Block) -> list[str]:
    """What a short text says that bodies of articles do not."""
    text = block.text
    lowered = text.lower().replace("i\u0307", "i")  # what Turkish has for a capital of i
    short = "short " if block.size < 100 else ""
    is_plain = lowered.isascii() or PLAIN.fullmatch(lowered) is not None
    ends, words, kinds = mention_words(is_plain)
    mentioned = words.findall(lowered) if ends.search(lowered) else ()
    found = [f"{short}mentions {kind}" for kind in dict.fromkeys(map(kinds.get, mentioned))]
    if opening := OPENING.match(lowered):
        found.append(f"{short}opens {opening.lastgroup}")
        if block.links > 0.3:
            found.append(f"linked opens {opening.lastgroup}")
    if TIME_OR_DATE.search(text):
        found.append(f"{short}mentions time")
    if "@" in text:
        found.append("mail")
    return found


def known_evidence(block: Block, folded: str, known: Known) -> list[str]:
    """What of the title, the description, the authors and the witness a block repeats."""
    found = []
    if folded in known.titles:
        found.append("is title")
    elif any(folded in title for title in known.titles):
        found.append("in title")
    elif "\n" in block.text and fold_letters(block.text.split("\n")[0]) in known.titles:
        found.append("opens with title")  # byline and date stand below it, parted by <br>
    start = folded[:60]
    if known.description and len(folded) > 15 and start in known.description:
        found.append("is description")
    if block.size < 500 and any(author in start for author in known.authors):
        found.append("short author" if block.size < 100 else "author")
    if known.witness and len(folded) > 15:
        found.append("in articleBody" if folded in known.witness else "not in articleBody")
    if block.size > PROSE_MIN and known.title_words:
        shared = sum(word in folded for word in known.title_words)
        found.append(f"title words {min(3, shared)}")
    return found


def telling_words(title: str) -> list[str]:
    """The longer words of a title, which the article's paragraphs take up; pairs in Chinese.

    >>> telling_words("The fire of Aldmoor"), telling_words("A go")
    (['fire', 'aldmoor'], [])
    """
    words = {w: None for w in WORD_LETTERS.findall(title.casefold()) if len(w) >= TELLING_MIN}
    pairs = dict.fromkeys(CJK_PAIR.findall(title))
    return [*words, *pairs]


def neighbour_evidence(blocks: Sequence[Block], i: int) -> list[str]:
    """What stands directly before and after a block."""
    name = blocks[i].element.name
    before = seen_from("before", blocks[i - 1], name) if i else ["before nothing"]
    last = i == len(blocks) - 1
    return before + (["after nothing"] if last else seen_from("after", blocks[i + 1], name))


def seen_from(where: str, block: Block, name: str) -> list[str]:
    """What a block is for its neighbour, an element of that name."""
    size = block.size
    prose = "prose" if size > 140 else "long" if size > PROSE_MIN else "short"
    shape = "links" if block.links > 0.5 else prose
    return side_evidence(where, shape, block.element.name == name, block.is_heading)


@functools.cache
def side_evidence(where: str, shape: str, is_same: bool, is_heading: bool) -> list[str]:
    """What stands on one side of a block: worded once for all alike."""
    said = [shape] + ["same"] * is_same + ["heading"] * is_heading
    return [f"{where} {what}" for what in said]


def element_evidence(element: Element, mass: Sequence[float]) -> list[str]:
    """What the names and labels of a block's element and of those around it say, once an element.

    An element that holds most of the page's prose is its frame, and what its label says is said of
    the whole page: it is no evidence.
    """
    if element.evidence is not None:
        return element.evidence
    found = {"hidden"} if element.hidden else set()
    frame_mass = MASS_SHARE * mass[-1]
    distance = 0
    e: Element | None = element
    while e is not None and mass[e.last] - mass[e.first] <= frame_mass:
        if distance < FAR:
            found.update(e.signs.near if distance else e.signs.own)
        elif e.name in ZONE_TAGS:
            found.add(f"in <{e.name}>")
        e, distance = e.parent, distance + 1
    found.update(frame_evidence(e))
    found.add(f"off {min(4, distance)}")
    element.evidence = list(found)
    return element.evidence


def frame_evidence(frame: Element | None) -> list[str]:
    """What the frame of a page and all around it say; kept at the innermost, for all its blocks."""
    if frame is None:
        return []
    if frame.around is None:
        names = {e.name for e in frame.ancestors()}
        frame.around = [f"frame <{name}>" for name in sorted(names & {"article", "main"})]
    return frame.around


# --- the region: where the body stands ------------------------------------------------------------


def choose_region(blocks: list[Block], elements: list[Element]) -> Element:
    """The element whose blocks are, all in all, likeliest the body.

    Each block weighs for the elements around it by its length and by how much likelier it is than
    a share of the page's own standard: pages differ in how sure the first look can be. Where a
    column holds much else below the body, no element does: then it is a run of blocks.
    """
    standard = page_standard(blocks)
    floor = min(0.5, REGION_SHARE * standard)
    gain = running_sum(b.weight * (b.likely - floor) for b in blocks)
    for block in blocks:
        block.likely = min(1.0, STANDARD_LIKELY * block.likely / standard)
    best = max(reversed(elements), key=lambda e: gain[e.last] - gain[e.first])
    first, last = best_run(gain)
    if gain[last] - gain[first] <= RUN_GAIN_MIN * (gain[best.last] - gain[best.first]):
        return best
    around = next(e for e in reversed(elements) if e.first <= first and last <= e.last)
    run = Element(around.name, around.attrs, around.parent, around.hidden)
    run.first, run.last = first, last
    return run


def best_run(sums: Sequence[float]) -> tuple[int, int]:
    """Where the largest sum of a range begins and ends, of a running sum."""
    low = first = last = 0
    for i, total in enumerate(sums):
        if total < sums[low]:
            low = i
        if total - sums[low] > sums[last] - sums[first]:
            first, last = low, i
    return first, last


def page_standard(blocks: Sequence[Block]) -> float:
    """How likely the likeliest longer blocks are, down to where they make up a short article, or to
    where much less likely ones follow."""
    ranked = sorted(((b.likely, b.weight) for b in blocks if b.size > PROSE_MIN), reverse=True)
    enough = min(REFERENCE_MASS, 0.5 * sum(size for _, size in ranked))
    standard, mass = STANDARD_MAX, 0.0
    for likely, size in ranked:
        if mass > enough or (mass > CLIFF_MASS_MIN and likely < CLIFF * standard):
            break
        standard = likely
        mass += size
    return max(STANDARD_MIN, standard)


# --- the second look: the company a block keeps ---------------------------------------------------


def look_at_company(blocks: list[Block], region: Element, known: Known) -> None:
    """Judges the blocks of the body by each other, and marks those that are kept."""
    first, last = start_of_body(region, blocks), region.last
    likely = [0.0, 0.0] + [b.likely for b in blocks[first:last]] + [0.0, 0.0]
    masses = running_sum(b.weight * b.likely for b in blocks)
    paths = path_votes(blocks[first:last])
    weights = second_weights(known.is_news)
    mass = masses[last] - masses[first]
    main = {trail for trail, (_, _, likely_weight) in paths.items() if likely_weight > mass / 2}
    sure = [i for i in range(first, last) if is_surely_body(blocks[i], main)]
    start, stop = (sure[0], sure[-1]) if sure else (first, last - 1)
    for i in range(first, last):
        block = blocks[i]
        around = likely[i - first : i - first + 5]
        evidence = block.evidence + place_evidence(block, i, start, stop)
        evidence += branch_evidence(block, region, masses)
        measures = {
            "likely": block.likely,
            "neighbour after": around[3],
            "neighbours": (around[0] + around[1] + around[3] + around[4]) / 4,
            **path_evidence(block, paths, mass),
        }
        block.evidence, block.measures = evidence, measures
        found = [weights[name] for name in evidence if name in weights]
        found += [SECOND_LOOK[name] * v for name, v in measures.items() if name in SECOND_LOOK]
        block.likely = probability(found, SECOND_LOOK)
    agree_in_families(blocks[first:last])
    enough = best_threshold(blocks[first:last], known.is_news)
    for block in blocks[first:last]:
        block.kept = block.likely >= enough
    settle_by_rule(blocks[first:last], known)


def is_surely_body(block: Block, main: set[str]) -> bool:
    """Whether a block is likely of the body and long, or a sentence where most of it stands."""
    is_sentence = block.size > PROSE_MIN / 2 and block.text[-1] in BLOCK_ENDS and not block.links
    is_long = block.size > SURE_MIN
    return block.likely > SURE and (is_long or (is_sentence and block.element.trail in main))


def start_of_body(region: Element, blocks: Sequence[Block]) -> int:
    """The first block of the body: the region's, or likely prose between the headline and it.

    A long index or a box of offers can part the beginning of an article from the rest so far that
    no element with both of them is likely the body.
    """
    titles = [i for i, b in enumerate(blocks[: region.first]) if "is title" in b.evidence]
    above = range(titles[-1] + 1, region.first) if titles else []
    prose = [i for i in above if blocks[i].likely > ABOVE_LIKELY and blocks[i].mass]
    return prose[0] if sum(blocks[i].mass for i in prose) > ABOVE_MASS_MIN else region.first


def agree_in_families(blocks: Sequence[Block]) -> None:
    """Draws blocks of one name that stand side by side towards what they are likely all in all.

    The items of a list or the paragraphs of a box are mostly the article's together or not at all;
    but what is worded like a call or a credit is not drawn up.
    """
    families: dict[tuple[Element | None, str], list[Block]] = {}
    for block in blocks:
        families.setdefault((block.element.parent, block.element.name), []).append(block)
    for family in (family for family in families.values() if len(family) > 1):
        mean = sum(b.weight * b.likely for b in family) / sum(b.weight for b in family)
        for block in family:
            block.family = mean
            if mean < block.likely or not is_worded(block):
                block.likely += FAMILY_SHARE * (mean - block.likely)


def is_worded(block: Block) -> bool:
    """Whether `wording` found something in a block."""
    return any("mentions" in name or "opens" in name for name in block.evidence)


def best_threshold(blocks: Sequence[Block], is_news: bool = False) -> float:
    """The probability above which blocks are kept so that the text promises the best F1.

    F1 weighs text that is missing against text that is too much. Where all are sure this is about
    0.5; on a page where nothing is, it is lower: a doubtful paragraph is better kept than lost.
    """
    expected = sum(block.likely * block.size for block in blocks) * (NEWS_SHARE if is_news else 1)
    right = size = best = 0.0
    threshold = 0.5
    for block in sorted(blocks, key=lambda b: -b.likely):
        right += block.likely * block.size
        size += block.size
        promised = 2 * right / (size + expected)
        if promised > best:
            best, threshold = promised, block.likely
    return threshold


def settle_by_rule(blocks: Sequence[Block], known: Known) -> None:
    """What the contract settles whatever the looks say: few blocks, and each says why."""
    for block in blocks:
        if block.kept and "\n" in block.text and block.element.name != "pre" and not block.row:
            block.text = without_calls(block)
    cut_foreign(blocks)
    kept = [i for i, block in enumerate(blocks) if block.kept and block.size > PROSE_MIN]
    while kept and is_imprint(blocks[kept[-1]]):
        kept.pop()
    start, stop = (kept[0], kept[-1]) if kept else (0, -1)
    if kept and not blocks[start].row:
        blocks[start].text = without_head_lines(blocks[start].text, known)
    begun = False
    parents = {b.element.parent for b in blocks if b.kept and b.mass}
    for i, block in enumerate(blocks):
        if block.kept:
            is_label = i < start and not begun and is_stray_label(blocks, i)
            beside = why_beside(block, i, start, stop, known)
            block.why = "a label above the start" if is_label else beside
            block.kept = not block.why
            begun |= block.kept and not block.is_heading
        elif not block.why and not block.element.hidden and block.links < 0.5:
            block.why = why_kept(blocks, i, start, stop, parents)
            block.kept = bool(block.why)
    cut_last_lines(blocks)
    settle_headings(blocks)


def cut_foreign(blocks: Sequence[Block]) -> None:
    """Cuts what is no part of an article, wherever it stands."""
    numbers, biographies = part_numbers(blocks), in_biographies(blocks)
    kept = [block for block in blocks if block.kept]
    for block in labelled_links(kept) + lone_links(kept):
        block.why, block.kept = "a link to another story", False
    for block in labelled_teasers(blocks):
        block.why, block.kept = "a teaser below the label of links", False
    for i, block in enumerate(blocks):
        if block.kept and i not in numbers:
            about = "about the author" if i in biographies else ""
            block.why = why_foreign(block) or why_label(blocks, i) or about
            block.kept = not block.why


def cut_last_lines(blocks: Sequence[Block]) -> None:
    """Cuts the lines below the last paragraph that announce what is cut, or sign the article."""
    for block in reversed([block for block in blocks if block.kept]):
        if not (reason := why_last(block)):
            return
        block.why, block.kept = reason, False


def part_numbers(blocks: Sequence[Block]) -> set[int]:
    """Which blocks are nothing but the number of a part: 1, 2 and so on, each above prose."""
    found: set[int] = set()
    for i, (block, below) in enumerate(itertools.pairwise(blocks)):
        is_next = block.text.rstrip(".").lstrip("0") == str(len(found) + 1) and block.kept
        if is_next and below.kept and below.size > PROSE_MIN / 2 and not below.links:
            found.add(i)
    return found if len(found) > 1 else set()


def why_foreign(block: Block) -> str:
    """The reason why a block is no part of an article, wherever it stands, or an empty string."""
    evidence, size, lowered = block.evidence, block.size, block.text.lower()
    if is_stray(block) and not any(map(str.isalpha, CLOCK.sub("", block.text))):
        return "no words"
    if numbers_lines(block):
        return "the numbers of the lines of code"
    if IN_COMMENTS in evidence:
        return "a reader's comment"
    if BESIDE_FORM in evidence:
        return "what a form beside it is for"
    if is_caption(block):
        return "a caption or credit"
    if "repeated" in evidence and any("mentions subscribe" in name for name in evidence):
        return "a call to subscribe, here and elsewhere on the page"
    if worded := why_worded(block, lowered):
        return worded
    if size < SHORT_MAX and "path alone" in block.measures and COOKIES.search(block.text):
        return "a cookie notice"
    if PLACEHOLDER.match(lowered) or SHORTCODE.fullmatch(block.text):
        return "text that stands in for what is not shown"
    is_count = COMMENTS_HEADING.fullmatch(block.text) and DIGIT.search(block.text)
    if size < PROSE_MIN and (is_count or WIDGET_LABEL.match(lowered)):
        return "the label of a widget"
    if block.text[0] == "#" and all(word[0] == "#" for word in block.text.split()):
        return "tags"
    if size < PROSE_MIN / 2 and not OTHER_LIST_KINDS.isdisjoint(kinds_among(up_to_list(block))):
        return "an item of a list of tags, of fields or about the author"
    if size < PROSE_MIN and "short opens ad" in evidence:
        return "an advertisement's label"
    if block.links and not RELATED_EVIDENCE.isdisjoint(evidence):
        return "a link to another story"
    is_button = block.jumps > 0.8 or (block.element.name == "button" and is_stray(block))
    if is_button and not block.is_heading:
        return "a button, or a link within the page"
    is_marked_link = block.links > 0.8 and (
        LINK_MARK.match(block.text) or COMMENTS_HEADING.fullmatch(block.text)
    )
    is_labelled = block.links > 0.5 and block.element.name == "p" and LABELLED.match(block.text)
    if size < 2 * PROSE_MIN and (is_marked_link or is_labelled or "linked opens more" in evidence):
        return "a link to another story"
    lines = block.text.split("\n") if block.links > LINKED and not block.is_heading else []
    if len(lines) > 1 and min(map(text_size, lines)) > HEADLINE_MIN:
        return "links to other stories"
    is_dated = block.links > 0 and is_dated_link(block)
    return "a link to another story, with its date" if is_dated else ""


def is_dated_link(block: Block) -> bool:
    """Whether a block is nothing but a link as long as a headline and, before or behind it, a date,
    a time of day, or how long ago that was."""
    text, linked = block.text, round(block.links * len(block.text))
    if not HEADLINE_MIN < linked < len(text) < TEASER_MAX or block.row:
        return False
    beside = (text[linked:].strip(DATE_MARKS), text[: len(text) - linked].strip(DATE_MARKS))
    return any(AGO.fullmatch(x) or CLOCK.fullmatch(x) or looks_like_date(x, 2) for x in beside)


def numbers_lines(block: Block) -> bool:
    """Whether a block is the numbers that stand beside the lines of code."""
    return block.element.name == "pre" and block.text.replace("\n", "").isdecimal()


def why_worded(block: Block, lowered: str) -> str:
    """The reason why a block's own words show that it is no part of an article, or ""."""
    if block.size >= COPYRIGHT_MAX or block.element.name == "pre":
        return ""
    if any(map(COPYRIGHT.match, lowered.split("\n"))):
        return "a copyright line"
    if EMBED_NOTICE.match(lowered) and EMBED_CONSENT.search(lowered):
        return "a notice in place of an embedded post"
    if block.size >= CALL_MAX:
        return ""
    if is_call(lowered):
        return "a call to the reader"
    if TAGS_LABEL.match(lowered) and not SENTENCE_END.search(lowered):
        return "tags"
    if block.size < PROSE_MIN and PLAYER_LABEL.match(lowered):
        return "the label of a player"
    return "an embedded post" if POST_SIGNATURE.match(lowered) else ""


def is_call(lowered: str) -> bool:
    """Whether a text asks its reader to follow, to subscribe, to pay, to write, or to go on.

    >>> is_call("siga o portal no instagram"), is_call("he asked her to follow him.")
    (True, False)
    """
    if CALL.match(lowered):
        return True
    return not lowered.isascii() and CALL_INSIDE.search(lowered) is not None


def labelled_links(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are a label and, all the rest of them, a link as long as a headline: what
    stories of other days are offered as. A page with many such lines is about what they name."""
    found = [(b, LABELLED_LINK.fullmatch(b.text)) for b in blocks if 0.3 < b.links < 0.95]
    parts = [(b, match["link"]) for b, match in found if match and not b.row]
    if len(parts) > LABELLED_LINKS_MAX:
        return []
    headlines = [(b, link) for b, link in parts if text_size(link) > HEADLINE_MIN]
    return [b for b, link in headlines if abs(b.links * len(b.text) - len(link)) < 1]


def lone_links(blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs, and the lists that nothing announces, that are links as long as headlines and
    no sentences, where few are."""
    found: dict[Element, list[Block]] = {}
    announced: set[Element] = set()
    for above, block in itertools.pairwise(blocks):
        element = block.element
        if element.name == "li" and element.parent is not None:
            element = element.parent
            if element not in found and (above.is_heading or above.text[-1] in ":："):
                announced.add(element)
        if element.name in ("p", "ul"):
            found.setdefault(element, []).append(block)
    links = [
        group for element, group in found.items()
        if element not in announced and all(b.links > 0.95 for b in group)
    ]  # fmt: skip
    if len(links) > LABELLED_LINKS_MAX:
        return []
    return [b for group in links if all(map(is_headline_long, group)) for b in group]


def is_headline_long(block: Block) -> bool:
    """Whether a block is as long as a headline, in one line, no address and no whole sentence."""
    text = block.text
    is_line = "\n" not in text and "://" not in text and text[-1] not in BLOCK_ENDS
    return is_line and HEADLINE_MIN < block.size < 2 * PROSE_MIN


def labelled_teasers(blocks: Sequence[Block]) -> list[Block]:
    """The links below a label of links, where some lines stand below two of them or more: and these
    lines."""
    runs: list[list[Block]] = []
    goes_on = False
    for above, block in itertools.pairwise(blocks):
        if is_label(above) and above.links <= LINKED:
            runs.append([])
            goes_on = True
        if block.links <= LINKED:
            goes_on &= above.links > LINKED and block.size < TEASER_MAX
        if goes_on:
            runs[-1].append(block)
    listed = (run for run in runs if sum(b.links <= LINKED for b in run) > 1)
    return [block for run in listed for block in run if block.kept]


def why_label(blocks: Sequence[Block], i: int) -> str:
    """The reason why a block is the label of a list of links or, below one, in it, or ""."""
    block, below, above = blocks[i], blocks[i + 1 : i + 3], blocks[max(0, i - 1)]
    is_jump_item = (b.jumps > 0.8 and b.element.name == "li" for b in below)
    if block.size < PROSE_MIN and len(below) == 2 and all(is_jump_item):
        return "the heading of a table of contents"
    labelled = below[:1] if labels_links(block, below) else []
    if block.element.name == "li":  # which labels what is in its list at most
        labelled = [b for b in labelled if b.element.parent is block.element.parent]
    if labelled:
        return LABEL
    is_below = above.why in (LABEL, BELOW_LABEL) or (is_label(above) and not above.kept)
    if is_below and is_linked(block):
        return BELOW_LABEL
    return "the teaser of a story below a label" if is_labelled_teaser(blocks, i) else ""


def in_biographies(blocks: Sequence[Block]) -> set[int]:
    """Which blocks are the label of a biography, or stand below one, down to the next heading."""
    found: set[int] = set()
    end = 0
    for i, block in enumerate(blocks):
        if ABOUT_AUTHOR.match(block.text):
            end = i + 1 + BIOGRAPHY_MAX
        elif block.is_heading:
            end = i
        if i < end:
            found.add(i)
    return found


def is_labelled_teaser(blocks: Sequence[Block], i: int) -> bool:
    """Whether all that stands with a block in its box is the link above it, and a label of links
    above that."""
    block, link = blocks[i], blocks[max(0, i - 1)]
    if i < 2 or block.size > TEASER_MAX or link.kept or not is_linked(link):
        return False
    shared = set(nearest(block.element, 3)) & set(nearest(link.element, 3))
    return is_label(blocks[i - 2]) and any(e.last - e.first == 2 for e in shared)


def labels_links(block: Block, below: Sequence[Block]) -> bool:
    """Whether a block is worded like the label of links, and the first below it is one."""
    return is_label(block) and any(map(is_linked, below[:1]))


def is_linked(block: Block) -> bool:
    """Whether most of a block is a link: of a list item, which has a date or so as well, half."""
    return block.links > (0.5 if block.element.name == "li" else LINKED)


def is_label(block: Block) -> bool:
    return "short opens more" in block.evidence


LABEL, BELOW_LABEL = "the label of links to other stories", "below the label of links"


def why_beside(block: Block, i: int, start: int, stop: int, known: Known) -> str:
    """The reason why a block stands above or below the body, or an empty string."""
    if i <= start and all(is_head_line(line, known) for line in block.text.split("\n")):
        return "headline, byline or date"
    may_be_dateline = i <= start + STANDFIRST_MAX and not (block.is_heading or block.row)
    if may_be_dateline and is_dateline(block.text, known):
        return "a byline or date below a standfirst"
    if i < start and "own caption" in block.evidence:
        return "a caption or credit"
    if i >= stop and block.size < BYLINE_MAX and looks_like_byline(block.text, known.names):
        return "a byline"
    if i >= stop and i > start and is_on_author(block, known):
        return "about the author"
    if not start < i < stop and is_imprint(block):
        return "a line of source, editor or rights"
    return ""


def why_last(block: Block) -> str:
    """The reason why the last block that is kept is no part of the article, or an empty string."""
    if block.size < PROSE_MIN and block.text[-1] in ":：":
        return "a label of what is cut"
    if looks_like_date(block.text):
        return "a date"
    if block.size < SIGN_OFF_MAX and not block.row and SIGN_OFF.fullmatch(block.text):
        return "a sign-off"
    return ""


def is_on_author(block: Block, known: Known) -> bool:
    """Whether a block begins with a person who wrote the article: of desks stories may tell too."""
    if AUTHOR_EVIDENCE.isdisjoint(block.evidence):
        return False
    people = [name for name in known.names if not ORG_WORDS.search(name.lower())]
    folded = fold_letters(block.text[:KEY_LENGTH])
    return any(x in folded for x in map(fold_letters, people) if x and x not in known.labels)


def without_calls(block: Block) -> str:
    """The text of a block: of lines below a sentence, none that call the reader, credit a picture,
    reserve rights or are an advertisement's label."""
    first, *others = block.text.split("\n")
    if text_size(first) < PROSE_MIN / 2 or first[-1] not in CLOSING_MARKS:
        return block.text
    lines = [Block(line, block.element, 0, 0) for line in others]
    for line in lines:
        line.evidence = wording(line)
    own = [x.text for x in lines if not (why_no_line(x) or COPYRIGHT.match(x.text.lower()))]
    return "\n".join([first, *own])


def why_no_line(line: Block) -> str:
    """The reason why a line, or a heading among paragraphs, is not of the story, or ""."""
    if line.size < CALL_MAX and is_call(line.text.lower()):
        return "a call to the reader"
    if COMMENTS_HEADING.fullmatch(line.text) or WIDGET_LABEL.match(line.text.lower()):
        return "the label of a widget"
    is_ad = "short opens ad" in line.evidence and " " not in line.text
    if is_ad and (not line.is_heading or line.text.lower() in AD_HEADINGS):
        return "an advertisement's label"
    is_whole = not line.is_heading or CREDIT_END.match(line.text.lower())  # "The big picture: ..."
    return "a caption or credit" if is_whole and ends_in_credit(line.text) else ""


def is_imprint(block: Block) -> bool:
    """Whether a block, or its first lines, say who answers for a story and not what it tells."""
    lines = block.text.split("\n", maxsplit=2)[:2]
    return (len(lines) > 1 or block.size < IMPRINT_MAX) and all(map(IMPRINT.match, lines))


def is_stray_label(blocks: Sequence[Block], i: int) -> bool:
    """Whether a few words are no heading, below none, and no sentence with the next ones beside
    it."""
    block, above, below = blocks[i], blocks[max(0, i - 1)], blocks[i + 1 : i + 2]
    if not is_stray(block) or block.is_heading or (above.is_heading and above.kept):
        return False
    is_beside = any(b.kept and b.element.parent is block.element.parent for b in below)
    return not is_beside or block.text[-1] not in CLOSING_MARKS


def is_stray(block: Block) -> bool:
    return block.size < STRAY_MAX and not block.row


def is_caption(block: Block) -> bool:
    """Whether a block ends in a credit, or is named a caption on a page that is more than pictures
    with theirs."""
    if block.size < SHORT_MAX and ends_in_credit(block.text):
        return True
    if block.size < PROSE_MIN and names_others(block.text):
        return True
    if block.measures.get("path share", 0.0) > CAPTION_SHARE_MAX:
        return False
    if block.element.name in INLINE_TAGS and is_named(block.element.label, CAPTION_CLASS):
        return True
    around = nearest(block.element, 4)
    named = any(is_named(e.label.lower(), IS_CAPTION) for e in around[:2])
    return named or "figcaption" in [e.name for e in around]


def ends_in_credit(text: str) -> bool:
    """Whether a text ends with the credit of a picture.

    >>> ends_in_credit("The mill on Sunday. Photograph: Ida Blum/Valley Pictures")
    True
    >>> ends_in_credit("She put away the photo: it was of her mother."), ends_in_credit("王小明 摄")
    (False, True)
    """
    if text[-1] in ".!?。":  # as most paragraphs end
        return False
    return CREDIT_END.search(text.lower(), max(0, len(text) - CREDIT_MAX)) is not None


AUTHOR_EVIDENCE = {"author", "short author"}
NOTE_EVIDENCE = {"opens note", "short opens note"}
RELATED_EVIDENCE = {"own related", "near related"}


def without_head_lines(text: str, known: Known) -> str:
    """A text without the lines above its first one that is no headline, byline or date."""
    lines = text.split("\n")
    own = next((i for i, line in enumerate(lines) if not is_head_line(line, known)), 0)
    return "\n".join(lines[own:])


def is_head_line(line: str, known: Known) -> bool:
    """Whether a line above the body is the headline, a byline or a date."""
    if len(line) > BYLINE_MAX * 2:
        return False
    folded = fold_letters(line)
    is_known = folded in known.labels or is_headline(folded, known)
    return is_known or is_dateline(line, known) or opens_like_byline(line)


def is_dateline(text: str, known: Known) -> bool:
    return looks_like_byline(text, known.names) or looks_like_date(text)


def opens_like_byline(line: str) -> bool:
    """Whether a short line starts as bylines do and does not end as sentences do.

    >>> opens_like_byline("By Ada Quill, Staff Writer"), opens_like_byline("By noon it had rained.")
    (True, False)
    """
    opening = OPENING.match(line.lower())
    is_by = opening is not None and opening.lastgroup == "by"
    return is_by and len(line) < BYLINE_MAX / 2 and line[-1:] not in BLOCK_ENDS


def why_kept(blocks: Sequence[Block], i: int, start: int, stop: int, parents: set[Any]) -> str:
    """The reason why a block that does not look like the body is of it, or an empty string."""
    block = blocks[i]
    if start < i < stop and block.element.name == "pre" and not numbers_lines(block):
        return "code between paragraphs that are kept"
    if block.row and not parents.isdisjoint(nearest(block.element, 5)):
        return "a table beside paragraphs that are kept"
    is_beside = any(e.parent in parents for e in nearest(block.element, 2))
    if is_quotation(block) and (is_beside or is_among_kept(blocks, i)):
        return "a quotation or note among paragraphs that are kept"
    if is_attribution(blocks, i):
        return "the name below a quotation that is kept"
    if i > start and block.links == 0 and is_listed_beside(block, parents):
        is_other = is_worded(block) or why_foreign(block)
        return "" if is_other else "an item of a list beside paragraphs that are kept"
    near = blocks[max(0, i - NOTE_NEAR) : i + NOTE_NEAR + 1]
    is_near = start - NOTE_NEAR <= i <= stop + NOTE_NEAR
    if is_note(block) and (is_near or (corrects(block) and any(b.kept for b in near))):
        return "a correction, an editor's note or a footnote"
    return ""


def is_quotation(block: Block) -> bool:
    """Whether a block is in a quotation or a box for notes, and no post from elsewhere or call."""
    around = nearest(block.element, 3)
    is_quoted = any(e.name == "blockquote" and "embed" not in e.kinds for e in around)
    is_boxed = block.likely > NOTE_LIKELY and any(NOTE_CLASS.search(e.label) for e in around)
    return (
        (is_quoted or is_boxed)
        and block.links == 0
        and block.text[-1] in BLOCK_ENDS
        and not is_worded(block)
        and "repeated" not in block.evidence
    )


def is_listed_beside(block: Block, parents: set[Any]) -> bool:
    """Whether a block is in a list of some that stands in one of these elements itself, and is not
    called a list of something else."""
    around = up_to_list(block)
    if not around or not OWN_LIST_KINDS.issuperset(kinds_among(around)):
        return False
    return around[-1].parent in parents and around[-1].last - around[-1].first > 1


def up_to_list(block: Block) -> list[Element]:
    """The elements from a block's own to the list that it is in, or none."""
    around = nearest(block.element, 4)
    steps = [i for i, e in enumerate(around) if e.name in ("ul", "ol", "dl")]
    return around[: steps[-1] + 1] if steps else []


def kinds_among(elements: Iterable[Element]) -> set[str]:
    return {kind for element in elements for kind in element.kinds}


OWN_LIST_KINDS = frozenset({"body", "box", "list", "notes", "quote"})  # of an article's own lists
OTHER_LIST_KINDS = frozenset({"author", "form", "tag"})  # of lists whose short items never are


def is_attribution(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is the last line of a quotation, short and no sentence, and what stands
    above it there is kept."""
    block = blocks[i]
    box = next((e for e in nearest(block.element, 4) if e.name == "blockquote"), None)
    is_name = block.size < PROSE_MIN and block.text[-1] not in BLOCK_ENDS and not block.links
    if box is None or not is_name:
        return False
    above = blocks[max(0, i + 1 - (box.last - box.first)) : i]
    return above != [] and all(b.kept and box in nearest(b.element, 5) for b in above)


def is_among_kept(blocks: Sequence[Block], i: int) -> bool:
    """Whether blocks shortly before and after one are kept and stand in an element near it."""
    sides = reversed(blocks[max(0, i - 3) : i]), blocks[i + 1 : i + 4]
    nearest_kept = [next((b for b in side if b.kept), None) for side in sides]
    around = nearest(blocks[i].element, 5)[1:]
    return all(b and set(nearest(b.element, 5)[1:]).intersection(around) for b in nearest_kept)


def settle_headings(blocks: Sequence[Block]) -> None:
    """A heading goes with what stands under it as far as the next one: blocks beside it, or in a
    list or table beside it."""
    under: list[Block] = []
    ended = True
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if not block.is_heading:
            under.append(block)
            ended &= not block.kept
            continue
        beside = [b for b in under if block.element.parent in nearest(b.element, 4)]
        near = [b for b in beside if b.row or b.size > PROSE_MIN / 2]
        below = under[-1:]
        first = [b for b in reversed(near) if b.size > PROSE_MIN][:1]
        tells = [*first, *(b for b in below if b.row or b in beside)]
        heads = is_between_kept(blocks, i) or any(b.kept for b in tells)
        if block.kept and (ended or (near and not any(b.kept for b in near + below))):
            block.kept, block.why = False, "a heading with nothing under it"
        elif not block.kept and is_crosshead(block) and heads and not labels_links(block, below):
            other = why_no_crosshead(block)
            block.kept, block.why = not other, other or "the heading of a paragraph that is kept"
        ended &= not block.kept
        under = []


def why_no_crosshead(block: Block) -> str:
    """The reason why a heading among paragraphs is none of theirs, or an empty string."""
    is_linked_label = block.links > 0 and is_label(block)
    return why_no_line(block) or ("a link to another story" if is_linked_label else "")


def is_between_kept(blocks: Sequence[Block], i: int) -> bool:
    """Whether the blocks before and after one are kept and stand beside it or its element, or in
    elements like its own."""
    around = nearest(blocks[i].element, 3)[1:]
    trails = {e.trail for e in around[:1]}
    beside = [blocks[j] for j in (i - 1, i + 1) if 0 <= j < len(blocks) and blocks[j].kept]
    parents = [b.element.parent for b in beside]
    return len(parents) == 2 and all(e in around or (e and e.trail in trails) for e in parents)


def is_crosshead(block: Block) -> bool:
    said_above = {"is title", "is description"}  # a standfirst may be set as a heading
    if block.links >= 0.5 or block.element.hidden or not said_above.isdisjoint(block.evidence):
        return False
    return not looks_like_date(block.text) and not opens_like_byline(block.text)


def is_note(block: Block) -> bool:
    """Whether a block corrects or annotates the article."""
    if not AUTHOR_EVIDENCE.isdisjoint(block.evidence):
        return False
    labels = {kind for element in nearest(block.element, 4) for kind in element.kinds}
    return ("notes" in labels and "subscribe" not in labels) or corrects(block)


def corrects(block: Block) -> bool:
    return not NOTE_EVIDENCE.isdisjoint(block.evidence)


# How the evidence begins that is weighed again in the second look, and once more on pages of news.
SECOND_KINDS = (
    "own ", "in ", "near ", "below ", "is ", "not in", "short ", "long ", "length", "link",
    "opens", "mentions", "author", "title words", "repeated", "teaser", "row", "bold", "hidden",
    "place", MANY_LINKS,
)  # fmt: skip
NEWS_KINDS = (
    "own ", "short ", "opens", "mentions", "is ", "place", "bold", "below ", "links", "teaser",
    "author",
)  # fmt: skip


@functools.cache
def second_weights(is_news: bool) -> dict[str, float]:
    """What pieces of evidence weigh in the second look; others weigh nothing."""
    names = {name.removeprefix("news ") for name in SECOND_LOOK}
    return {x: sum(SECOND_LOOK.get(form, 0.0) for form in forms_of(x, is_news)) for x in names}


def forms_of(name: str, is_news: bool) -> list[str]:
    """The names that evidence has in the second look: its own, and one more on a page of news.

    >>> forms_of("bold", True), forms_of("after links", True)
    (['bold', 'news bold'], [])
    """
    if not name.startswith(SECOND_KINDS):
        return []
    return [name, f"news {name}"] if is_news and name.startswith(NEWS_KINDS) else [name]


def path_votes(blocks: Sequence[Block]) -> dict[str, list[float]]:
    """Path of tags and labels -> number, weight and likely weight of the blocks that have it."""
    votes: dict[str, list[float]] = {}
    for block in blocks:
        weight = block.weight
        vote = votes.setdefault(block.element.trail, [0.0, 0.0, 0.0])
        vote[0] += 1
        vote[1] += weight
        vote[2] += weight * block.likely
    return votes


def path_evidence(
    block: Block, paths: Mapping[str, Sequence[float]], mass: float
) -> dict[str, float]:
    """How likely the other blocks with the same path are, and how much of the region they are."""
    count, weight, likely = paths[block.element.trail]
    own = block.weight
    share = (likely / max(1.0, mass)) ** 0.5
    if count <= 1:
        return {"path share": share, "path alone": 1.0}
    mean = (likely - own * block.likely) / (weight - own)
    return {"path share": share, "path others": mean, "path others x share": mean * share}


def branch_evidence(block: Block, region: Element, masses: Sequence[float]) -> set[str]:
    """What is said of the branch that a block stands on: by the elements between the block and the
    region's top, or what is as good as the region."""
    found: set[str] = set()
    frame_mass = MASS_SHARE * (masses[region.last] - masses[region.first])
    for e in itertools.islice(block.element.ancestors(), ANCESTORS_MAX):
        if e is region or masses[e.last] - masses[e.first] > frame_mass:
            break
        found.update(e.signs.below)
    return found


BRANCH_TAGS = frozenset({
    "aside", "figure", "ul", "ol", "table", "data-table", "nav", "header", "footer", "form",
    "blockquote", "section", "article",
})  # fmt: skip


def place_evidence(block: Block, i: int, start: int, stop: int) -> list[str]:
    """Where a block stands between the first and the last block that are surely the body."""
    place = "lead" if i < start else "tail" if i > stop else "middle"
    size = "short" if block.size < PROSE_MIN else "medium" if block.size < 250 else "long"
    found = [f"place {place}", f"place {place} {size}"]
    return [*found, f"place {place} heading"] if block.is_heading else found


def first_article(region: Element, blocks: list[Block], elements: list[Element]) -> Element:
    """The first of several articles one after the other in the region; mostly the region itself.

    Pages that scroll on for ever put whole articles one below the other: elements of one name and
    label, side by side, each with a headline of its own in the same place.
    """
    titles = (b for b in blocks[region.first : region.last] if "is title" in b.evidence)
    title = next((b for b in titles if b.element.name in ("h1", "h2")), None)
    if title is None:
        return region
    for article in nearest(title.element, ANCESTORS_MAX):
        if article.parent is None or article is region:
            break
        if is_first_of_many(article, title, blocks, elements):
            return article
    return region


def is_first_of_many(
    article: Element, title: Block, blocks: list[Block], elements: list[Element]
) -> bool:
    """Whether elements like an article follow it, and all have a headline as it has."""
    twins = [
        e for e in elements
        if e.parent is article.parent and e is not article
        and e.first >= article.last and e.trail == article.trail
    ]  # fmt: skip
    if not twins or not all(has_headline_like(title, twin, blocks) for twin in twins):
        return False
    inside = blocks[article.first : article.last]
    return sum(b.mass for b in inside if b.likely > TWIN_LIKELY) > TWIN_MASS_MIN


def has_headline_like(title: Block, twin: Element, blocks: list[Block]) -> bool:
    inside = blocks[twin.first : twin.last]
    return (
        any(b.element.trail == title.element.trail for b in inside)
        and sum(b.mass for b in inside) > TWIN_MASS_MIN
    )


def drop_copies(blocks: Sequence[Block]) -> None:
    """Of a text that is kept twice (print copies, pull quotes) the longer, shown one stays."""
    kept = [b for b in blocks if b.kept and not b.is_heading and b.size >= shortest_copy(b)]
    folded = {block: block.text.casefold().strip(QUOTE_MARKS) for block in kept}
    counts = Counter(folded.values())
    whole = "\n".join(folded.values())
    kept.reverse()  # of two that are alike the first stays
    for block in sorted(kept, key=lambda b: (not b.element.hidden, b.size)):
        text = folded[block]
        copied = counts[text] > 1 and (block.size > PROSE_MIN or block.element.hidden)
        if copied or (is_set_apart(block) and whole.count(text) > 1):
            block.kept, block.why = False, COPY
            counts[text] -= 1
            whole = whole.replace(text, "", 1)
            drop_name_below(blocks, block)
    drop_between_copies(blocks)


def shortest_copy(block: Block) -> int:
    """How long a block must be to be taken for a copy, in weighted characters."""
    is_alone = any(holds_quotation(e) and e.last - e.first < 3 for e in nearest(block.element, 4))
    return QUOTE_COPY_MIN if is_alone else COPY_MIN


def drop_name_below(blocks: Sequence[Block], quotation: Block) -> None:
    """The name below a quotation that is a copy goes with it."""
    box = next(filter(holds_quotation, nearest(quotation.element, 4)), None)
    if box is not None and box.last - box.first == 2:
        name = blocks[box.last - 1]
        if name.kept and name.size < PROSE_MIN and name.text[-1] not in BLOCK_ENDS:
            name.kept, name.why = False, COPY


def drop_between_copies(blocks: Sequence[Block]) -> None:
    """Where a whole body is there twice its headings and short items go with their paragraphs."""
    paragraphs = [i for i, b in enumerate(blocks) if b.mass and (b.kept or b.why == COPY)]
    copies = [blocks[i].why == COPY for i in paragraphs]
    if sum(copies) <= COPY_SHARE_MIN * len(copies):
        return
    counts = Counter(block.text for block in blocks if block.kept)
    for i, block in enumerate(blocks):
        place = bisect.bisect(paragraphs, i)
        if block.kept and counts[block.text] > 1 and all(copies[max(0, place - 1) : place + 1]):
            block.kept, block.why = False, COPY
            counts[block.text] -= 1


COPY = "a copy of what stands elsewhere"


QUOTE_MARKS = " \"'“”„«»‘’…."


def is_set_apart(block: Block) -> bool:
    """Whether a block stands outside the line of paragraphs, as pull quotes and print copies do."""
    if block.element.hidden or "path alone" in block.measures:
        return True
    return any(map(holds_quotation, nearest(block.element, 4)))


def holds_quotation(e: Element) -> bool:
    return e.name in ("aside", "blockquote", "figure") or "quote" in e.kinds


# --- the text -------------------------------------------------------------------------------------


def render(blocks: Sequence[Block]) -> str:
    """The kept blocks as text: an empty line between blocks, none between rows of one table."""
    kept = [block for block in blocks if block.kept]
    parts = [block.text for block in kept[:1]]
    for above, block in itertools.pairwise(kept):
        is_next_row = block.row and above.row and table_of(above) is table_of(block)
        parts += ["\n" if is_next_row else "\n\n", block.text]
    return "".join(parts)


def table_of(row: Block) -> Element | None:
    return next((e for e in row.element.ancestors() if e.name == "data-table"), None)


def count_words(text: str) -> int:
    """Words in a text; each Chinese or Japanese character is one, Korean words have spaces.

    >>> count_words("Don't go – not yet."), count_words("東京 2024")
    (4, 3)
    """
    characters = 0
    if not text.isascii():
        text, characters = CJK_WORD.subn(" ", text)
    words = [word for word in text.split() if word[0].isalnum() or WORD_LETTERS.search(word)]
    return characters + len(words)


# --- a body that stands in data -------------------------------------------------------------------

DATA_TEXT_MIN = 200  # weighted characters: shorter strings in scripts are labels and teasers
DATA_BODY_MIN = 400  # weighted characters of a body that only scripts have
DATA_SHARE = 0.5  # a visible text with less than this of what the data hold is a teaser of it
DATA_STARTS_MAX = 50  # values in one script that are tried as JSON
DATA_START = regex(r"(?:=|\(|,|^)\s*(?=[\[{\"])")
TAG_LIKE = regex(r"<(?:p|br|div|h[1-6]|ul|li|a|span)\b[^>]*>", re.I)


def text_in_data(
    parsed: ParsedPage, known: Known, visible: str, blocks: Sequence[Block]
) -> str | None:
    """The article's text from JSON, where the visible page lacks it or shows only its beginning."""
    shown = sum(block.size for block in blocks if block.kept)
    bodies = [t for t in declared_bodies(parsed) if shown < text_size(t)]  # markup and all
    text = max(map(data_text, bodies), key=text_size, default="")
    if text_size(text) < DATA_BODY_MIN and shown < DATA_BODY_MIN:
        scripts = [script for script in parsed.scripts if len(script) > TEXT_MIN]
        text = max([text, *(script_text(s, known) for s in scripts)], key=text_size)
    size = text_size(text)
    least = TEXT_MIN if shown < PROSE_MIN else DATA_BODY_MIN  # there is no other text to prefer
    if size < least or shown > DATA_SHARE * size:
        return None
    if shown > DATA_BODY_MIN and not shares_words(text, visible):
        return None
    return text


def shares_words(text: str, other: str) -> bool:
    """Whether a text starts like the other goes: a teaser and its whole."""
    folded = fold_letters(text)
    return any(
        fold_letters(line)[:60] in folded for line in other.split("\n") if len(line) > PROSE_MIN
    )


def data_text(value: str) -> str:
    """A string of JSON as text: HTML in it is read as a page's is."""
    if "&lt;" in value:
        value = unescape(value)
    if not TAG_LIKE.search(value):
        lines = map(fold_lines, unescape(value).splitlines())
        return "\n\n".join(filter(None, lines))
    blocks, _ = read_blocks(parse_html(f"<body>{value}</body>", "").soup)
    for block in blocks:
        names = {e.name for e in block.element.ancestors()}
        block.kept = block.links < 0.5 and not names & {"figure", "figcaption", "aside", "form"}
    return render(blocks)


def script_text(script: str, known: Known) -> str:
    """The longest running text in a script's data that belongs to the headline."""
    holders = (h for value in script_values(script) for h in headline_holders(value, known))
    return max(map(holder_text, holders), key=text_size, default="")


def script_values(script: str) -> Iterator[Any]:
    """The JSON values in a script: the whole of it, or what it assigns and passes on."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    for _ in range(DATA_STARTS_MAX):
        start = DATA_START.search(script, position)
        if start is None:
            return
        try:
            value, position = decoder.raw_decode(script, start.end())
        except (ValueError, RecursionError):
            position = start.end() + 1
            continue
        yield value


def walk_data(value: Any) -> Iterator[Any]:
    """A value and all in it, outer ones first, JSON in strings included."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str) and len(item) > DATA_TEXT_MIN and item.lstrip()[:1] in ("{", "["):
            with contextlib.suppress(ValueError, RecursionError):
                item = json.loads(item, strict=False)
        yield item
        if isinstance(item, dict):
            todo.extend(reversed(item.values()))
        elif isinstance(item, list):
            text = inline_text(item)
            todo.extend([text] if text else reversed(item))


def inline_text(pieces: list[Any]) -> str:
    """The paragraph that an editor keeps in pieces, as Portable Text, Slate and ProseMirror do; an
    empty string where a list is anything else.

    >>> inline_text([{"text": "It was "}, {"text": "cold", "marks": ["em"]}, {"text": "."}])
    'It was cold.'
    >>> inline_text([{"text": "It was cold."}, {"text": "Snow fell."}])
    ''
    """
    texts = [piece_text(piece) for piece in pieces]
    if len(texts) < 2 or not all(texts):
        return ""
    marked = any("marks" in piece or "span" in piece.values() for piece in pieces)
    joints = all(
        a[-1].isspace()
        or b[0].isspace()
        or (a[-1] not in BLOCK_ENDS and (marked or not b[0].isalnum()))
        for a, b in itertools.pairwise(texts)
    )
    return "".join(texts) if joints else ""


def piece_text(piece: Any) -> str:
    """The text of a piece, or of the pieces in it (a link)."""
    if not isinstance(piece, dict):
        return ""
    inner = piece.get("children", piece.get("content"))
    pieces = inner if isinstance(inner, list) else [piece]
    texts = [p.get("text", p.get("value")) for p in pieces if isinstance(p, dict)]
    return "".join(text for text in texts if isinstance(text, str))


def headline_holders(value: Any, known: Known) -> list[Any]:
    """The objects that hold the headline; the value itself where no headline is known."""
    if not known.titles:
        return [value]
    return [item for item in walk_data(value) if holds_headline(item, known)]


def holds_headline(item: Any, known: Known) -> bool:
    values = item.values() if isinstance(item, dict) else ()
    texts = (v for v in values if isinstance(v, str) and 5 < len(v) < 400)
    return any(is_headline(fold_letters(text), known) for text in texts)


def is_headline(folded: str, known: Known) -> bool:
    """Whether a string is the headline, or all but a tail of it."""
    return any(
        folded == t or (len(folded) > 8 and (t.startswith(folded) or t.endswith(folded)))
        for t in known.titles
    )


def holder_text(holder: Any) -> str:
    """The running text in an object: its longest string, or its paragraphs one after the other."""
    strings = [s for s in walk_data(holder) if isinstance(s, str) and is_in_words(s)]
    long = (data_text(s) for s in strings if len(s) > DATA_TEXT_MIN)
    longest = max(long, key=text_size, default="")
    paragraphs = [data_text(s) for s in strings if SENTENCE_END.search(s) and "://" not in s[:12]]
    joined = "\n\n".join(dict.fromkeys(p for p in paragraphs if text_size(p) > 40))
    return joined if text_size(joined) > 2 * text_size(longest) else longest


def is_in_words(text: str) -> bool:
    return " " in text.strip() or len(CJK.findall(text)) > 20


# --- no article -----------------------------------------------------------------------------------

# What pages in the article's place say, in their title, their headings or their few lines.
DENIED = regex(
    r"access (?:to this page has been )?denied|request (?:was )?(?:blocked|unsuccessful)"
    r"|your access to this (?:site|service|website) has been (?:limited|blocked)"
    r"|you have been blocked",
    re.I,
)
CONSENT = regex(
    r"before you continue|(?:accept|reject|manage|allow) (?:all|choices|options)|cookie|consent"
    r"|partners?\b|tracking|personal data|einwillig|datenschutz|zustimm|akzeptier|werbe|vendors?\b"
    r"|personenbezogen|données personnelles|accepter|datos personales|aceptar"
    r"|dati personali|accett|consenso|dados pessoais|aceitar|persoonsgegevens"
    r"|toestemming|akkoord|プライバシー|同意|开启|쿠키|동의|согласие|файлы|ملفات تعريف",
    re.I,
)
LOGIN = regex(
    r"(?:sign|log) ?in to (?:read|continue|your)|subscribers? only|subscribe to (?:read|continue)"
    r"|(?:already|have) a subscri(?:ber|ption)|subscribe to keep|members? only|create (?:an"
    r"|a free) account|(?:read|continue) (?:with|this article with) a subscription"
    r"|nur für abonnenten|bereits (?:ein abo|abonnent)|jetzt anmelden|réservé aux abonnés"
    r"|connectez-vous|exclusivo para suscriptores|inici(?:a|e|ar) (?:tu |sua )?ses(?:ión|são)"
    r"|conteúdo exclusivo para assinantes|faça login|riservato agli abbonati|accedi per"
    r"|alleen voor abonnees|только для подписчиков|log (?:in om|ind for|inn for) |logga in för"
    r"|(?:exclusief voor|endast för|kun for) abon|för prenumeranter|vain tilaajille|kirjaudu sisään"
    r"|zaloguj się|dla (?:prenumerator|subskryb)|přihlaste se|pro předplatitele"
    r"|jelentkezz(?:en)? be|előfizetőink|pentru abonați|conectează-te|για συνδρομητές|συνδεθείτε"
    r"|abonelere özel|giriş yapın|увійдіть|для передплатників|masuk untuk"
    r"|khusus (?:untuk )?pelanggan|silakan (?:masuk|login)|đăng nhập để"
    r"|chỉ dành cho (?:thành|hội) viên|само за абонати|เข้าสู่ระบบเพื่อ|लॉग ?इन करें|למנויים בלבד"
    r"|وارد شوید|войдите|会員限定|ログイン|登录|登入|로그인|تسجيل الدخول",
    re.I,
)
PASSWORD_FIELD = regex(r"<input\b[^<>]*\btype\s*=[\s\"']*password", re.I)
NOT_FOUND = regex(
    r"\b(?:404|410)\b|(?:not|can.t) (?:be )?found|no longer (?:available|exists)"
    r"|doesn.t exist|does not exist|page unavailable|nicht gefunden|existiert nicht|introuvable"
    r"|n.existe (?:pas|plus)"
    r"|no encontrad|no existe|não encontrad|não existe|non trovat|non esiste|niet gevonden"
    r"|bestaat niet|hittades inte|ikke funnet|ikke fundet|ei löyt|nie znaleziono"
    r"|nenalezen|nebyla? nalezen|nem található|nu a fost găsit|δεν βρέθηκε|не е намерен"
    r"|nije pronađen|није пронађен|לא נמצא|یافت نشد|ไม่พบหน้า|не найден|не знайден|bulunamadı"
    r"|tidak ditemukan|không tìm thấy|見つかりません|存在しません|找不到|不存在|찾을 수 없"
    r"|غير موجودة|لم يتم العثور|नहीं मिला|no s.ha trobat|nebola? nájden|ne obstaja"
    r"|nerastas?\b|nav atrast|ei leitud|fannst ekki|nie gevind|faqja nuk u gjet|не е пронајден"
    r"|səhifə tapılmadı|бет табылмады|გვერდი ვერ მოიძებნა|(?:পাতা|পৃষ্ঠা|পেজ)\S* (?:খুঁজে )?পাওয়া যায়নি"
    r"|^search results|suchergebnisse für|résultats de (?:la )?recherche"  # a list is no article
    r"|resultados d[ea] (?:la )?(?:búsqueda|busca|pesquisa)|risultati della ricerca|zoekresultaten"
    r"|wyniki wyszukiwania|результаты поиска|検索結果|搜索结果|검색 결과|نتائج البحث",
    re.I,
)
# What a server, a host of sites or a domain's seller says in the place of a whole site, in titles;
# of stories with such titles more than a few lines are there.
OUT_OF_SERVICE = regex(
    r"\bmaintenance\b|wartung(?:sarbeiten|smodus|spause)|mantenimiento|manutenç|manutenzione"
    r"|onderhoud|prace (?:techniczne|konserwacyjne)|технически[ехй]+ работ|технічн\w+ роб"
    r"|údržb|karbantart|underhållsarbete|vedlike?hold|huolto(?:katko|tauko)|bakım (?:modu|çalışma)"
    r"|συντήρηση|mentenanță|pemeliharaan|bảo trì|メンテナンス|维护|維護|점검|صيانة"
    r"|(?:account|site|website|domain) (?:is |has )?(?:been |currently |temporarily )?(?:suspended"
    r"|disabled|expired|offline|unavailable|parked|for sale)|\.\w+ (?:is|may be) for sale"
    r"|steht zum verkauf|est à vendre|está (?:en|à) venda?|è in vendita|is te koop"
    r"|welcome to nginx|(?:apache\d?|iis|web ?server).{0,30} (?:default|test|welcome) page"
    r"|^it works!?$|^index of /|coming soon|under construction|future home of"
    r"|error establishing|database (?:connection )?error|bad gateway|service unavailable"
    r"|internal server error|gateway time-?out|something went wrong|too many requests"
    r"|unavailable (?:in your|due to legal)|not available in your|in ihre[mr] (?:land|region) nicht"
    r"|pas disponible dans votre|no (?:está )?disponible en (?:tu|su)|não disponível n[oa] s"
    r"|has been (?:removed|deleted|unpublished|taken down)|wurde (?:entfernt|gelöscht)"
    r"|a été (?:supprimé|retiré)|(?:ha sido|fue) (?:eliminad|retirad)|foi (?:removid|excluíd)"
    r"|è stat[oa] (?:rimoss|cancellat|eliminat)|is verwijderd|удал[её]н",
    re.I | re.M,
)
# What pages call themselves that hold no article: schema.org's types, Open Graph's kinds.
OTHER_PAGES = frozenset({
    "CollectionPage", "ProfilePage", "SearchResultsPage", "Event", "JobPosting",
})  # fmt: skip
OTHER_KINDS = frozenset({"profile", "product"})
SEARCH_PAGE = regex(  # the address of a search: a script's name and what is looked for
    r"(?i)/(?:search|suche?|recherche|rechercher|buscar?|buscador|cerca|ricerca|zoeken|szukaj|hledat"
    r"|arama|haku|sok|sog|pretraga|poisk|cari|tim-kiem)(?:\.\w+)?/?\?"
)
TEXT_MIN = 200  # weighted characters of an article that nothing declares to be one
DATED_TEXT_MIN = 100  # of one below its headline and a date
DECLARED_TEXT_MIN = 20  # of one that its page declares
WALL_MASS_MAX = 2_500  # weighted characters of prose on a page that only stands in the way
CONSENT_WORDS_MIN = 5  # any page has some in its footer; a wall has little else
BESIDE_WALL_SHARE = 0.7  # of what is kept, without a word of a wall, where an article is beside it
BESIDE_WALL_MIN = 300  # weighted characters of an article that a wall or a notice stands beside
HEADLINE_DISTANCE = 8  # blocks between a headline and its article: byline, date, picture, labels
HEADLESS_MIN = 700  # weighted characters: less without a headline is a footer or a list
OWN_SHARE_MIN = 0.25  # of the kept text; where less is no teaser the page is a front page


def why_no_article(
    parsed: ParsedPage, metadata: Metadata, text: str, blocks: Sequence[Block]
) -> str | None:
    """The reason why a page holds no article, or None when it holds one."""
    declared, kept = is_declared(parsed), text_size(text)
    if declared and kept > TEXT_MIN:
        return None
    if declared is False or (declared is None and SEARCH_PAGE.search(parsed.url)):
        return "no article found"
    shown = [block for block in blocks if not block.element.hidden]
    if max(kept, sum(b.mass for b in shown)) < WALL_MASS_MAX:
        headings = [b.text for b in shown if b.element.name in ("h1", "h2")]
        head = " ".join([metadata.title or "", *headings[:3]])
        declares_date = metadata.sources.get("date_published", "").startswith(("json-ld", "meta"))
        if reason := why_in_the_way(parsed, head, shown, declares_date):
            return reason
    least = DATED_TEXT_MIN if prints_date(blocks) else TEXT_MIN
    if kept < (DECLARED_TEXT_MIN if declared else least):
        if PASSWORD_FIELD.search(parsed.html):
            return "login or paywall"
        return "needs JavaScript" if is_empty_shell(parsed, shown) else "no article found"
    if declared:
        return None
    own = kept - teaser_size(blocks, title_of(parsed))
    enough = max(OWN_SHARE_MIN * kept, 0 if has_headline(blocks) else HEADLESS_MIN)
    return "no article found" if own < enough else None


def prints_date(blocks: Sequence[Block]) -> bool:
    """Whether a date stands between the headline and what is kept: another may be of a teaser."""
    end = next((i for i, block in enumerate(blocks) if block.kept), 0)
    titles = [i for i, block in enumerate(blocks[:end]) if "is title" in block.evidence]
    return bool(titles) and any(looks_like_date(b.text) for b in blocks[titles[-1] : end])


def has_headline(blocks: Sequence[Block]) -> bool:
    """Whether some of the page's title stands within or shortly above what is kept."""
    kept = [i for i, block in enumerate(blocks) if block.kept]
    if not kept:  # the text stands in data
        return True
    near = blocks[max(0, kept[0] - HEADLINE_DISTANCE) : kept[-1] + 1]
    shown = {"is title", "in title", "opens with title"}
    return any(not shown.isdisjoint(b.evidence) for b in near)


def is_empty_shell(parsed: ParsedPage, shown: Sequence[Block]) -> bool:
    """Whether a page has next to no text of its own and a script to bring it."""
    html = parsed.html.lower()
    return sum(b.size for b in shown) < TEXT_MIN and ("<script" in html or "<noscript" in html)


def is_declared(parsed: ParsedPage) -> bool | None:
    """Whether a page says in its data that it is an article, or something else; None if neither.

    Its types in JSON-LD count first: software calls lists articles, too, in `og:type`.
    """
    types = declared_types(parsed)
    kinds = {kind.lower() for kind in parsed.meta.get("og:type", [])}
    if any(t.endswith(("Article", "Posting")) for t in types - OTHER_PAGES):
        return True
    if types & OTHER_PAGES or kinds & OTHER_KINDS:
        return False
    return any("article" in kind for kind in kinds) or None


def why_in_the_way(
    parsed: ParsedPage, head: str, shown: Sequence[Block], declares_date: bool
) -> str | None:
    """What stands in the article's place on a page with little text."""
    prose = [b.text for b in shown if b.size > PROSE_MIN / 2 and b.links < 0.5]
    text = " ".join(prose)[:WALL_MASS_MAX]
    title = title_of(parsed)
    if is_challenge_text(f"{title} {head}"):
        return "bot challenge"
    has_article = has_article_beside_wall(shown)
    if NOT_FOUND.search(f"{title} {head}") and not (has_article and declares_date):
        return "no article found"
    if is_challenge_text(text) and not (has_article and (declares_date or prints_date(shown))):
        return "bot challenge"
    if has_article:
        return None
    if LOGIN.search(f"{head} {text}"):
        return "login or paywall"
    if OUT_OF_SERVICE.search(f"{title}\n{head}"):
        return "no article found"
    buttons = " ".join(b.text for b in shown if b.size < PROSE_MIN)[:WALL_MASS_MAX]
    if len(CONSENT.findall(f"{head} {text} {buttons}")) >= CONSENT_WORDS_MIN:
        return "consent wall"
    return None


def title_of(parsed: ParsedPage) -> str:
    return " ".join(parsed.soup.title.get_text().split()) if parsed.soup.title else ""


def is_challenge_text(text: str) -> bool:
    return HUMAN_CHECK.search(text) is not None or DENIED.search(text) is not None


def has_article_beside_wall(blocks: Sequence[Block]) -> bool:
    """Whether what is kept is an article: some blocks without a word that walls use."""
    kept = [block for block in blocks if block.kept]
    own = [b for b in kept if not (LOGIN.search(b.text) or CONSENT.search(b.text))]
    size = sum(block.size for block in own)
    enough = max(BESIDE_WALL_MIN, BESIDE_WALL_SHARE * sum(b.size for b in kept))
    return len(own) > 2 and size > enough


def teaser_size(blocks: Sequence[Block], title: str) -> float:
    """How much of the kept text is links, or stands under a linked heading of its own: another than
    the page's, which blogs and forums link to itself."""
    headings = running_sum(b.links > 0.8 and b.is_heading and b.text not in title for b in blocks)
    return sum(b.size for b in blocks if b.kept and (b.links > 0.8 or is_teaser(b, headings)))


def is_teaser_link(block: Block) -> bool:
    """Whether a block is what teasers have: a heading that is a link, or a link to read more."""
    if block.is_heading or block.links <= 0.8:
        return block.links > 0.8
    return block.size <= TEASER_LINK_MAX and LINK_TO_MORE.match(block.text.lower()) is not None


def is_teaser(block: Block, teaser_links: Sequence[float]) -> bool:
    """Whether a paragraph is one of a few blocks in an element that holds a teaser's link."""
    for element in nearest(block.element, TEASER_STEPS):
        if element.last - element.first > TEASER_BLOCKS_MAX:
            return False
        if teaser_links[element.last] > teaser_links[element.first]:
            return True
    return False


# --- the article ----------------------------------------------------------------------------------


def article_from_page(page: Page) -> Article:
    """The article of a page as received. Raises ArticleError with the reason when there is none."""
    with garbage_kept():
        return make_article(parse_page(page), page)


def extract_article(html: bytes | str, url: str) -> Article | None:
    """The article of a page, or None where there is none.

    Pure: no network, no files, no state. Takes any bytes without raising.
    """
    page = Page(url, url, b"" if isinstance(html, str) else html)
    with garbage_kept(), contextlib.suppress(ArticleError):
        return make_article(
            parse_html(html, url) if isinstance(html, str) else parse_page(page), page
        )
    return None


@contextlib.contextmanager
def garbage_kept() -> Iterator[None]:
    """Puts off Python's garbage collection while a page is read.

    None of its tree is garbage then, and looking for some takes an eighth of the time. At the end
    all of it is, as long as no name holds the tree: then one look is enough.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def make_article(parsed: ParsedPage, page: Page) -> Article:
    metadata = extract_metadata(parsed)
    text = extract_text(parsed, metadata)
    return Article(
        url=page.url,
        final_url=page.final_url,
        **{key: getattr(metadata, key) for key in METADATA_KEYS},
        text=text,
        word_count=count_words(text),
        fetched_at=page.fetched_at,
        http_status=page.http_status,
        etag=page.etag,
        last_modified=page.last_modified,
    )


METADATA_KEYS = (
    "canonical_url", "site_name", "title", "description", "authors", "date_published",
    "date_modified", "language", "section", "tags", "image", "is_free",
)  # fmt: skip
CJK_WORD = regex(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def explain_page(page: Page) -> str:
    """Why each block of a page was kept or cut, and where each field comes from, for people.

    A page that holds no article is explained as well.
    """
    parsed = parse_page(page)
    metadata = extract_metadata(parsed)
    lines = [page.final_url, ""]
    for key in METADATA_KEYS:
        value, source = getattr(metadata, key), metadata.sources.get(key, "")
        lines.append(f"{key}: {value!r}" + (f"  <- {source}" if source else ""))
    lines.append("")
    body = find_body(parsed, metadata)
    for block in body.blocks:
        verdict = "keep" if block.kept else "cut "
        lines.append(f"{verdict} {block.likely:4.2f} {excerpt(block.text)}")
        lines.append(f"          {block.why or ', '.join(strongest(block, body.known.is_news))}")
    source = ": not of these blocks, but of the page's data" if body.is_in_data else ""
    words = f"{count_words(body.text)} words{source}"
    end = f"no article: {body.why_none}" if body.why_none else words
    return "\n".join([*lines, "", end, "", ""])


def excerpt(text: str) -> str:
    return " ".join(text.split())[:100]


def strongest(block: Block, is_news: bool) -> list[str]:
    """The pieces of evidence that weighed most, with their weights, and how likely it is together
    with its like."""
    if not block.measures:
        weighed = {k: FIRST_LOOK.get(k, 0.0) for k in block.evidence}
    else:
        weighed = {k: SECOND_LOOK.get(k, 0.0) * v for k, v in block.measures.items()}
        weighed |= {k: second_weights(is_news).get(k, 0.0) for k in block.evidence}
    ranked = sorted(weighed.items(), key=lambda item: -abs(item[1]))[:5]
    beside = [f"with others {block.family:.2f}"] if block.family else []
    return [f"{k} {v:+.1f}" for k, v in ranked if v] + beside


# --- what the two looks weigh ---------------------------------------------------------------------

# Log-odds that a piece of evidence adds: above 0 for the article, below 0 against it; "" is where
# each sum starts. Learnt by tests/train_text.py from pages with known texts.
FIRST_LOOK: dict[str, float] = {
    "": -0.39, "after heading": 0.56, "after links": -0.49, "after long": 0.14,
    "after nothing": -0.68, "after prose": 0.25, "after same": 0.56, "after short": 0.09,
    "author": -1.88, "before links": -0.46, "before nothing": -2.2, "before prose": 0.29,
    "before same": 0.2, "before short": 0.09, "below the heading of comments": -4.84, "bold": 0.46,
    "frame <article>": 0.06, "frame <main>": 0.53, "hidden": -1.42, "in <article>": -0.8,
    "in <aside>": -2.43, "in <blockquote>": 0.34, "in <button>": -1.34, "in <figcaption>": -1.9,
    "in <figure>": 0.21, "in <footer>": -3.78, "in <header>": -1.98, "in <main>": 1.19,
    "in a menu or form": -4.94, "in articleBody": 0.62, "is description": -0.16, "is title": -2.11,
    "length 0": -1.04, "length 1": -0.91, "length 2": -0.63, "length 3": -0.73, "length 4": -0.21,
    "length 5": 0.3, "length 6": 0.17, "length 7": 0.14, "length 8": -0.36, "links all": -1.7,
    "links few": 0.24, "links many": -0.52, "links none": 0.3, "links some": -0.17,
    "long end colon": 0.59, "long end open": -1.47, "long end sentence": 0.12, "mail": -1.5,
    "mentions legal": -1.36, "mentions photo": -0.8, "mentions subscribe": -1.31,
    "mentions time": -0.99, "near ad": -0.78, "near author": -2.18, "near body": 0.23,
    "near box": -0.36, "near caption": -0.42, "near comment": -4.47, "near embed": -0.56,
    "near foot": -2.23, "near form": -0.33, "near head": -0.72, "near lead": 0.82,
    "near legal": -4.13, "near list": -0.46, "near nav": -0.2, "near notes": -2.72,
    "near quote": 0.28, "near related": -1.6, "near share": -1.25, "near subscribe": -2.71,
    "near unseen": -1.0, "not in articleBody": -0.49, "off 0": 0.61, "off 1": 0.4, "off 2": -0.11,
    "off 3": -0.3, "off 4": -0.79, "one of many links": -3.78, "opens note": 0.76,
    "opens share": -0.63, "own <h2>": 1.75, "own <h3>": 1.69, "own <h4>": 1.29, "own <h5>": 0.83,
    "own <li>": 2.03, "own <p>": 1.12, "own <pre>": 1.27, "own <summary>": 1.25, "own ad": -0.18,
    "own author": -0.85, "own body": -0.32, "own box": 0.05, "own caption": -1.37,
    "own comment": -0.9, "own embed": -0.39, "own head": 0.12, "own lead": -1.55,
    "own legal": -0.42, "own list": -0.39, "own nav": -0.47, "own notes": -0.67, "own quote": 0.37,
    "own related": -0.24, "own share": -0.82, "own tag": -0.37, "own unseen": -0.96,
    "repeated": -1.47, "row": 2.0, "short author": -2.67, "short end colon": 0.87,
    "short end open": -0.3, "short mentions legal": -1.21, "short mentions photo": -1.32,
    "short mentions subscribe": -1.89, "short mentions time": -1.28, "short opens ad": -1.24,
    "short opens by": -0.34, "short opens more": -2.49, "short opens note": 1.33,
    "short opens share": -1.21, "teaser": -0.71, "title words 0": -0.21, "title words 1": 0.34,
    "title words 2": 0.81, "title words 3": 0.97,
}  # fmt: skip
SECOND_LOOK: dict[str, float] = {
    "": -0.17, "author": -1.15, "below <article>": 1.51, "below <aside>": -1.28,
    "below <blockquote>": 0.38, "below <data-table>": 0.19, "below <footer>": -1.01,
    "below <form>": -0.18, "below <header>": -0.33, "below <ol>": 0.07, "below <section>": -0.17,
    "below <ul>": 0.97, "below author": -0.4, "below body": 0.29, "below box": -0.26,
    "below caption": -0.82, "below comment": -2.37, "below embed": 0.14, "below foot": -0.67,
    "below form": -0.19, "below head": -0.41, "below lead": -0.05, "below legal": -0.42,
    "below list": -0.05, "below nav": 0.11, "below notes": -0.18, "below quote": 0.96,
    "below related": -0.61, "below share": -0.47, "below the heading of comments": -1.78,
    "below unseen": -1.35, "in <article>": -1.51, "in <blockquote>": 0.06, "in <button>": -0.25,
    "in <figcaption>": -1.38, "in <main>": 1.15, "in a menu or form": -2.61, "in articleBody": 0.27,
    "is description": 0.5, "is title": -0.16, "length 5": 0.24, "length 6": 0.11, "length 8": -0.48,
    "likely": -0.37, "linked opens more": -0.06, "links all": -0.92, "links few": 0.14,
    "links many": -0.26, "links none": 0.33, "links some": -0.16, "long end colon": 0.09,
    "long end open": -0.92, "mentions legal": -0.85, "mentions photo": -0.43,
    "mentions subscribe": -0.76, "mentions time": -0.24, "near ad": -0.06, "near author": -0.1,
    "near body": -0.27, "near box": -0.23, "near caption": 0.22, "near embed": -1.02,
    "near form": -0.13, "near lead": 0.39, "near legal": -0.41, "near nav": 0.05,
    "near notes": -1.81, "near subscribe": -0.99, "near tag": 0.33, "near unseen": 0.58,
    "neighbour after": 0.52, "neighbours": 0.46, "news author": -0.1, "news below <article>": -1.33,
    "news below <aside>": -0.18, "news below <blockquote>": 0.13, "news below <data-table>": 0.04,
    "news below <figure>": -0.32, "news below <ol>": 0.16, "news below <section>": -0.09,
    "news below <ul>": -0.69, "news below body": 0.76, "news below box": -0.8,
    "news below caption": -0.28, "news below embed": -0.33, "news below head": 0.26,
    "news below list": -0.34, "news below notes": 2.69, "news below related": -0.2,
    "news below share": -0.05, "news below unseen": -1.91, "news bold": -0.33,
    "news is title": -0.83, "news links all": -0.61, "news links few": 0.62,
    "news links many": -0.07, "news mentions subscribe": -0.93, "news own <h2>": 0.06,
    "news own <p>": 0.29, "news own <pre>": 0.54, "news own <summary>": 0.29,
    "news own body": -0.07, "news own caption": -0.07, "news own head": 0.23,
    "news own lead": -0.63, "news place lead short": -0.87, "news place middle": -0.41,
    "news place middle heading": 0.37, "news place middle long": -0.12,
    "news place middle short": -0.22, "news place tail": -1.04, "news short end open": -0.26,
    "news short end sentence": 0.27, "news short mentions subscribe": -0.09,
    "news short opens more": -0.32, "news short opens note": 0.31, "news teaser": -1.36,
    "not in articleBody": -0.2, "one of many links": -1.33, "own <h2>": 1.36, "own <h3>": 0.92,
    "own <h4>": 0.4, "own <li>": 0.38, "own <p>": 0.24, "own <pre>": 0.38, "own <summary>": 0.49,
    "own author": -0.18, "own body": -0.49, "own box": 0.11, "own caption": -0.53, "own head": 0.15,
    "own lead": -0.24, "own legal": 0.14, "own nav": -0.15, "own notes": -0.08,
    "own related": -0.28, "path alone": -0.54, "path others": -0.08, "path others x share": 1.36,
    "path share": 1.05, "place lead": -0.73, "place lead medium": -0.04, "place lead short": -0.42,
    "place middle": -0.09, "place middle heading": 0.72, "place middle long": -0.07,
    "place tail": -0.7, "place tail short": -0.7, "repeated": -1.43, "row": 0.55,
    "short author": -1.52, "short end colon": 0.26, "short end open": -0.18,
    "short mentions photo": -0.48, "short mentions subscribe": -1.08, "short mentions time": -0.12,
    "short opens ad": -0.42, "short opens more": -1.67, "short opens share": -0.27, "teaser": -0.28,
    "title words 0": -0.09, "title words 1": 0.25, "title words 2": 0.63, "title words 3": 0.92,
}  # fmt: skip


# === Save =========================================================================================
# In: articles, and the outcomes of a run.
# Out: files in the output folder, each whole or not there: articles, pages as received, failed.txt.

FAILED_FILE = "failed.txt"
HTML_FOLDER = "html"
HASH_DIGITS = 10  # of SHA-256: of a million URLs two are alike in one folder of three
SLUG_LENGTH = 60  # characters
HOST_LENGTH = 100  # characters: with slug and hash far under the 255 bytes that file systems take
TEMPORARY_AGE = 3600  # seconds after which a temporary file is a killed run's: others live for less
DISK_ERRORS = {"ENOSPC", "EDQUOT", "EROFS", "EIO"}  # errors that the next file would meet, too
NOT_IN_NAME = regex(r"[^A-Za-z0-9.]+")
PAGE_SUFFIX = regex(r"\.(?:[sxp]?html?|php\d?|aspx?|jspx?|cgi|cms|gz)$", re.IGNORECASE)
RESERVED_NAME = regex(r"^(con|prn|aux|nul|com\d|lpt\d)\.", re.IGNORECASE)  # devices on Windows
SLUG_WORD = regex(r"(?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9])")
TEMPORARY_NAMES = f".*.{'[0-9a-f]' * 12}.tmp"  # as `write_whole` makes them


class OutputError(ArticleError):
    """The output cannot take any more: the run stops, what was saved stays."""


class Store:
    """The output folder."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder and looks what is there; UsageError where it cannot be written to."""
        import tempfile

        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
            remove_leftovers(folder)
        except (OSError, ValueError) as error:
            shown = f"{printable(str(folder))}: {reason_of(error)} (choose another with -o)"
            raise UsageError(f"cannot write to the output folder {shown}") from None

    def has(self, job: Job) -> bool:
        """Whether the job's article was saved, by this run or an earlier one."""
        return self._path(job).exists()

    def with_validators(self, job: Job, keep_html: bool) -> Job:
        """The job with ETag and Last-Modified of its earlier save, for a conditional request; as it
        was where the page is to be kept and is not."""
        if keep_html and not self._html_path(job).exists():
            return job
        try:
            saved = json.loads(self._path(job).read_bytes())
            found = {name: saved[name] for name in ("etag", "last_modified")}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return job  # nothing there, or a file that somebody else wrote: ask for the whole page
        known: dict[str, Any] = {name: v for name, v in found.items() if isinstance(v, str)}
        return dataclasses.replace(job, **known)

    def save(self, job: Job, article: Article) -> None:
        write_whole(self._path(job), article_to_json(article).encode("utf-8", "replace"))

    def save_html(self, job: Job, page: Page) -> None:
        """Keeps a page as received."""
        import gzip

        write_whole(self._html_path(job), gzip.compress(page.body, compresslevel=6, mtime=0))

    def _path(self, job: Job) -> Path:
        return self.folder / f"{article_name(job.key)}.json"

    def _html_path(self, job: Job) -> Path:
        return self.folder / HTML_FOLDER / f"{article_name(job.key)}.html.gz"

    def write_failed(self, failures: Sequence[Outcome]) -> None:
        """Writes failed.txt, itself a list, or removes it when there is no failure."""
        path = self.folder / FAILED_FILE
        lines = (f"{listed(o.job)}\t# {printable(o.reason or '')}\n" for o in failures)
        if failures:
            return write_whole(path, "".join(lines).encode("utf-8", "replace"))
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise ArticleError(f"cannot remove {FAILED_FILE}: {reason_of(error)}") from None


def listed(job: Job) -> str:
    """The source as a list in the output folder names it: a saved page by its whole path."""
    return printable(str(job.path.absolute())) if job.path else job.source


def article_name(key: str) -> str:
    """The file name, without suffix, for a normalized URL; safe on every file system.

    >>> article_name("https://example.com/2024/05/a-story-of-two-cities.html?id=1")
    'example.com_a-story-of-two-cities_fd3dc14961'
    """
    import hashlib

    parts = urlsplit(key)
    host = ascii_name(parts.hostname or "")[:HOST_LENGTH].strip("-.") or "file"
    host = RESERVED_NAME.sub(r"\1-", host)
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return f"{host}_{slug_of(parts.path)}_{digest[:HASH_DIGITS]}"


def slug_of(path: str) -> str:
    """The last part of a path that has words in it, else the last that has anything.

    >>> slug_of("/world/a-river-rises/141e61e9-8a07-42e4-a527-2f03f45e7ef0/")
    'a-river-rises'
    >>> slug_of("/news/367061"), slug_of("/")
    ('367061', 'index')
    """
    parts = [ascii_name(PAGE_SUFFIX.sub("", unquote(part))) for part in path.split("/")]
    parts = [part for part in parts if part not in ("", "index")]
    telling = [part for part in parts if len(SLUG_WORD.findall(part)) > 1]
    slug = (telling or parts or ["index"])[-1]
    return slug[:SLUG_LENGTH].strip("-.")


def ascii_name(text: str) -> str:
    """Letters without their accents, digits, single dots; all else is a hyphen or nothing.

    >>> ascii_name("Crème  brûlée & café..au lait")
    'Creme-brulee-cafe.au-lait'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"-*\.[-.]*", ".", NOT_IN_NAME.sub("-", plain)).strip("-.")


def article_to_json(article: Article, indent: int | None = 2) -> str:
    """The article as JSON, with a newline at the end; `indent=None` for one line."""
    return json.dumps(dataclasses.asdict(article), ensure_ascii=False, indent=indent) + "\n"


def remove_leftovers(folder: Path) -> None:
    """Removes the temporary files of killed runs."""
    for path in [*folder.glob(TEMPORARY_NAMES), *folder.glob(f"{HTML_FOLDER}/{TEMPORARY_NAMES}")]:
        with contextlib.suppress(OSError):  # gone already, or somebody else's
            if path.stat().st_mtime < time.time() - TEMPORARY_AGE:
                path.unlink()


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, whenever the run is killed. Raises OutputError where no
    other could be written either, else ArticleError.

    It is flushed to the operating system, which outlives a killed run; forcing it on to the disk as
    well would take longer than the page did, and guards only against a loss of power.
    """
    # A name that no other run uses and no other tool takes for an article.
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
    try:
        path.parent.mkdir(exist_ok=True)
        with temporary.open("xb") as file:
            file.write(content)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if errno.errorcode.get(error.errno or 0) in DISK_ERRORS:
            raise OutputError(
                f"cannot write to {printable(str(path.parent))}: {reason_of(error)}"
                " (make room, then give the same command again: it goes on where it stopped)"
            ) from None
        raise ArticleError(f"cannot write {path.name}: {reason_of(error)}") from None


# === Run ==========================================================================================
# In: jobs.
# Out: an Outcome for each, told on standard error; the exit status.

EXTRACTORS_MAX = 4  # processes: more would wait for pages, and each takes 60 MB
EXTRACTORS_MIN_PAGES = 40  # a process takes half a second to start, as long as so many pages take
EXTRACTION_TIMEOUT = 60.0  # seconds for one page: far more than the largest and oddest take
STOPPING_TIME = 2.0  # seconds for pages in hand to be finished after Ctrl-C; then they are left
REDRAW_INTERVAL = 0.2  # seconds between two looks of the status line
BAR_WIDTH = 24  # characters
RETRY_LENGTH = 2000  # characters of failed URLs that are repeated as a command, without failed.txt
# What reasons are counted by: their first words. The rest of them is about one page only.
REASON_START = regex(r"cannot (?:read|write)|not HTML.*|[^:]+")


# SIGHUP: the terminal was closed. Windows has none.
ENDING_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Terminated(KeyboardInterrupt):
    """One of ENDING_SIGNALS, its argument: as Ctrl-C, with another exit status."""


def terminate(number: int, frame: object) -> NoReturn:
    raise Terminated(number)


def status_after(interrupt: KeyboardInterrupt) -> int:
    """The exit status, as shells have it: 128 and the number of the signal."""
    return 128 + (interrupt.args[0] if isinstance(interrupt, Terminated) else signal.SIGINT)


def run(options: Options, jobs: Sequence[Job]) -> int:
    """Gets, extracts and saves what the jobs ask for; returns the exit status.

    Raises UsageError where the output cannot be used, KeyboardInterrupt at a second Ctrl-C.
    """
    store = None if options.explain or options.output == "-" else Store(Path(options.output))
    if not store and sys.stdout is None:
        raise UsageError("standard output is closed: give -o DIR")
    has_line = store is not None or not sys.stdout.isatty()  # it would cut up results there
    report = Report(len(jobs), options.verbosity, has_line)
    cookies = load_cookies(options.cookies, report.warn) if options.cookies else None
    left = list(still_to_do(jobs, options, store, report))
    work = Work(options, left, store, report, cookies)
    status = work.wait()
    reason = "interrupted" if status else "not done"
    ends = [report.outcomes.get(job.key) or Outcome(job, "failed", reason) for job in jobs]
    failures = [outcome for outcome in ends if outcome.status == "failed"]
    trouble = work.stopped_by
    if store and trouble is None:
        written = attempt(store.write_failed, failures)
        trouble = str(written) if isinstance(written, ArticleError) else None
    report.summarize(trouble, retry_command(options, failures) if trouble is None else "")
    return status or int(bool(failures))


def still_to_do(
    jobs: Iterable[Job], options: Options, store: Store | None, report: Report
) -> Iterator[Job]:
    """The jobs that need work, with what a conditional request needs; the others are reported."""
    for job in jobs:
        if job.broken:
            report.done(Outcome(job, "failed", job.broken))
        elif store and options.refresh:
            yield store.with_validators(job, options.keep_html)
        elif store and store.has(job):
            report.done(Outcome(job, "unchanged"))
        else:
            yield job


class Work:
    """The threads of a run and what they share: each takes a page, sees it through, and so on."""

    def __init__(
        self,
        options: Options,
        jobs: list[Job],
        store: Store | None,
        report: Report,
        cookies: CookieJar | None,
    ) -> None:
        self.stopped_by: str | None = None  # why nothing more can be written
        self._options, self._store, self._report = options, store, report
        step = explain_page if options.explain else article_from_page
        self._extractors = Extractors(step, len(jobs), options.jobs)  # they start meanwhile
        self._saved_pages = deque(job for job in jobs if job.path)
        on_the_web = [job for job in jobs if not job.path]
        self._crawler = Crawler(on_the_web, options, log=report.step, cookies=cookies)
        self._output_lock = threading.Lock()
        # Those that wait for a robots.txt or an extractor keep none from fetching pages.
        count = min(2 * options.jobs + EXTRACTORS_MAX, len(jobs))
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]

    def wait(self) -> int:
        """Works until all is done or stopped; returns 0, or the exit status of an interruption."""
        status = 0
        try:
            for thread in self._threads:
                thread.start()
            self._extractors.warm_up()
            self._join(None)
        except KeyboardInterrupt as interrupt:
            status = status_after(interrupt)
        finally:
            self._take_no_more()
            self._join(time.monotonic() + STOPPING_TIME)
            self._report.close()
            self._extractors.close()
        return status

    def _take_no_more(self) -> None:
        self._saved_pages.clear()
        self._crawler.stop()

    def _join(self, deadline: float | None) -> None:
        """Waits for the threads, in short pieces: a signal is only heard in between."""
        for thread in self._threads:
            while thread.is_alive() and (deadline is None or time.monotonic() < deadline):
                thread.join(REDRAW_INTERVAL)
                self._report.redraw()

    def _work(self) -> None:
        while (result := attempt(self._next_page)) is not None:
            if isinstance(result, ArticleError):  # of the crawler: nobody knows what it still does
                self._report.warn(f"stopped by an {result}")
                return self._take_no_more()
            job, page = result
            outcome = attempt(self._stages, job, page)
            if isinstance(outcome, OutputError):
                self.stopped_by = str(outcome)
                return self._take_no_more()
            if isinstance(outcome, ArticleError):
                outcome = Outcome(job, "failed", str(outcome))
            self._report.done(outcome)

    def _next_page(self) -> tuple[Job, Page | ArticleError] | None:
        """The next page that is there, or why it is not: saved pages first, then the web's."""
        with contextlib.suppress(IndexError):
            job = self._saved_pages.popleft()
            return job, attempt(read_saved_page, job, self._options.max_size)
        return self._crawler.next_result()

    def _stages(self, job: Job, page: Page | ArticleError) -> Outcome:
        """The stages of one source, once its page is there or known not to come."""
        if isinstance(page, ArticleError):
            raise page
        if page.http_status == 304:
            return Outcome(job, "unchanged")
        article, seconds = self._extractors.extract(page)
        is_article = isinstance(article, Article)
        if self._store and self._options.keep_html and (is_article or not self._store.has(job)):
            self._store.save_html(job, page)  # never a page without an article over one with it
        if isinstance(article, ArticleError):
            raise article
        if isinstance(article, str):
            self._print(article)
            return Outcome(job, "explained")
        if self._store:
            self._store.save(job, article)
        else:
            self._print(article_to_json(article, indent=None))
        return Outcome(job, "saved", words=article.word_count, seconds=page.seconds + seconds)

    def _print(self, text: str) -> None:
        """Writes to standard output, in UTF-8 whatever the locale; OutputError where it cannot."""
        try:
            with self._output_lock:
                sys.stdout.buffer.write(text.encode("utf-8", "replace"))
                sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise OutputError("") from None  # the reader has had enough: no reason to say anything
        except (OSError, ValueError) as error:
            raise OutputError(f"cannot write to standard output: {reason_of(error)}") from None


class Extractors:
    """Who turns pages into articles: this process, or for a long list some others.

    Threads would be slower than one alone, because lxml hands over the interpreter's lock at each
    event. A page waits until an extractor is idle, and with it its thread, of which there are few
    more than fetch: so pages never pile up. An extractor that dies costs the page it had, and is
    replaced.
    """

    def __init__(self, step: Callable[[Page], Article | str], pages: int, jobs: int) -> None:
        """`step` is what is done to a page: extracting its article, or explaining that."""
        from queue import SimpleQueue

        self._idle: SimpleQueue[tuple[BaseProcess, Connection] | None] = SimpleQueue()  # None: here
        self._processes: list[BaseProcess] = []
        self._step = step
        self._is_closed = False
        is_file = os.path.exists(__file__)  # not read from a pipe: others can load it, too
        self._has_processes = pages >= EXTRACTORS_MIN_PAGES and is_file
        if self._has_processes:
            with signals_handled(signal.SIG_IGN, signal.SIG_IGN):  # the run says when they end
                for _ in range(min(EXTRACTORS_MAX, jobs, os.cpu_count() or 1)):
                    self._idle.put(self._start())

    def warm_up(self) -> None:
        """Loads what this process parses with, while the first page is on its way."""
        if not self._has_processes:
            import bs4  # noqa: F401

            self._idle.put(None)  # not before: the thread would find it half loaded

    def extract(self, page: Page) -> tuple[Article | str | ArticleError, float]:
        """What the step makes of a page, or why it cannot; and the seconds that took."""
        extractor = self._idle.get()
        started = time.monotonic()
        answer = attempt(self._step, page) if extractor is None else self._ask(*extractor, page)
        if extractor and not extractor[0].is_alive() and not self._is_closed:
            extractor = self._start()
        self._idle.put(extractor)
        return answer, time.monotonic() - started

    def _ask(
        self, process: BaseProcess, pipe: Connection, page: Page
    ) -> Article | str | ArticleError:
        """What a process answers. One that does not is ended: its page is lost, and no other."""
        try:
            pipe.send(page)
            if pipe.poll(EXTRACTION_TIMEOUT):
                return cast("Article | str | ArticleError", pipe.recv())
            reason = "extraction timed out"
        except (EOFError, OSError):
            reason = "extraction crashed"
        process.kill()
        process.join(1)
        return ArticleError(reason)

    def _start(self) -> tuple[BaseProcess, Connection] | None:
        """A new process, or None where the system grants no more: then this one extracts, too."""
        from multiprocessing import get_context

        context = get_context("spawn")  # a fork would copy threads in mid-work
        try:
            ours, theirs = context.Pipe()
            process = context.Process(target=extract_pages, args=(theirs, self._step), daemon=True)
            process.start()
        except OSError:
            return None
        theirs.close()  # the process alone holds it then, and the pipe ends when the process does
        self._processes.append(process)
        return process, ours

    def close(self) -> None:
        self._is_closed = True
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.join(1)


@contextlib.contextmanager
def signals_handled(on_interrupt: Any, on_terminate: Any) -> Iterator[None]:
    """Inside, Ctrl-C and ENDING_SIGNALS go to these handlers, unless whoever started us ignores
    them, as nohup does."""
    is_main = threading.current_thread() is threading.main_thread()  # others cannot set signals
    handlers = {signal.SIGINT: on_interrupt, **dict.fromkeys(ENDING_SIGNALS, on_terminate)}
    before = {number: signal.getsignal(number) for number in handlers if is_main}
    heard = {number for number in before if before[number] not in (None, signal.SIG_IGN)}
    try:
        for number in heard:
            signal.signal(number, handlers[number])
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])


def extract_pages(pipe: Connection, step: Callable[[Page], Article | str]) -> None:
    """The life of an extractor's process: a page comes in, its article or a reason goes out."""
    import bs4  # noqa: F401  (while the first page is on its way)

    for number in (signal.SIGINT, *ENDING_SIGNALS):
        signal.signal(number, signal.SIG_IGN)
    gc.disable()  # it would search each half-built tree again and again; a whole one goes at once
    with contextlib.suppress(EOFError, OSError):  # the run is over
        while True:
            gc.collect()
            gc.freeze()  # what is left is kept for the next pages: searching it takes half a page
            pipe.send(attempt(step, pipe.recv()))


class Report:
    """What a person is told of a run, on standard error; a terminal has a line that is redrawn."""

    def __init__(self, total: int, verbosity: int, has_line: bool = True) -> None:
        """`has_line`: a terminal may have the status line."""
        terminal = os.environ.get("TERM", "")
        self.outcomes: dict[str, Outcome] = {}  # by the key of the job
        self._total, self._verbosity = total, verbosity
        self._statuses: Counter[str] = Counter()
        self._started = time.monotonic()
        is_terminal = sys.stderr.isatty() and terminal != "dumb" and verbosity >= 0
        self._has_line = has_line and is_terminal
        self._has_color = is_terminal and terminal != "" and not os.environ.get("NO_COLOR")
        self._lock = threading.Lock()
        self._drawn = 0  # characters of the status line that stand there now
        self._is_closed = False

    def done(self, outcome: Outcome) -> None:
        """Takes down how a job ended, and says so."""
        with self._lock:
            if self._is_closed:
                return
            self.outcomes[outcome.job.key] = outcome
            self._statuses[outcome.status] += 1
            if self._verbosity >= 0 or outcome.status == "failed":
                self._print(f"[{len(self.outcomes)}/{self._total}] {self._told(outcome)}\n")

    def _told(self, outcome: Outcome) -> str:
        detail = ""
        if outcome.status == "saved":
            detail = f" {outcome.words} words {outcome.seconds:.1f} s"
        elif outcome.reason:
            detail = f" {printable(outcome.reason)}"
        status = outcome.status
        if self._has_color:
            status = f"\x1b[{31 if status == 'failed' else 32}m{status}\x1b[m"
        return f"{status}{detail} {printable(outcome.job.source)}"

    def step(self, text: str) -> None:
        """Says what is being done, to who wants to know."""
        if self._verbosity > 0:
            self._tell(f"{printable(text)}\n")

    def warn(self, text: str) -> None:
        """Says what is wrong but stops nothing."""
        if self._verbosity >= 0:
            self._tell(f"fetch_articles.py: warning: {text}\n")

    def redraw(self) -> None:
        if self._has_line:
            self._tell("")

    def _tell(self, text: str) -> None:
        with self._lock:
            if not self._is_closed:
                self._print(text)

    def close(self) -> None:
        """Takes the status line away; what ends from now on is not told any more."""
        with self._lock:
            self._is_closed = True
            self._write(self._erasure())

    def summarize(self, trouble: str | None, retry: str) -> None:
        """What stopped the run; how many ended how, and why; the command that tries again."""
        if trouble == "":  # the reader of standard output left: it wants no more words either
            return
        failed = [o.reason or "" for o in self.outcomes.values() if o.status == "failed"]
        told = "explained failed" if self._statuses["explained"] else "saved unchanged failed"
        counts = [f"{self._statuses[status]} {status}" for status in told.split()]
        if left := self._total - len(self.outcomes):
            counts.append(f"{left} not done")
        lines = [f"{', '.join(counts)} in {duration(time.monotonic() - self._started)}"]
        starts = Counter(match[0] for reason in failed if (match := REASON_START.match(reason)))
        lines += [f"{count:6}  {printable(start)}" for start, count in starts.most_common()]
        if retry:
            lines.append(f"try the {'rest' if left else 'failed ones'} again: {retry}")
        if self._verbosity < 0:
            lines.clear()
        self._write("".join(f"{line}\n" for line in [*filter(None, [trouble]), *lines]))

    def _print(self, text: str) -> None:
        """Prints lines, or none, above the status line, which is drawn anew."""
        erasure = self._erasure()
        bar = self._status_line() if self._has_line else ""
        self._drawn = len(bar)
        self._write(erasure + text + bar)

    def _erasure(self) -> str:
        return f"\r{' ' * self._drawn}\r" if self._drawn else ""

    def _status_line(self) -> str:
        """The bar, done, failed, rate and time left, in what the terminal is wide."""
        width = 80
        with contextlib.suppress(OSError, ValueError):
            width = os.get_terminal_size(sys.stderr.fileno()).columns
        done, failed = len(self.outcomes), self._statuses["failed"]
        worked = done - self._statuses["unchanged"]
        rate = worked / max(time.monotonic() - self._started, 0.1)
        filled = BAR_WIDTH * done // max(self._total, 1)
        bar = f"[{'#' * filled:.<{BAR_WIDTH}}] {done}/{self._total}"
        line = f"{bar}  {failed} failed  {rate:.1f}/s"
        if rate and done < self._total:
            line += f"  {duration((self._total - done) / rate)} left"
        return line[: max(width - 1, 0)]

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more: the run goes on
            sys.stderr.write(text)
            sys.stderr.flush()


def duration(seconds: float) -> str:
    """A length of time as people say it.

    >>> duration(3.21), duration(75), duration(7300)
    ('3.2 s', '1 min 15 s', '2 h 1 min')
    """
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def retry_command(options: Options, failures: Sequence[Outcome]) -> str:
    """The command that tries again what failed: with its list, or without a folder by name."""
    import shlex
    import subprocess

    if not failures:
        return ""
    sources = [os.path.join(options.output, FAILED_FILE)]
    if options.explain or options.output == "-":
        jobs = [failure.job for failure in failures]
        sources = [printable(str(job.path or strip_credentials(job.url))) for job in jobs]
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    command = join([*program(), *to_arguments(options), *sources])
    if len(sources) > 1 and len(command) > RETRY_LENGTH:
        return "the same command with -o DIR, which keeps a list of them"
    return command


# === Command line =================================================================================
# In: the arguments.
# Out: the exit status.

HELP = f"""\
usage: fetch_articles.py [options] [SOURCE ...]

Download news pages and write each article as a JSON file.

SOURCE, any number, mixed (default: {SOURCE_FILE}):
  a list file         one URL or saved page a line; # starts a comment
  -                   such a list on standard input
  http(s)://...       a URL
  a saved page        a path that ends in .html, .htm, .html.gz or .htm.gz

options:
  -o, --output DIR    where the files go, made when missing (default: {OUTPUT_DIR});
                      -o - writes JSON Lines to standard output instead
  -j, --jobs N        pages in flight at once, over all hosts (default: {CONCURRENT_REQUESTS})
  --delay SECONDS     pause between two requests to one host (default: {DOWNLOAD_DELAY:g})
  --timeout SECONDS   for one page, all of it (default: {DOWNLOAD_TIMEOUT:g})
  --retries N         further tries after a passing fault (default: {RETRY_TIMES})
  --max-size MB       a page longer than this is not read on (default: {DOWNLOAD_MAXSIZE:g})
  --refresh           fetch again what is already saved, where it has changed
  --keep-html         also keep each page as received, in html/ in the output folder
  --cookies FILE      send cookies from a Netscape cookies.txt
  --user-agent TEXT   sent with every request, and matched in robots.txt
  --ignore-robots     do not ask robots.txt
  --explain           print why each block of a page is kept or cut, and where each
                      field comes from; save nothing
  -q, --quiet         tell only errors
  -v, --verbose       tell each step
  --version, -h, --help

exit status: 0 all saved or there already; 1 at least one failed; 2 the command line
or a list could not be used; 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line `argv` (None: the process's own); returns the exit status."""
    warnings.filterwarnings("ignore", "http.cookiejar bug")  # what it says of a broken Set-Cookie
    if sys.stderr is None:  # it was closed: nobody wants to be told
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        with signals_handled(signal.default_int_handler, terminate):
            options = parse_args(argv)
            check_packages()
            return run(options, read_sources(options.sources))
    except UsageError as error:
        with contextlib.suppress(OSError, ValueError):  # nobody reads it: the status still tells
            sys.stderr.write(f"fetch_articles.py: {error}\n")
            sys.stderr.flush()
        return 2
    except KeyboardInterrupt as interrupt:
        return status_after(interrupt)
    except SystemExit as end:  # of --help and --version
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
        return int(end.code or 0)


def check_packages() -> None:
    """Raises UsageError where a package is missing; looks for them without importing them."""
    from importlib.util import find_spec

    missing = [name for name in ("requests", "bs4", "lxml") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"missing packages ({', '.join(missing)}): pip install requests 'beautifulsoup4[lxml]',"
            " or start the script with uv run"
        )


def parse_args(argv: Sequence[str] | None = None) -> Options:
    """What the arguments ask for; raises UsageError, and SystemExit after --help and --version."""

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise UsageError(f"{printable(message)} (see --help)")

        def format_help(self) -> str:
            return HELP

    parser = Parser(
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,  # Options has them
    )
    add = parser.add_argument
    add("sources", nargs="*", default=())
    add("-o", "--output")
    add("-j", "--jobs", type=functools.partial(number_between, int, 1, 1000))
    add("--delay", type=functools.partial(number_between, float, 0, 3600))
    add("--timeout", type=functools.partial(number_between, float, 0.1, 86_400))
    add("--retries", type=functools.partial(number_between, int, 0, 100))
    add("--max-size", type=functools.partial(number_between, float, 0.001, 1000))
    add("--refresh", action="store_true")
    add("--keep-html", action="store_true")
    add("--cookies")
    add("--user-agent", type=header_text)
    add("--ignore-robots", action="store_true")
    add("--explain", action="store_true")
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", dest="verbosity", action="store_const", const=-1)
    loudness.add_argument("-v", "--verbose", dest="verbosity", action="store_const", const=1)
    add("--version", action="version", version=f"fetch_articles {__version__}")
    arguments = sys.argv[1:] if argv is None else list(argv)
    end = arguments.index("--") if "--" in arguments else len(arguments)
    given = vars(parser.parse_intermixed_args(arguments[:end]))  # it does not know "--" itself
    sources = (*given["sources"], *arguments[end + 1 :])
    options = Options(**{**given, "sources": sources or (SOURCE_FILE,)})
    if options.output == "-" and options.keep_html:
        parser.error("--keep-html needs a folder: give -o DIR instead of -o -")
    return options


def number_between(kind: type[int] | type[float], low: float, high: float, text: str) -> float:
    """A number from `low` to `high`, for argparse.

    >>> number_between(int, 1, 9, "3")
    3
    >>> number_between(float, 0, 9, "nan")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: give a number from 0 to 9, not nan
    """
    with contextlib.suppress(ValueError):
        if low <= (number := kind(text)) <= high:
            return number
    name = "whole number" if kind is int else "number"
    raise argparse.ArgumentTypeError(f"give a {name} from {low:g} to {high:g}, not {text}")


def header_text(text: str) -> str:
    """A text that can be sent in a header: printable ASCII (RFC 9110, 5.5), not empty."""
    if not (text.strip() and text.isascii() and text.isprintable()):
        raise argparse.ArgumentTypeError("give a text of printable ASCII characters")
    return text.strip()


def to_arguments(options: Options) -> list[str]:
    """The arguments, less the sources, that ask for these options: the way back of `parse_args`.

    >>> to_arguments(Options(jobs=4, refresh=True, sources=("a.txt",)))
    ['--jobs', '4', '--refresh']
    """
    arguments = []
    for knob in dataclasses.fields(Options):
        value = getattr(options, knob.name)
        if knob.name not in ("sources", "verbosity") and value != knob.default:
            option = "--" + knob.name.replace("_", "-")
            text = f"{value:g}" if isinstance(value, float) else str(value)
            if value is True:
                arguments.append(option)
            else:  # what begins like an option must not stand alone
                arguments += [f"{option}={text}"] if text[:1] == "-" != text else [option, text]
    return arguments


def program() -> list[str]:
    """The words of a shell that start this script again, as it was started."""
    runner = ["uv", "run"] if "UV" in os.environ else [own_python()]
    path = __file__
    with contextlib.suppress(OSError, ValueError):  # a folder that is gone, another drive
        path = min(os.path.relpath(path), path, key=len)
    return [*runner, path]


def own_python() -> str:
    """The Python that runs this, by its name where a shell finds it by that, else by its path."""
    python = sys.executable or "python"
    name = Path(python).name
    return name if shutil.which(name) == python else python


if __name__ == "__main__":
    # Not sys.exit, which waits for what was left in mid-request, and for a reader that has gone.
    os._exit(main())
