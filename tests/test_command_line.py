"""The command line: options, their limits, help, and streams that are closed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import fetch_articles
from fetch_articles import main, parse_args, to_arguments
from server import Server
from stories import story

SCRIPT = fetch_articles.__file__


def test_without_arguments_urls_txt_is_read_and_output_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Server({"/a": story()}) as server:
        Path("urls.txt").write_text(server.url("/a"))
        assert main([]) == 0
    assert len(list((tmp_path / "output").glob("*.json"))) == 1


def test_without_a_list_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1
    assert "urls.txt" in told.err and "No such file" in told.err
    assert not list(tmp_path.iterdir())


def test_an_empty_list_is_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.txt").write_text("# nothing yet\n")
    assert main(["-o", str(tmp_path / "output"), str(tmp_path / "list.txt")]) == 0
    assert "0 saved, 0 unchanged, 0 failed" in capsys.readouterr().err


def test_defaults_are_those_of_the_contract() -> None:
    options = parse_args([])
    assert options.sources == ("urls.txt",)
    assert (options.output, options.jobs, options.delay, options.timeout) == ("output", 16, 1, 30)
    assert (options.retries, options.max_size, options.cookies) == (2, 10, None)
    assert not (options.refresh or options.keep_html or options.ignore_robots or options.explain)
    assert fetch_articles.__version__ in options.user_agent


def test_sources_behind_two_hyphens_may_begin_with_one() -> None:
    assert parse_args(["-o", "o", "--", "-b.html", "c.html"]).sources == ("-b.html", "c.html")


@pytest.mark.parametrize("is_found", [True, False])
def test_the_command_that_is_told_starts_the_same_python(
    is_found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV", raising=False)
    python = Path(sys.executable)
    monkeypatch.setenv("PATH", str(python.parent if is_found else python.parent / "no such folder"))
    assert fetch_articles.program()[0] == (python.name if is_found else sys.executable)


def test_options_may_stand_anywhere() -> None:
    options = parse_args(["a.txt", "-j", "4", "b.txt", "--delay=0.5", "-q", "-", "-o", "-"])
    assert options.sources == ("a.txt", "b.txt", "-")
    assert (options.jobs, options.delay, options.verbosity, options.output) == (4, 0.5, -1, "-")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--jobs", "3", "--delay", "0.25", "--timeout", "7", "--retries", "0", "--max-size", "2.5"],
        ["-o", "some where", "--refresh", "--keep-html", "--cookies", "c.txt", "--ignore-robots"],
        ["--user-agent", "it's me", "--explain"],
        ["--user-agent=-x", "-o", "-"],
    ],
)
def test_options_can_be_written_as_arguments_again(arguments: list[str]) -> None:
    options = parse_args(arguments)
    assert parse_args(to_arguments(options)) == options


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-j", "0"], "whole number from 1 to"),
        (["-j", "many"], "not many"),
        (["-j", "1.5"], "whole number"),
        (["--delay", "-1"], "from 0 to"),
        (["--delay", "nan"], "not nan"),
        (["--timeout", "0"], "from 0.1 to"),
        (["--timeout", "inf"], "not inf"),
        (["--retries", "-1"], "from 0 to"),
        (["--max-size", "0"], "from 0.001 to"),
        (["--user-agent", ""], "printable ASCII"),
        (["--user-agent", "a\r\nX: y"], "printable ASCII"),
        (["--no-such-option"], "--no-such-option"),
        (["-o"], "-o"),
        (["-q", "-v"], "not allowed with"),
        (["-o", "-", "--keep-html"], "--keep-html"),
        (["--cookies", "missing.txt"], "missing.txt"),
        (["\x1b[2J"], "?[2J"),
    ],
)
def test_a_command_line_that_cannot_be_used(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with Server({"/a": story()}) as server:
        assert main([server.url("/a"), *arguments]) == 2
        assert not server.log
    told = capsys.readouterr()
    assert told.out == "" and says in told.err and told.err.count("\n") == 1
    assert told.err.isascii() and "\x1b" not in told.err


def test_help_names_each_option_and_is_quick(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for option in re.findall(r"\n    add\((.*?)\)", Path(SCRIPT).read_text("utf-8")):
        for name in re.findall(r'"(--?[a-z-]+)"', option):
            assert name in told
    assert all(len(line) <= 88 for line in told.splitlines())
    times = []
    for _ in range(3):
        before = os.times().children_user
        subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, check=True)
        times.append(os.times().children_user - before)
    assert min(times) < 0.25  # of processor time, which a busy machine does not lengthen


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"fetch_articles {fetch_articles.__version__}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such shell")
@pytest.mark.parametrize(
    ("closed", "arguments", "status"),
    [
        ("<&-", [], 0),
        (">&-", [], 0),
        ("2>&-", [], 0),
        ("<&- >&- 2>&-", [], 0),
        (">&-", ["-o", "-"], 2),
        ("<&-", ["-"], 2),
        ("2>&-", ["missing.txt"], 2),
        ("2>/dev/full", ["missing.txt"], 2),
    ],
)
def test_streams_that_are_closed(
    tmp_path: Path, closed: str, arguments: list[str], status: int
) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("has no device that is full")
    (tmp_path / "page.html").write_bytes(story())
    command = ["sh", "-c", f'"$@" {closed}', "sh", sys.executable, SCRIPT, "page.html", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert done.returncode == status
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert len(list(tmp_path.glob("output/*.json"))) == (status == 0)


def test_a_terminal_that_knows_ascii_alone(tmp_path: Path) -> None:
    (tmp_path / "straße.html").write_bytes(story())
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", SCRIPT, "straße.html", "x" * 200 + "ü.html", "-o", "ä"],
        cwd=tmp_path,
        capture_output=True,
        timeout=30,
        env={"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii:backslashreplace"},
    )
    assert done.returncode == 1 and b"Traceback" not in done.stderr and b"1 saved" in done.stderr


def test_a_url_in_a_locale_that_knows_ascii_alone(tmp_path: Path) -> None:
    with Server({"/stra%C3%9Fe": story()}) as server:
        command = [sys.executable, "-X", "utf8=0", SCRIPT, server.url("/straße"), "-o", "-"]
        environment = {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["url"].endswith("/straße")


def test_the_script_works_alone_wherever_it_is_copied(tmp_path: Path) -> None:
    copy = tmp_path / "news.py"
    copy.write_bytes(Path(SCRIPT).read_bytes())
    (tmp_path / "page.html").write_bytes(story())
    command = [sys.executable, str(copy), "page.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "output").glob("*.json"))) == 1


def test_a_missing_package_is_one_clear_line() -> None:
    script = Path(fetch_articles.__file__)
    page = script.parent / "tests" / "pages" / "wire_story" / "page.html"
    command = [sys.executable, "-I", "-S", str(script), str(page)]  # -S: no installed packages
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "missing packages (requests, bs4, lxml): pip install" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="keeps a folder that a program is in")
def test_a_folder_that_is_gone_while_the_script_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV", raising=False)
    (tmp_path / "gone").mkdir()
    arguments = ["-o", str(tmp_path / "output"), "ftp://example.com/"]
    command = ["sh", "-c", 'rmdir "$PWD" && "$@"', "sh", sys.executable, SCRIPT, *arguments]
    places = {**os.environ, "PATH": "/usr/bin:/bin"}  # where another Python is, or none
    done = subprocess.run(
        command, cwd=tmp_path / "gone", env=places, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    assert f"try the failed ones again: {sys.executable} {SCRIPT} " in done.stderr
