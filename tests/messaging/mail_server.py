"""A mail server on this machine that speaks as much SMTP as smtplib needs, and answers as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it was sent. `replies` overrules the reply to a verb; `hangs_up_after` so many letters of one call;
    with `breaks_at` so many letters it keeps that one and goes away without a word.
    """

    allow_reuse_address = daemon_threads = True
    request_queue_size = 20

    def __init__(self) -> None:
        self.replies: dict[str, str] = {}
        self.letters: list[str] = []
        self.calls = 0
        self.hangs_up_after: int | None = None
        self.breaks_at: int | None = None
        super().__init__(("127.0.0.1", 0), _Talk)

    @property
    def message_ids(self) -> list[str]:
        return [line.partition(": ")[2] for letter in self.letters for line in _headers(letter, "Message-ID")]


def _headers(letter: str, name: str) -> list[str]:
    return [line.strip() for line in letter.split("\r\n\r\n")[0].split("\r\n") if line.startswith(f"{name}: ")]


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever called may be killed in the middle
            self.talk()

    def talk(self) -> None:
        self.server.calls += 1
        kept = 0
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].decode().upper().strip()
            if verb == "DATA" and "DATA" not in self.server.replies:
                self.say("354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                kept += 1
                if len(self.server.letters) == self.server.breaks_at:
                    return
                self.say("250 kept")
            else:
                self.say(self.server.replies.get(verb, "250-here\r\n250 AUTH PLAIN" if verb == "EHLO" else "250 fine"))
            if verb == "QUIT" or kept == self.server.hangs_up_after:
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
