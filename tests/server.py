"""A web server on loopback that behaves as well or as badly as a test asks.

    with Server({"/": b"<p>hello</p>", "/gone": (404, {}, b"")}) as server:
        main([server.url("/"), server.url("/gone")])
        assert server.paths() == ["/robots.txt", "/", "/gone"]

A route is one of
    bytes or str                      that HTML with status 200
    (status, headers, body)           an answer with its Content-Length
    a function of the Request         that returns one of these, or None when it sent all by itself
                                      through `request.socket`
A path is looked up with its query, then without, then as "*"; what is not found is a 404.
`Server(routes, address="127.0.0.7")` is another host; `Server(..., tls=True)` speaks https with the
certificate of `tests/certificate.pem` (for 127.0.0.1 and localhost, signed by itself).
The functions below the class make routes for the faults that a crawler meets.
"""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).parent / "certificate.pem"
HTML = {"Content-Type": "text/html; charset=utf-8"}

Answer = bytes | str | tuple[int, Mapping[str, str], bytes | str]
Route = Answer | Callable[["Request"], Answer | None]


@dataclass
class Request:
    """One request as it came in; `started` and `ended` are `time.monotonic()` seconds."""

    method: str
    target: str  # path and query, as sent
    headers: dict[str, str]  # names in lower case
    socket: socket.socket
    server: Server
    started: float
    ended: float | None = None  # None while it is being answered

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def pause(self, seconds: float) -> bool:
        """Wait; true when the server is being closed, and the route had better return."""
        return self.server.closing.wait(seconds)


@dataclass
class Server:
    """Answers in threads, one a connection, from `with` on; keeps the connections alive."""

    routes: Mapping[str, Route] = field(default_factory=dict)
    address: str = "127.0.0.1"
    port: int = 0  # a free one
    tls: bool = False
    log: list[Request] = field(default_factory=list)
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((self.address, self.port))
        self.listener.listen(128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.closing.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for connection in self.open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def url(self, path: str = "/") -> str:
        return f"{'https' if self.tls else 'http'}://{self.address}:{self.port}{path}"

    def paths(self, robots: bool = True) -> list[str]:
        """The targets asked for, in order."""
        with self.lock:
            targets = [request.target for request in self.log]
        return targets if robots else [target for target in targets if target != "/robots.txt"]

    def requests(self, path: str) -> list[Request]:
        with self.lock:
            return [request for request in self.log if request.target == path]

    def most_at_once(self) -> int:
        """How many requests were being answered at one time, at most."""
        with self.lock:
            spans = [(request.started, request.ended or float("inf")) for request in self.log]
        return max((sum(a <= start < b for a, b in spans) for start, _ in spans), default=0)

    def gaps(self) -> list[float]:
        """Seconds between the starts of one request and the next."""
        with self.lock:
            starts = sorted(request.started for request in self.log)
        return [b - a for a, b in itertools.pairwise(starts)]

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATE)
                connection = context.wrap_socket(connection, server_side=True)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.open.add(connection)
            with connection.makefile("rb") as stream:
                while not self.closing.is_set() and self._answer_one(connection, stream):
                    pass
        except OSError:
            pass  # the client went away, or a route cut the line: both are tests' daily bread
        finally:
            with self.lock:
                self.open.discard(connection)
            connection.close()

    def _answer_one(self, connection: socket.socket, stream: Any) -> bool:
        """Answer one request; whether the connection stays open."""
        first = stream.readline().decode("latin-1").split()
        if len(first) < 2:
            return False
        headers = dict(read_headers(stream))
        request = Request(first[0], first[1], headers, connection, self, time.monotonic())
        with self.lock:
            self.log.append(request)
        try:
            answer: Any = self._route(request)
            if callable(answer):
                answer = answer(request)
            if answer is not None:
                request.ended = time.monotonic()  # before the client can start the next one
                request.send(encode_answer(answer))
            return answer is not None and headers.get("connection", "").lower() != "close"
        finally:
            request.ended = time.monotonic() if request.ended is None else request.ended

    def _route(self, request: Request) -> Route:
        for key in (request.target, request.path, "*"):
            if key in self.routes and not (key == "*" and request.path == "/robots.txt"):
                return self.routes[key]
        return (404, HTML, b"<h1>Nothing here</h1>")


