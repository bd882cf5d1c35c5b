"""A run as its user sees it: what is told, exit status, interruption, trouble on the way."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import fetch_articles
from fetch_articles import Crawler, Extractors, Page, Report, main
from server import Request, Server, silent, slow
from stories import story

SCRIPT = fetch_articles.__file__
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "news"
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="has no POSIX signals")


def run(output: Path | str, *arguments: str) -> int:
    return main(["-o", str(output), "--delay", "0", "--retries", "0", *arguments])


def start(output: Path | str, *arguments: str, **more: object) -> subprocess.Popen[str]:
    """The script in a process of its own."""
    command = [sys.executable, SCRIPT, "-o", str(output), "--delay", "0", "--retries", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more}
    return subprocess.Popen([*command, *arguments], **pipes)  # type: ignore[call-overload, no-any-return]


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "what was waited for did not come"
        time.sleep(0.02)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.json")}


@pytest.fixture
def many_pages() -> Iterator[tuple[list[Server], list[str]]]:
    """Enough of them for processes of their own, from ten hosts."""
    routes = {f"/{n}": story(n) for n in range(60)}
    servers = [Server(routes, address=f"127.0.0.{host}") for host in range(1, 11)]
    yield servers, [servers[n % 10].url(f"/{n}") for n in range(60)]
    for server in servers:
        server.close()


# --- what is told ---


def test_each_source_has_a_line_and_the_summary_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server({"/good": story()}) as server:
        sources = [server.url(path) for path in ("/good", "/a", "/b")] + ["ftp://example.com/"]
        assert run(tmp_path, server.url("/good")) == 0
        capsys.readouterr()
        (tmp_path / "list.txt").write_text("\n".join([*sources, "https://example.com:bad/"]))
        assert run(tmp_path, str(tmp_path / "list.txt")) == 1
    told = capsys.readouterr()
    *lines, summary, first, second, third, retry = told.err.splitlines()
    assert told.out == ""
    assert sorted(re.sub(r"^\[\d/5\] ", "", line) for line in lines) == [
        f"failed HTTP 404 Not Found {sources[1]}",
        f"failed HTTP 404 Not Found {sources[2]}",
        "failed not a URL: https://example.com:bad/ https://example.com:bad/",
        "failed unsupported scheme: ftp ftp://example.com/",
        f"unchanged {sources[0]}",
    ]
    assert [line[:5] for line in lines] == [f"[{n}/5]" for n in range(1, 6)]
    assert re.fullmatch(r"0 saved, 1 unchanged, 4 failed in \d+\.\d s", summary)
    assert first == "     2  HTTP 404 Not Found"
    assert {second, third} == {"     1  not a URL", "     1  unsupported scheme"}
    assert "failed.txt" in retry


def test_a_saved_line_has_words_and_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server({"/good": story()}) as server:
        assert run(tmp_path, server.url("/good")) == 0
        first = capsys.readouterr().err.splitlines()[0]
        words = json.loads((tmp_path / names(tmp_path).pop()).read_bytes())["word_count"]
        pattern = rf"\[1/1\] saved {words} words \d+\.\d s {re.escape(server.url('/good'))}"
    assert words > 100 and re.fullmatch(pattern, first)


def test_the_seconds_of_a_page_are_its_own_and_not_those_of_waiting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import bs4  # noqa: F401  (the first page would pay for it)

    with Server({"*": story()}) as server:
        urls = [server.url(f"/{n}") for n in range(3)]
        assert main(["-o", str(tmp_path), "--delay", "0.6", *urls]) == 0
    seconds = [float(found) for found in re.findall(r"words (\S+) s", capsys.readouterr().err)]
    assert len(seconds) == 3 and max(seconds) < 0.6


@pytest.mark.parametrize("body", [b"", b" \r\n", b"\0" * 999, b"<title>Nothing</title><p>here"])
def test_a_page_without_an_article_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    with Server({"/a": body}) as server:
        assert run(tmp_path, "--keep-html", server.url("/a")) == 1
        assert f"failed no article found {server.url('/a')}\n" in capsys.readouterr().err
        failed = (tmp_path / "failed.txt").read_text("utf-8")
        assert failed == f"{server.url('/a')}\t# no article found\n"
    assert not names(tmp_path)


def test_the_command_that_is_told_tries_the_failed_ones_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "an output"
    with Server({}) as server:
        assert run(output, server.url("/late"), "--user-agent", "it's me", "--ignore-robots") == 1
        command = capsys.readouterr().err.splitlines()[-1].partition(": ")[2]
        server.routes = {"/late": story()}
        words = shlex.split(command)
        start_of_script = next(n for n, word in enumerate(words) if word.endswith(".py"))
        done = subprocess.run([sys.executable, *words[start_of_script:]], capture_output=True)
        assert done.returncode == 0, done.stderr
        assert server.requests("/late")[1].headers["user-agent"] == "it's me"
    assert len(names(output)) == 1 and not (output / "failed.txt").exists()


def test_the_command_that_is_told_is_one_for_the_shell_of_the_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV", "uv")  # `shutil.which` would look for what this system has not
    with Server({}) as server:
        for system, quote in (("linux", "'"), ("win32", '"')):
            monkeypatch.setattr(sys, "platform", system)
            assert run(tmp_path / "an output", server.url("/late")) == 1
            told = capsys.readouterr().err.splitlines()[-1]
            assert told.endswith(f"{quote}{tmp_path / 'an output' / 'failed.txt'}{quote}")


def test_the_command_that_is_told_finds_the_pages_of_a_list_in_another_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "list.txt").write_text("late.html\n")
    monkeypatch.chdir(tmp_path)
    assert run("-", os.path.join("lists", "list.txt")) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert shlex.split(told)[-1] == os.path.join("lists", "late.html")


def test_quiet_tells_failures_alone_and_verbose_each_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server({"/good": story()}) as server:
        assert run(tmp_path / "1", "-q", server.url("/good")) == 0
        assert capsys.readouterr().err == ""
        assert run(tmp_path / "1", "-q", server.url("/bad")) == 1
        assert capsys.readouterr().err == f"[1/1] failed HTTP 404 Not Found {server.url('/bad')}\n"
        assert run(tmp_path / "2", "-v", server.url("/good")) == 0
        told = capsys.readouterr().err
    assert "/robots.txt" in told and len(told.splitlines()) == 4


def test_nothing_of_a_page_or_a_list_reaches_the_terminal_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = (200, {"Content-Type": "text/\x1b[31mhtml\x07"}, b"")
    (tmp_path / "list.txt").write_bytes(b"https://exa\x1b[2Jmple.com/\n\x9b31m\xe2\x80\xaeabc\n")
    with Server({"/odd": odd}) as server:
        assert run(tmp_path / "o", server.url("/odd"), str(tmp_path / "list.txt")) == 1
    assert not re.search(r"[^\x20-\x7e\n]", capsys.readouterr().err)


def test_a_broken_cookie_is_not_told(tmp_path: Path) -> None:
    moved = (302, {"Location": "/good", "Set-Cookie": "a=b; max-age"}, b"")
    with Server({"/moved": moved, "/good": story()}) as server:
        told = start(tmp_path, server.url("/moved")).communicate(timeout=20)[1]
    assert len(told.splitlines()) == 2 and "1 saved" in told


def test_json_lines_on_standard_output_and_no_folder(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Server({"/1": story(1, extra="<p>Ein Käse für 記者.</p>"), "/2": story(2)}) as server:
        assert run("-", server.url("/1"), server.url("/2"), server.url("/3")) == 1
    told = capfdbinary.readouterr()
    articles = [json.loads(line) for line in told.out.decode("utf-8").splitlines()]
    assert {article["title"] for article in articles} == {"Ferry delay 1", "Ferry delay 2"}
    assert b"failed HTTP 404" in told.err and b"--output - " in told.err.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_explain_prints_and_saves_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Server({"/1": story(1), "/2": story(2)}) as server:
        urls = [server.url("/1"), server.url("/2")]
        assert run(tmp_path / "output", "--explain", *urls) == 0
    told = capfd.readouterr().out
    assert set(urls) < set(told.splitlines()) and told.endswith(" words\n\n")
    assert not (tmp_path / "output").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="has no pty")
@pytest.mark.parametrize(("columns", "no_color"), [(80, ""), (30, "1")])
def test_a_terminal_has_a_line_that_is_redrawn(tmp_path: Path, columns: int, no_color: str) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": no_color}
    with Server({"/1": story(1)}) as server:
        process = start(
            tmp_path, server.url("/1"), server.url("/2"), stderr=theirs, env=environment
        )
        os.close(theirs)
        told = b""
        while piece := read_terminal(ours):
            told += piece
        assert process.wait() == 1
    text = told.decode()
    bars = re.findall(r"\[[#.]+[^\r\n]*", text)
    assert "[#" in text and "1/2" in text and "failed" in text
    assert all(len(bar) < columns for bar in bars)
    assert ("\x1b[31mfailed\x1b[m" in text) == (not no_color)
    assert ("\x1b" in text) == (not no_color)


def test_a_warning_stands_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    report = Report(2, verbosity=0)
    report.redraw()
    report.warn("odd")
    assert "\rfetch_articles.py: warning: odd\n[" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="has no pty")
def test_results_on_a_terminal_are_not_cut_up() -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm"}
    with Server({"*": slow(0.5, story(1))}) as server:
        process = start("-", server.url("/1"), stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)
        told = b""
        while piece := read_terminal(ours):
            told += piece
        assert process.wait() == 0
    json.loads(told.split(b"\r\n")[0])
    assert b"\x1b[32msaved" in told and b"[..." not in told


def read_terminal(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux tells the end
        return b""


@needs_signals
def test_a_closed_pipe_ends_the_run_without_a_word(tmp_path: Path, many_pages: object) -> None:
    urls = many_pages[1]  # type: ignore[index]
    process = start("-", *urls)
    assert process.stdout is not None and process.stderr is not None
    json.loads(process.stdout.readline())
    process.stdout.close()
    told = process.stderr.read()
    assert process.wait(timeout=20) == 1
    assert all(re.match(r"\[\d+/60\] saved", line) for line in told.splitlines())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_standard_output_on_a_full_disk() -> None:
    with Server({"/1": story(1)}) as server, Path("/dev/full").open("w") as full:
        process = start("-", server.url("/1"), stdout=full)
        told = process.communicate(timeout=20)[1]
    assert process.returncode == 1
    assert "No space left" in told and "Traceback" not in told


# --- whatever happens to one source, the others are done ---


def test_a_bug_costs_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = fetch_articles.article_from_page

    def stumble(page: Page) -> fetch_articles.Article:
        if b"number 2 of" in page.body:
            raise RecursionError("too\ndeep")
        return extract(page)

    monkeypatch.setattr(fetch_articles, "article_from_page", stumble)
    with Server({f"/{n}": story(n) for n in range(5)}) as server:
        assert run(tmp_path, *(server.url(f"/{n}") for n in range(5))) == 1
        failed = (tmp_path / "failed.txt").read_text().splitlines()
        assert failed == [f"{server.url('/2')}\t# internal error: RecursionError: too?deep"]
    assert len(names(tmp_path)) == 4


def test_a_fault_of_the_crawler_ends_the_run_and_not_its_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settle = Crawler._settle

    def broken(crawler: Crawler, host: Any, visit: Any, answer: Any) -> None:
        if visit.url.endswith("/2"):
            raise RuntimeError("lost count")
        settle(crawler, host, visit, answer)

    monkeypatch.setattr(Crawler, "_settle", broken)
    with Server({f"/{n}": story(n) for n in range(4)}) as server:
        assert run(tmp_path, "-j", "2", *(server.url(f"/{n}") for n in range(4))) == 1
    assert "internal error: RuntimeError: lost count" in capsys.readouterr().err
    assert len(names(tmp_path)) == 2
    failed = (tmp_path / "failed.txt").read_text().splitlines()
    assert [line.split("\t")[1] for line in failed if "://" in line] == ["# not done"] * 2


def test_a_short_list_starts_no_processes_and_few_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def page(request: Request) -> bytes:
        own = psutil.Process()
        seen.append((threading.active_count(), len(own.children(recursive=True))))
        return story()

    before = threading.active_count()
    with Server({"/1": page}) as server:
        assert run(tmp_path, "-j", "16", server.url("/1")) == 0
    threads, processes = seen[0]
    assert processes == 0 and threads <= before + 4  # one of the run, the rest the server's


def test_a_long_list_is_extracted_in_processes_that_end_with_it(
    tmp_path: Path, many_pages: tuple[list[Server], list[str]]
) -> None:
    process = start(tmp_path, *many_pages[1])
    started = psutil.Process(process.pid)
    children: set[psutil.Process] = set()
    while process.poll() is None:
        try:
            children.update(started.children(recursive=True))
        except psutil.Error:
            break
        time.sleep(0.02)
    told = process.communicate()[1]
    assert process.returncode == 0, told
    assert len(names(tmp_path)) == 60 and "60 saved, 0 unchanged, 0 failed" in told
    assert children
    wait_until(lambda: not any(is_alive(child) for child in children))


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


@pytest.fixture
def extractors() -> Iterator[Extractors]:
    working = Extractors(fetch_articles.article_from_page, pages=1000, jobs=1)
    yield working
    working.close()


def title(article: object) -> str | None:
    assert isinstance(article, fetch_articles.Article)
    return article.title


@pytest.mark.parametrize("kind", ["crashed", "timed out"])
def test_an_extractor_that_dies_costs_the_page_it_had(
    extractors: Extractors, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    page = Page("https://example.com/", "https://example.com/", story(), "text/html")
    assert title(extractors.extract(page)[0]) == "Ferry delay 1"
    worker = psutil.Process(multiprocessing.active_children()[0].pid)
    if kind == "crashed":
        worker.kill()
    else:
        monkeypatch.setattr(fetch_articles, "EXTRACTION_TIMEOUT", 0.2)
        worker.suspend()
    assert str(extractors.extract(page)[0]) == f"extraction {kind}"
    monkeypatch.undo()
    assert title(extractors.extract(page)[0]) == "Ferry delay 1"
    assert not is_alive(worker)


def test_extractors_that_the_system_does_not_grant(
    tmp_path: Path,
    many_pages: tuple[list[Server], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(multiprocessing.context.SpawnContext, "Pipe", refuse)
    assert run(tmp_path, *many_pages[1]) == 0
    assert len(names(tmp_path)) == 60


def test_a_long_list_for_a_script_that_is_read_from_a_pipe(
    tmp_path: Path, many_pages: tuple[list[Server], list[str]]
) -> None:
    command = [sys.executable, "-", "-o", str(tmp_path), "--delay", "0", *many_pages[1]]
    script = Path(SCRIPT).read_bytes()
    done = subprocess.run(command, input=script, capture_output=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    assert len(names(tmp_path)) == 60


# --- interruption ---


@needs_signals
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_an_interrupted_run_ends_soon_and_the_same_command_goes_on(
    tmp_path: Path, many_pages: tuple[list[Server], list[str]], name: str, status: int
) -> None:
    servers, urls = many_pages
    with Server({"*": silent}, address="127.0.0.99") as stuck:
        stuck_urls = [stuck.url("/x"), stuck.url("/y")]
        process = start(tmp_path, *stuck_urls, *urls, "ftp://example.com/")
        wait_until(lambda: len(names(tmp_path)) > 10)
        stopped = time.monotonic()
        process.send_signal(getattr(signal, name))
        told = process.communicate(timeout=20)[1]
        assert time.monotonic() - stopped < 5
    assert process.returncode == status and "Traceback" not in told
    saved = names(tmp_path)
    failed = (tmp_path / "failed.txt").read_text().splitlines()
    assert len(saved) + len(failed) == 63
    assert "ftp://example.com/\t# unsupported scheme: ftp" in failed
    assert f"{stuck_urls[0]}\t# interrupted" in failed
    assert re.search(
        rf"{len(saved)} saved, 0 unchanged, 1 failed, {len(failed) - 1} not done", told
    )
    assert not list(tmp_path.glob(".*"))
    asked = [len(server.paths(robots=False)) for server in servers]
    assert start(tmp_path, *urls).wait() == 0
    assert len(names(tmp_path)) == 60
    again = [len(server.paths(robots=False)) for server in servers]
    assert sum(again) - sum(asked) == 60 - len(saved)


@needs_signals
def test_after_a_kill_every_file_is_whole_and_nothing_goes_on(
    tmp_path: Path, many_pages: tuple[list[Server], list[str]]
) -> None:
    process = start(tmp_path, *many_pages[1])
    wait_until(lambda: len(names(tmp_path)) > 5)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    for name in names(tmp_path):
        json.loads((tmp_path / name).read_bytes())
    wait_until(lambda: not any(is_alive(child) for child in children))
    assert start(tmp_path, *many_pages[1]).wait() == 0
    assert len(names(tmp_path)) == 60


@needs_signals
def test_a_second_interrupt_ends_the_run_at_once(tmp_path: Path) -> None:
    with Server({"*": silent}) as server:
        process = start(tmp_path, server.url("/1"))
        wait_until(lambda: bool(server.log))
        process.send_signal(signal.SIGINT)

        def ends() -> bool:
            process.send_signal(signal.SIGINT)  # two at one moment reach a process as one
            return process.poll() is not None

        wait_until(ends)
        told = process.communicate(timeout=5)[1]
    assert process.returncode == 130 and "Traceback" not in told


@needs_signals
def test_an_interrupt_while_the_script_loads_ends_it_without_a_word(tmp_path: Path) -> None:
    pressed = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "heapq.py").write_text(pressed)  # in the place of one of the modules it loads
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


@needs_signals
def test_an_interrupt_while_nobody_reads_standard_output() -> None:
    counts = "".join(f"<p>Boat {n} was seen at dawn, and again by noon.</p>" for n in range(5_000))
    with Server({"/1": story(extra=counts)}) as server:
        process = start("-", server.url("/1"))
        assert process.stdout is not None
        process.stdout.read(1)  # the rest does not fit into the pipe
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        process.communicate()


def test_two_runs_in_one_folder(tmp_path: Path, many_pages: tuple[list[Server], list[str]]) -> None:
    both = [start(tmp_path, *many_pages[1]), start(tmp_path, *reversed(many_pages[1]))]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert len(names(tmp_path)) == 60
    for name in names(tmp_path):
        json.loads((tmp_path / name).read_bytes())
    assert not list(tmp_path.glob(".*"))


# --- real pages ---


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_real_pages_from_many_hosts(tmp_path: Path) -> None:
    pages = sorted((CORPUS / "pages").iterdir())[::10]
    servers = [Server(address=f"127.0.0.{host}") for host in range(1, 7)]
    urls = []
    for number, path in enumerate(pages):
        server = servers[number % len(servers)]
        content = path.read_bytes()
        headers = {"Content-Type": "text/html"}
        if path.suffix == ".gz":
            headers["Content-Encoding"] = "gzip"
        server.routes = {**server.routes, f"/{number}": (200, headers, content)}
        urls.append(server.url(f"/{number}"))
    (tmp_path / "list.txt").write_text("\n".join(urls))
    output = tmp_path / "output"
    assert run(output, str(tmp_path / "list.txt")) == 0
    assert len(names(output)) == len(pages)
    asked = sum(len(server.log) for server in servers)
    assert run(output, str(tmp_path / "list.txt")) == 0
    assert sum(len(server.log) for server in servers) == asked
    for server in servers:
        server.close()


def test_cookies_may_come_from_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "cookies"
    os.mkfifo(pipe)
    line = "127.0.0.1\tFALSE\t/\tFALSE\t0\tname\tvalue\n"
    threading.Thread(target=pipe.write_text, args=(line,), daemon=True).start()
    with Server({"/story": story()}) as server:
        assert (
            main(["-o", str(tmp_path / "out"), "--cookies", str(pipe), server.url("/story")]) == 0
        )
        assert server.requests("/story")[0].headers["cookie"] == "name=value"


def test_lines_of_a_cookies_file_that_are_none_are_skipped_with_one_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cookies.txt"
    cookie = "127.0.0.1\tFALSE\t/\tFALSE\t{}\t{}\t1\r\n"
    odd = ["# Cookies\n", cookie.format(0, "a"), "127.0.0.1 / b 1\n", cookie.format("soon", "c")]
    file.write_text("".join([*odd, "\n", cookie.format(0, "d")]), newline="")
    with Server({"/story": story()}) as server:
        for quiet in ((), ("-q",)):
            output = tmp_path / f"output{len(quiet)}"
            assert run(output, "--cookies", str(file), *quiet, server.url("/story")) == 0
            assert server.requests("/story")[-1].headers["cookie"] == "a=1; d=1"
            told = [line for line in capsys.readouterr().err.splitlines() if "cookies" in line]
            assert told == [] if quiet else len(told) == 1, told
            assert quiet or (str(file) in told[0] and "2, the first is line 3" in told[0])
