"""Folders of updates, the sender that is called for them, and what must be true of what it has sent."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from receiver import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "jobs/send-updates.sh"
STORE = "my-shop"
QUICK = ["--pause", "0.02", "--timeout", "1"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def true(condition, message):
    if not condition:
        raise AssertionError(message)


def equal(found, expected, what):
    if isinstance(found, set) and found != expected:
        what, found, expected = f"{what}, without those in both", found - expected, expected - found
    true(found == expected, f"{what}: {str(found)[:1000]} instead of {str(expected)[:1000]}")


class Scene:
    """A folder of updates: the samples' own, or a few made for one question."""

    def __init__(self, place, chance):
        self.place, self.chance = Path(place), chance
        self.updates = self.place / "out/updates"
        self.state = self.place / "out/updates.sent"
        self.options = self.place / "curl.options"
        self.options.write_text(f'user = "shop:{PASSWORD}"\n')
        self.options.chmod(0o600)
        (self.updates / STORE).mkdir(parents=True)

    def samples(self, channels="*"):
        """Copies the updates of the samples, in an order that is not that of their names."""
        folders = sorted(ROOT.glob(f"samples/{channels}/shipments/*/expected/updates/*/*/requests.jsonl"))
        true(folders, "no samples")
        for number, requests in enumerate(folders):
            shutil.copytree(requests.parent, self.updates / STORE / f"labels-{number:04}")
        self.age()
        return self

    def input(self, stem, calls):
        """One input's updates of AmeriCommerce's kind: pairs of an order and a key."""
        folder = self.updates / STORE / stem
        folder.mkdir()
        lines = []
        for number, (order, key) in enumerate(calls, 1):
            (folder / f"{number:06}.json").write_text(json.dumps({"order_id": order}))
            lines.append({"idempotencyKey": key, "method": "POST", "path": "/api/v1/order_shipments", "query": ""})
            lines[-1] |= {"contentType": "application/json", "bodyFile": f"{number:06}.json"}
        (folder / "requests.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        return self

    def age(self):
        folders = sorted((self.updates / STORE).iterdir())
        moments = self.chance.sample(range(1_790_000_000, 1_790_100_000), len(folders))
        for folder, moment in zip(folders, moments):
            os.utime(folder / "requests.jsonl", (moment, moment))

    def calls(self):
        """The calls in the order in which they are to be made; the first of a key counts."""
        calls = {}
        files = (self.updates / STORE).glob("*/requests.jsonl")
        for file in sorted(files, key=lambda each: (each.stat().st_mtime_ns, str(each))):
            for line in file.read_text().splitlines():
                call = json.loads(line)
                call["body"] = (file.parent / call.pop("bodyFile")).read_bytes()
                call["key"] = call.pop("idempotencyKey")
                calls.setdefault(call["key"], call)
        return list(calls.values())

    def fates(self):
        """What the journal says of each call in the end."""
        path = self.state / f"{STORE}.calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return {line.split()[2]: line.split()[1] for line in lines if len(line.split()) > 2}

    def command(self, receiver, *options):
        return [SCRIPT, *QUICK, *options, self.updates, STORE, receiver.url, self.options]

    def start(self, receiver, *options):
        return subprocess.Popen(
            self.command(receiver, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=ENVIRONMENT, start_new_session=True)

    def send(self, receiver, *options):
        process = self.start(receiver, *options)
        output, errors = process.communicate(timeout=50)
        true(PASSWORD not in output + errors, "credentials are printed")
        process.said = output + errors
        return process

    def kill(self, receiver, *options):
        """Starts, and ends it at some moment: by force, or by a signal to it alone or to its whole group."""
        process = self.start(receiver, *options)
        time.sleep(self.chance.uniform(0.1, 1.2))
        how = self.chance.choice(["force", "force", "alone", "group"])
        if process.poll() is None:
            if how == "group":
                os.killpg(process.pid, signal.SIGTERM)
            else:
                process.send_signal(signal.SIGKILL if how == "force" else signal.SIGTERM)
        said = process.communicate(timeout=20)[1]
        self.wait_for_lock()
        # A signal that comes before its first line ends it at once.
        true(process.returncode in (0, 65, 75, -9 if how == "force" else -15), f"{how}: {process.returncode} {said}")
        return "killed" if process.returncode == -9 else "stopped" if "stopped by a signal" in said else "done"


    def wait_for_lock(self):
        """Waits until the call that a killed sender left behind has ended."""
        if self.state.exists():
            with (self.state / f"{STORE}.calls").open("a") as journal:
                fcntl.flock(journal, fcntl.LOCK_EX)


def orders(call):
    """The orders of a call, found in another way than the sender does."""
    body = call["body"].decode()
    if body.startswith("<"):
        return re.findall(r"<OrderNumber>(.*?)</OrderNumber>|<po-number>(.*?)</po-number>", body)
    numbers = json.loads(body)
    found = [numbers.get("order_id"), numbers.get("order_number"), *numbers.get("OrderIds", [])]
    return [str(each) for each in found if each] or [call["path"].split("/")[-2]]


def held_by(calls, keys):
    """The keys of calls that must wait for those that were refused or lost."""
    waiting, held = set(), set()
    for call in calls:
        if waiting & set(orders(call)):
            held.add(call["key"])
        if call["key"] in keys or call["key"] in held:
            waiting |= set(orders(call))
    return held


def in_order(calls, taken):
    places = {call["key"]: number for number, call in enumerate(calls)}
    last = {}
    for call in taken:
        for order in orders(call):
            true(last.get(order, -1) <= places[call["key"]], f"call {call['key']} came after a later one of its order")
            last[order] = places[call["key"]]


def taken_once(receiver, calls):
    """Everything that was taken in was so once, as it stands in the files, and with credentials."""
    equal(receiver.wrong, [], "wrong")
    wanted = {call["key"]: call for call in calls}
    equal(len({call["key"] for call in receiver.taken}), len(receiver.taken), "calls, without repeats")
    for call in receiver.taken:
        equal(call, wanted[call["key"]], "a call")
    in_order(calls, receiver.taken)
