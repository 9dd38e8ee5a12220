"""A mail server on this machine, as much of one as a mail needs, with the faults of real ones."""

import email
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office = cast(Any, self.server).office
        office.callers += 1
        if office.away:
            return
        self.say(office.greeting)
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                if not self.take_in(office):
                    return
            elif word == b"RCPT":
                self.say(office.answers.get((re.findall(rb"<(.*?)>", line) or [b""])[0].decode(), "250 yes"))
            else:
                self.say("221 bye" if word == b"QUIT" else "250 yes")
            if word == b"QUIT":
                return

    def take_in(self, office: "Office") -> bool:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        if office.drops == "before":
            return False
        if office.refusals > 0:
            office.refusals -= 1
            self.say("451 try later")
            return True
        office.letters.append(cast(EmailMessage, email.message_from_bytes(b"".join(lines), policy=default)))
        office.taken.set()
        if office.drops == "after":
            return False
        if office.holds:
            office.let_go.wait(60)
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Office:
    """`away`: hangs up at once. `answers`: what is said to an address. `refusals`: so many mails are put off. `drops`: the line is cut
    `before` or `after` a mail is kept. `holds`: keeps the mail and does not say so."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.away, self.holds, self.drops, self.greeting = False, False, "", "220 post.example"
        self.refusals = self.callers = 0
        self.taken, self.let_go = threading.Event(), threading.Event()
        self.address = ""

    @property
    def told(self) -> list[str]:
        return [letter.get_content().strip() for letter in self.letters]


@contextmanager
def post_office() -> Iterator[Office]:
    office = Office()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        cast(Any, server).office = office
        office.address = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield office
        office.let_go.set()
        server.shutdown()
