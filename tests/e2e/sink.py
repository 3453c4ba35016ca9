"""A small SMTP server for tests: it takes every mail, writes down what it took, and can misbehave."""

import email.parser
import socket
import socketserver
import threading
import time


class Taken:
    """One mail that was taken."""

    def __init__(self, sender, recipient, data):
        head = email.parser.BytesHeaderParser().parsebytes(data)
        self.sender, self.recipient, self.size = sender, recipient, len(data)
        self.message_id, self.subject = head["Message-ID"], head["Subject"]
        self.in_reply_to = head["In-Reply-To"]


class Talk(socketserver.StreamRequestHandler):
    """One connection; the mail is written down before its 250 is sent."""

    disable_nagle_algorithm = True

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        try:
            self.talk()
        except (OSError, ValueError):
            pass  # the client was killed

    def talk(self):
        self.say("220 sink ESMTP")
        while line := self.rfile.readline():
            verb, _, rest = line.decode("latin-1").strip().partition(" ")
            verb = verb.upper()
            if self.server.sink.is_silent:
                time.sleep(3600)
            if verb == "EHLO":
                self.say("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8")
            elif verb == "MAIL":
                self.sender = address(rest)
                self.say("250 ok")
            elif verb == "RCPT":
                self.recipient = address(rest)
                self.say("250 ok")
            elif verb == "DATA":
                self.take()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ValueError("the mail was cut off")
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = self.server.sink.add(Taken(self.sender, self.recipient, b"".join(lines)))
        if answer:
            self.say(answer)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)


def address(text):
    """What stands between < and >."""
    return text[text.index("<") + 1:text.index(">")]


class Sink(socketserver.ThreadingTCPServer):
    """The server, in threads of its own. taken: the mails in the order in which they came."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.sink, self.port = self, self.server_address[1]
        self.taken, self.lock = [], threading.Lock()
        self.is_silent = False  # answers nothing any more
        self.lose_answers = 0   # so many next mails are taken, and the connection closed unanswered
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def add(self, mail):
        """Writes a mail down; its answer, None where the answer is lost."""
        with self.lock:
            self.taken.append(mail)
            if self.lose_answers:
                self.lose_answers -= 1
                return None
        return "250 taken"

    def mails(self):
        """What was taken so far."""
        with self.lock:
            return list(self.taken)

    def handle_error(self, request, client_address):
        """A client that was killed is no news."""
