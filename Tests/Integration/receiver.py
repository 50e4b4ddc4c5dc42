"""A receiver of updates on loopback that has the faults of real ones."""

import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PASSWORD = "only-in-the-options-file"
AUTHORIZATION = "Basic c2hvcDpvbmx5LWluLXRoZS1vcHRpb25zLWZpbGU="
SLOW = 1.6  # Longer than the tests let an answer take.


class Receiver(ThreadingHTTPServer):
    """Takes in calls and remembers them.

    `faults` are the share of calls for each fault, `refused` keys that get a 400, `dedupes` whether a key counts once.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, seed, faults=None, refused=(), dedupes=True, delay=0.0):
        super().__init__(("127.0.0.1", 0), Handler)
        self.chance, self.faults, self.refused = random.Random(seed), faults or {}, set(refused)
        self.dedupes, self.delay, self.status, self.answer, self.retry_after = dedupes, delay, None, b"ok", 1
        self.requests, self.taken, self.answered, self.deck = [], [], set(), []
        self.keeps_time, self.wrong, self.pauses, self.guard = False, [], {}, threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/shop"

    def handle_error(self, request, client_address):
        """A sender that was killed has closed its connection."""

    def fault(self):
        """Draws from a shuffled deck, so that forty calls meet every fault."""
        if not self.deck:
            self.deck = [name for name, share in self.faults.items() for _ in range(max(1, round(share * 40)))]
            self.deck += [None] * (40 - len(self.deck))
            self.chance.shuffle(self.deck)
        return self.deck.pop() if self.faults else None

    def take(self, call):
        if not self.dedupes or call["key"] not in {each["key"] for each in self.taken}:
            self.taken.append(call)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_call(self):
        server = self.server
        path, _, query = self.path.partition("?")
        call = {
            "key": self.headers["Idempotency-Key"],
            "method": self.command,
            "path": path.removeprefix("/shop"),
            "query": query,
            "contentType": self.headers["Content-Type"],
            "body": self.rfile.read(int(self.headers["Content-Length"])),
        }
        with server.guard:
            server.requests.append(call["key"])
            self.look(call["key"])
            fault = server.fault()
            takes = fault in (None, "500 after", "502 after", "slow", "closed after")
            if call["key"] in server.refused or server.status:
                fault, takes = None, False
            if takes:
                server.take(call)
        time.sleep(SLOW if fault == "slow" else server.delay)
        if fault in ("closed before", "closed after"):
            self.close_connection = True
        elif fault == "429":
            # A sender that is killed cannot know: only where nobody is, pauses are looked at.
            if server.keeps_time:
                server.pauses[call["key"]] = time.monotonic() + server.retry_after
            self.send(429, [("Retry-After", str(server.retry_after))])
        elif fault in ("500", "500 after"):
            self.send(500)
        elif fault == "502 after":
            self.send(502)
        elif call["key"] in server.refused:
            self.send(400, body=b"no such order")
        elif server.status:
            self.send(server.status, [("Retry-After", str(server.retry_after))])
        else:
            self.send(200, body=server.answer)
            server.answered.add(call["key"])

    def look(self, key):
        if self.headers["Authorization"] != AUTHORIZATION:
            self.server.wrong.append("a call without credentials")
        if time.monotonic() < self.server.pauses.get(key, 0):
            self.server.wrong.append("a call before the end of the pause that was asked for")
        if len(self.server.requests) % 10 == 1:
            for line in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    if PASSWORD.encode() in line.read_bytes():
                        self.server.wrong.append("credentials on a command line")
                except OSError:
                    pass

    def send(self, status, headers=(), body=b""):
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = handle_call

    def log_message(self, *_):
        pass
