"""jobs/send-updates.sh against a receiver on loopback: what is accepted, how often, in which order, and what is said.

    send_updates.py SEED
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from receiver import PASSWORD, Receiver

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "jobs/send-updates.sh"
STORE = "my-shop"
QUICK = ["--pause", "0.02", "--timeout", "1"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
HARMLESS = {"500": 0.1, "429": 0.01}
LOSSES = {"closed before": 0.05, "closed after": 0.05, "502 after": 0.05, "slow": 0.02}
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def true(condition, message):
    if not condition:
        raise AssertionError(message)


def equal(found, expected, what):
    true(found == expected, f"{what}: {found!r} instead of {expected!r}")


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
        time.sleep(self.chance.uniform(0.05, 1.2))
        how = self.chance.choice(["force", "alone", "group"])
        if process.poll() is None:
            if how == "group":
                os.killpg(process.pid, signal.SIGTERM)
            else:
                process.send_signal(signal.SIGKILL if how == "force" else signal.SIGTERM)
        process.wait(20)
        true(process.returncode in ({-9, 0, 65, 75} if how == "force" else {0, 65, 75}),
             f"{how}: exit status {process.returncode}: {process.stderr.read() if how != 'force' else ''}")
        return process.returncode


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


@check
def calm(scene, seed):
    """A receiver without faults gets each call once, all in order; another start sends nothing."""
    receiver, calls = Receiver(seed), scene.samples().calls()
    sent = scene.send(receiver)
    equal(sent.returncode, 0, sent.said)
    equal(sent.said.count("\n"), 1, "lines")
    equal([call["key"] for call in receiver.taken], [call["key"] for call in calls], "keys")
    taken_once(receiver, calls)
    equal(scene.send(receiver).returncode, 0, "second start")
    equal(len(receiver.requests), len(calls), "requests")
    equal(set(scene.fates().values()), {"accepted"}, "fates")
    equal({oct(each.stat().st_mode & 0o77) for each in scene.state.rglob("*")}, {"0o0"}, "modes")
    return f"{len(calls)} calls"


@check
def kills_and_faults(scene, seed):
    """A receiver that knows keys: whatever happens, in the end each call was taken in once, but for what it refuses."""
    calls = scene.samples().calls()
    refused = {call["key"] for call in scene.chance.sample(calls, 2)}
    refused.add(next(call["key"] for call in calls if call["path"] == "/api/v1/order_shipments"))
    receiver = Receiver(seed, HARMLESS | LOSSES | {"500 after": 0.03}, refused)
    kills = [scene.kill(receiver, "--retry-unknown") for _ in range(8)]
    receiver.faults = HARMLESS | LOSSES
    wanted = {call["key"] for call in calls} - refused - held_by(calls, refused)
    for starts in range(20):
        sent = scene.send(receiver, "--retry-unknown")
        true(sent.returncode in (65, 75), sent.said)
        if {call["key"] for call in receiver.taken} == wanted and "later" not in scene.fates().values():
            break
    taken_once(receiver, calls)
    receiver.faults = {}
    sent = scene.send(receiver, "--retry-unknown")
    equal(sent.returncode, 65, sent.said)
    equal({call["key"] for call in receiver.taken}, wanted, "keys")
    equal({key for key, fate in scene.fates().items() if fate == "refused"}, refused, "refused")
    for key in refused:
        true(key in sent.said, f"{key} is not reported")
        equal(receiver.requests.count(key), 1, "tries of a refused call")
        equal((scene.state / f"{STORE}.answers/{key}").read_bytes(), b"no such order", "answer")
    receiver.refused.clear()
    equal(scene.send(receiver, "--retry-unknown", "--again").returncode, 0, "mended")
    equal({call["key"] for call in receiver.taken}, {call["key"] for call in calls}, "keys in the end")
    taken_once(receiver, calls)
    return f"{kills.count(-9)} killed, {kills.count(75)} stopped, {len(receiver.requests)} requests, {starts + 1} starts"


@check
def never_twice(scene, seed):
    """A receiver that knows no keys: nothing is taken in twice, and what is not known to be is named."""
    calls = scene.samples("[aisw]*").calls()
    receiver = Receiver(seed, HARMLESS | LOSSES, dedupes=False)
    kills = [scene.kill(receiver) for _ in range(5)]
    for starts in range(40):
        sent = scene.send(receiver)
        true(sent.returncode in (0, 65, 75), sent.said)
        if "in a row" not in sent.said and ", 0 to be sent later" in sent.said:
            break
    taken_once(receiver, calls)
    fates = scene.fates()
    lost = {key for key, fate in fates.items() if fate in ("begun", "lost")}
    true(lost, "no answer was lost")
    taken = {call["key"] for call in receiver.taken}
    accepted = {key for key, fate in fates.items() if fate == "accepted"}
    true(accepted <= taken, "calls count as accepted that were not")
    true(taken <= accepted | lost, "calls were taken in that count as not sent")
    true(receiver.answered <= accepted | lost, "an answer that came was forgotten")
    held = {call["key"] for call in calls} - accepted - lost
    equal(held, held_by(calls, lost) - accepted - lost, "held back")
    final = scene.send(receiver)
    for key in lost | held:
        true(key in final.said, f"{key} is not reported")
    return f"{kills.count(-9)} killed, {starts + 1} starts, {len(lost)} answers lost, {len(held)} held back"


@check
def two_at_once(scene, seed):
    """Of two starts one is sent away, and nothing is sent twice."""
    calls = scene.samples("inksoft").calls()
    receiver = Receiver(seed, delay=0.05)
    processes = [scene.start(receiver) for _ in range(3)]
    said = ["".join(process.communicate(timeout=50)) for process in processes]
    equal(sorted(process.returncode for process in processes), [0, 75, 75], "exit statuses")
    equal("".join(said).count("another start is at work"), 2, "messages")
    equal(sorted(receiver.requests), sorted(call["key"] for call in calls), "requests")


@check
def later_calls_wait(scene, seed):
    """A later call of an order, also in a later input, waits for one that was refused; other orders do not."""
    keys = [str(number) * 32 for number in range(5)]
    scene.input("a-late", [(1, keys[3]), (3, keys[4])]).input("b-early", [(1, keys[0]), (2, keys[1]), (1, keys[2])])
    os.utime(scene.updates / STORE / "b-early/requests.jsonl", (1_790_000_000, 1_790_000_000))
    receiver = Receiver(seed, refused=[keys[0]])
    equal(scene.send(receiver).returncode, 65, "exit status")
    equal(receiver.requests, [keys[0], keys[1], keys[4]], "requests")
    sent = scene.send(receiver)
    equal((sent.returncode, len(receiver.requests)), (65, 3), "second start")
    equal(re.findall("held back, its order waits for call ([0-9a-f]+)", sent.said), [keys[0], keys[2]], "reasons")
    # Done by hand: the line that docs/operations.md gives.
    with (scene.state / f"{STORE}.calls").open("a") as journal:
        journal.write(f"- accepted {keys[0]} by-hand\n")
    equal(scene.send(receiver).returncode, 0, "exit status in the end")
    equal(receiver.requests[3:], [keys[2], keys[3]], "requests in the end")


@check
def pauses(scene, seed):
    """A long pause that the receiver asks for ends the start, and the next one keeps to it."""
    key = "a" * 32
    scene.input("labels", [(1, key), (2, "b" * 32)])
    receiver = Receiver(seed)
    receiver.status, receiver.retry_after = 429, 2
    begun = time.monotonic()
    first = scene.send(receiver, "--longest-pause", "1")
    equal((first.returncode, receiver.requests), (75, [key]), first.said)
    receiver.status = None
    equal((scene.send(receiver).returncode, receiver.requests), (75, [key]), "too early")
    time.sleep(max(0.0, begun + 3.2 - time.monotonic()))
    equal(scene.send(receiver).returncode, 0, "after the pause")
    receiver.retry_after = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 900))
    receiver.status = 503
    scene.input("labels-2", [(3, "c" * 32)])
    sent = scene.send(receiver)
    true(re.search(r"a pause of (89\d|900) s", sent.said) and sent.returncode == 75, sent.said)


@check
def no_use_to_go_on(scene, seed):
    """Without a receiver, credentials or a sound list nothing is refused or lost, and the next start does it all."""
    scene.input("labels", [(1, "a" * 32), (2, "b" * 32)])
    receiver = Receiver(seed)
    receiver.status, receiver.retry_after = 401, 0
    sent = scene.send(receiver)
    equal((sent.returncode, len(receiver.requests), set(scene.fates().values())), (65, 1, {"later"}), sent.said)
    receiver.status = 500
    sent = scene.send(receiver)
    equal((sent.returncode, len(receiver.requests)), (75, 1 + 5 + 1), sent.said)
    requests = scene.updates / STORE / "labels/requests.jsonl"
    whole = requests.read_bytes()
    for damaged in (whole[:-40], whole.replace(b"POST", b'\\" --x'), whole.replace(b"000002.json", b"../x")):
        requests.write_bytes(damaged)
        equal((scene.send(receiver).returncode, len(receiver.requests)), (65, 7), "damaged")
    requests.write_bytes(whole)
    receiver.server_close()
    receiver.shutdown()
    equal(scene.send(receiver).returncode, 75, "no receiver")
    equal(set(scene.fates().values()), {"later"}, "fates")
    with (scene.state / f"{STORE}.calls").open("a") as journal:
        journal.write("2026-11-23T02:15:00Z accepted aaaa")  # What a power failure leaves.
    receiver = Receiver(seed)
    equal((scene.send(receiver).returncode, receiver.requests), (0, ["a" * 32, "b" * 32]), "in the end")


@check
def answers_of_success(scene, seed):
    """Channels that report failures with 200 are believed only when the answer says what it must."""
    scene.input("labels", [(1, "a" * 32)])
    receiver = Receiver(seed)
    receiver.answer = b'{"OK": false, "Data": false}'
    equal(scene.send(receiver, "--expect", '"OK": ?true').returncode, 65, "a failure")
    receiver.answer = b'{"OK": true, "Data": true}'
    equal(scene.send(receiver, "--expect", '"OK": ?true', "--again").returncode, 0, "a success")


@check
def arguments(scene, seed):
    """What would show credentials, or is not understood, is refused before anything is sent."""
    scene.input("labels", [(1, "a" * 32)])
    receiver = Receiver(seed)

    def status(*words):
        return subprocess.run([SCRIPT, *words], capture_output=True, env=ENVIRONMENT, check=False).returncode

    place = (scene.updates, STORE)
    equal(status("--dry-run", *place, receiver.url), 0, "a dry run")
    true(not scene.state.exists(), "a dry run writes")
    equal(status(*place), 64, "too few")
    equal(status("--attempts", "many", *place, receiver.url), 64, "a number")
    equal(status(*place, "http://shop.example.com"), 64, "without TLS")
    equal(status(*place, "https://shop:secret@shop.example.com"), 64, "credentials in the address")
    equal(status(scene.place / "none", STORE, receiver.url), 66, "no folder")
    equal(status(*place, receiver.url, scene.place / "none"), 66, "no options")
    scene.options.chmod(0o640)
    equal(status(*place, receiver.url, scene.options), 78, "options that others may read")
    equal(receiver.requests, [], "requests")


@check
def documented_commands(scene, seed):
    """The commands of docs/operations.md send what they say."""
    scene.samples("custom-store")
    text = (ROOT / "docs/operations.md").read_text().replace("\\\n", " ")
    commands = re.findall(r"send-updates\.sh (.*/srv/waybill/out/updates .*)", text)
    true(len(commands) >= 4, "docs/operations.md has no commands")
    for command in commands:
        shutil.rmtree(scene.state, ignore_errors=True)
        receiver = Receiver(seed)
        receiver.answer = b'{"OK":true}'
        words = re.sub(r"https://\S+", receiver.url, command)
        words = re.sub(r"/etc/waybill/\S+", str(scene.options), words).replace("/srv/waybill/out", f"{scene.place}/out")
        words = re.sub(r"(out/updates) [\w-]+", rf"\1 {STORE}", words)
        done = subprocess.run(["bash", "-c", f"{SCRIPT} {words}"], capture_output=True, env=ENVIRONMENT, check=False)
        equal(done.returncode, 0, command)
        taken_once(receiver, scene.calls())
        equal(len(receiver.taken), len(scene.calls()), command)
    return f"{len(commands)} commands"


def main():
    seed = int(sys.argv[1])
    print(f"seed {seed}")
    for function in CHECKS:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="waybill-send-") as place:
            try:
                note = function(Scene(place, random.Random(seed)), seed)
            except AssertionError as failure:
                print(f"{function.__name__}: {failure}")
                return 1
        print(f"{function.__name__}: {note or 'well'} ({time.monotonic() - begun:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