def read_headers(stream: Any) -> Iterator[tuple[str, str]]:
    while (line := stream.readline().decode("latin-1").strip("\r\n")) != "":
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()


def encode_answer(answer: Answer) -> bytes:
    """The bytes of a whole answer; a Content-Length is added unless the headers have one."""
    status, headers, body = answer if isinstance(answer, tuple) else (200, HTML, answer)
    data = body.encode() if isinstance(body, str) else body
    names = {name.lower() for name in headers}
    lines = [f"HTTP/1.1 {status} {phrase(status)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if not names & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(data)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + data


def phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Peculiar"


# --- well-behaved routes --------------------------------------------------------------------------


def redirect(location: str, status: int = 302) -> Answer:
    return (status, {"Location": location}, b"")


def sequence(*routes: Route) -> Route:
    """The first for the first request, and so on; the last for all that come after."""
    left = list(routes)

    def route(request: Request) -> Answer | None:
        current = left.pop(0) if len(left) > 1 else left[0]
        return current(request) if callable(current) else current

    return route


def slow(seconds: float, then: Route = b"<p>late</p>") -> Route:
    def route(request: Request) -> Answer | None:
        request.pause(seconds)
        return then(request) if callable(then) else then

    return route


def gzipped(body: bytes, content_type: str = "text/html") -> Answer:
    return (200, {"Content-Type": content_type, "Content-Encoding": "gzip"}, gzip.compress(body))


# --- faults ---------------------------------------------------------------------------------------


def raw(*pieces: bytes, every: float = 0.0) -> Route:
    """Exactly these bytes (status line and all), then the connection is closed."""

    def route(request: Request) -> None:
        for piece in pieces:
            request.send(piece)
            if request.pause(every):
                return

    return route


def head(status: int = 200, **headers: str) -> bytes:
    """A status line and headers, for `raw`: `head(Content_Length="10")`."""
    lines = [f"HTTP/1.1 {status} {phrase(status)}"]
    fields = {"Content-Type": "text/html", **headers}
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def reset(after: bytes = b"") -> Route:
    """Sends `after`, then cuts the connection with a TCP reset."""

    def route(request: Request) -> None:
        if after:
            request.send(after)
            request.pause(0.1)  # a reset overtakes bytes that the peer has not read yet
        linger = struct.pack("ii", 1, 0)
        request.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        request.ended = time.monotonic()
        # The stream that reads the requests keeps the descriptor open: closing means both.
        socket.socket(fileno=request.socket.detach()).close()

    return route


def silent(request: Request) -> None:
    """Takes the request and never answers."""
    request.pause(3600)


def trickle(data: bytes, every: float = 0.1) -> Route:
    """One byte at a time."""
    return raw(*(data[at : at + 1] for at in range(len(data))), every=every)


def endless(start: bytes = b"", piece: bytes = b"<p>and so on</p>\n" * 1000) -> Route:
    """A body that does not end."""

    def route(request: Request) -> None:
        request.send(start or head())
        while not request.server.closing.is_set():
            request.send(piece)

    return route


def short_body(body: bytes = b"<p>whole?</p>", missing: int = 100) -> Route:
    """Says that the body is longer than it is."""
    return raw(head(Content_Length=str(len(body) + missing)) + body)


def chunked(pieces: Iterable[bytes], end: bytes = b"0\r\n\r\n") -> Route:
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return raw(head(Transfer_Encoding="chunked") + body + end)


def gzip_bomb(megabytes: int = 1000) -> Answer:
    """About a thousandth of that on the wire: one packed block, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"<p>boom</p>     " * 65536) + packer.flush(zlib.Z_FULL_FLUSH)
    body = gzip.compress(b"")[:10] + block * megabytes
    return (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, body)
