"""A peer that is up to no good: it answers what a test wants, over real HTTP.

with stranger(lambda path: Answer(302, b"", {"Location": "/"})) as url: ...
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Answer:
    """What it says; `drip`: one byte at a time, each after as many seconds."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0


@contextmanager
def stranger(answers: Callable[[str], Answer]) -> Iterator[str]:
    """Its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = answers(self.path)
            try:
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                for at in range(len(said.body)) if said.drip else ():
                    time.sleep(said.drip)
                    self.wfile.write(said.body[at : at + 1])
                if not said.drip:
                    self.wfile.write(said.body)
            except OSError:
                return  # whoever asked has hung up

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
