"""Stand-ins on loopback: a carrier of short messages that answers as it is told, a mail server."""

import email
import json
import socketserver
import threading
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Carrier:
    """Takes messages over HTTP; `answers` are the statuses to come, 0 hangs up, 200 when empty."""

    def __init__(self):
        self.answers = []
        self.taken = []
        self.calls = 0
        self.reports = []
        carrier = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                carrier.calls += 1
                status = carrier.answers.pop(0) if carrier.answers else 200
                if status == 0:
                    self.close_connection = True
                    return
                if status < 300:
                    carrier.taken.append((json.loads(body), dict(self.headers), body))
                self._answer(status, b"{}")

            def do_GET(self):
                carrier.calls += 1
                self._answer(200, json.dumps({"reports": carrier.reports}).encode())

            def _answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                del args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://county:secret@127.0.0.1:{self.port}/send?reports=/reports"

    @property
    def ids(self):
        return [body["id"] for body, _, _ in self.taken]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class MailServer:
    """Speaks enough SMTP for smtplib; `refuse` is the answer to the next receivers."""

    def __init__(self):
        self.mails: list[Message] = []
        self.refuse: list[str] = []
        server = self

        class Talk(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(f"{line}\r\n".encode())

            def handle(self):
                self.say("220 stand-in")
                while line := self.rfile.readline().decode().strip():
                    verb = line.split(":")[0].split()[0].upper()
                    if verb == "RCPT" and server.refuse:
                        self.say(server.refuse.pop(0))
                    elif verb == "DATA":
                        self.say("354 go on")
                        self._take()
                        self.say("250 taken")
                    elif verb == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("250 stand-in")

            def _take(self):
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line)
                server.mails.append(email.message_from_bytes(b"".join(lines), policy=default))

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Talk)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}/?from=post@county.example"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
