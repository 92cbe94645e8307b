"""Where something may be delivered: out into the net, never to a neighbour of this machine.

A name is looked up once, and the connection goes to the address that was looked at: a name that
points elsewhere a moment later does not lead inside.

>>> is_open("10.0.0.8"), is_open("127.0.0.1"), is_open("::ffff:192.168.1.1"), is_open("8.8.8.8")
(False, False, False, True)
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urlsplit

from yanzhen.policy.vocabulary import Label

LONGEST_URL = 400
SECONDS = 10
NOT_AN_ADDRESS = Label(
    "推送地址须是 https:// 开头的完整网址，不含账号密码。",
    "The address is a whole one that begins with https://, without a user name.",
)
PRIVATE = Label(
    "推送地址指向内部网络，不能使用。", "The address leads into a private network: not allowed."
)
UNKNOWN_HOST = Label("推送地址的域名无法解析。", "The host of the address is not known.")


class Unreachable(Exception):
    """Nothing may or can be delivered there; `code` says why."""

    def __init__(self, code: str, reason: Label) -> None:
        self.code, self.reason = code, reason
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Target:
    """An address, looked up."""

    host: str
    port: int
    path: str
    secure: bool
    ip: str


def is_open(ip: str) -> bool:
    """Whether an address belongs to the net that everybody shares."""
    found = ipaddress.ip_address(ip.split("%")[0])
    inner = getattr(found, "ipv4_mapped", None)
    found = inner or found
    return found.is_global and not found.is_multicast


def target_of(url: str, *, private: bool) -> Target:
    """The address looked up; Unreachable when it leads inside. `private`: a setting allows it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    schemes = {"https", "http"} if private else {"https"}
    if not host or parts.scheme not in schemes or parts.username or len(url) > LONGEST_URL:
        raise Unreachable("bad_address", NOT_AN_ADDRESS)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise Unreachable("bad_address", NOT_AN_ADDRESS)
    secure = parts.scheme == "https"
    port = port or (443 if secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port, path, secure, _looked_up(host, port, private))


def _looked_up(host: str, port: int, private: bool) -> str:
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unreachable("unknown_host", UNKNOWN_HOST) from None
    if not private and not all(is_open(one) for one in found):
        raise Unreachable("private_address", PRIVATE)
    return found[0]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back; a redirect is an answer like any other and is not followed."""

    status: int
    kind: str
    body: bytes


def send(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """Post it; the status that came back. A redirect is not followed."""
    with _connected(target, SECONDS) as connection:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        return connection.getresponse().status


def fetch(
    target: Target, body: bytes | None, headers: Mapping[str, str], *, most: int, seconds: float
) -> Answered:
    """Post a body, or get what is there; OSError after so many seconds or bytes altogether."""
    with _connected(target, seconds) as connection, _at_most(connection, seconds):
        method = "GET" if body is None else "POST"
        connection.request(method, target.path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        read = answer.read(most + 1)
        if len(read) > most:
            raise OSError("the answer is too long")
        if answer.length:  # it ended before the end that it had named
            raise OSError("the answer was cut off")
        return Answered(answer.status, answer.headers.get_content_type(), read)


@contextmanager
def _at_most(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """Hang up after so many seconds, however slowly bytes drip in."""
    timer = Timer(seconds, _hang_up, [connection.sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # it may be down already
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _connected(target: Target, seconds: float) -> Iterator[http.client.HTTPConnection]:
    kind = http.client.HTTPSConnection if target.secure else http.client.HTTPConnection
    connection = kind(target.host, target.port, timeout=seconds)
    raw = socket.create_connection((target.ip, target.port), timeout=seconds)
    try:
        if target.secure:
            context = ssl.create_default_context()
            raw = context.wrap_socket(raw, server_hostname=target.host)
        connection.sock = raw
        yield connection
    finally:
        connection.close()
        raw.close()
