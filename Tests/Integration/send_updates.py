"""jobs/send-updates.sh against a receiver on loopback: what is accepted, how often, in which order, and what is said.

    send_updates.py SEED
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from receiver import Receiver
from updates import ENVIRONMENT, ROOT, SCRIPT, STORE, Scene, equal, held_by, taken_once, true

HARMLESS = {"500": 0.1, "429": 0.01}
LOSSES = {"closed before": 0.05, "closed after": 0.05, "502 after": 0.05, "slow": 0.02}
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


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
    # The first of each kind: others of its order may come later.
    kinds = {call["path"]: call["key"] for call in reversed(calls) if "status" not in call["path"]}
    refused = {call["key"] for call in scene.chance.sample(calls, 1)} | set(kinds.values())
    refused -= held_by(calls, refused)
    receiver = Receiver(seed, HARMLESS | LOSSES | {"500 after": 0.03}, refused)
    kills = [scene.kill(receiver, "--retry-unknown") for _ in range(6)]
    # Of a call that was under way when the sender was killed nobody knows the answer; of all others it is known.
    unknown = {key for key in refused if scene.fates().get(key) != "refused"}
    tries = {key: receiver.requests.count(key) + (key in unknown) for key in refused}
    true(all(tries[key] == 1 for key in refused - unknown) or "killed" in kills, "a refused call was tried again")
    receiver.faults, receiver.deck = HARMLESS | LOSSES, []
    wanted = {call["key"] for call in calls} - refused - held_by(calls, refused)
    for _ in range(20):
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
        equal(receiver.requests.count(key), tries[key], "tries of a refused call")
        equal((scene.state / f"{STORE}.answers/{key}").read_bytes(), b"no such order", "answer")
    receiver.refused.clear()
    equal(scene.send(receiver, "--retry-unknown", "--again").returncode, 0, "mended")
    equal({call["key"] for call in receiver.taken}, {call["key"] for call in calls}, "keys in the end")
    taken_once(receiver, calls)
    return f"{kills.count('killed')} killed, {kills.count('stopped')} stopped, {len(receiver.requests)} requests"


@check
def never_twice(scene, seed):
    """A receiver that knows no keys: nothing is taken in twice, and what is not known to be is named."""
    calls = scene.samples("[aisw]*").calls()
    receiver = Receiver(seed, HARMLESS | LOSSES, dedupes=False)
    kills = [scene.kill(receiver) for _ in range(5)]
    for _ in range(40):
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
    ended = f"{kills.count('killed')} killed, {kills.count('stopped')} stopped"
    return f"{ended}, {len(lost)} answers lost, {len(held)} held back"


@check
def ended_while_it_waits(scene, seed):
    """A sender that is killed while it waits for an answer leaves the lock to the call, and the call to a person."""
    keys = [letter * 32 for letter in "abc"]
    scene.input("labels", [(number, key) for number, key in enumerate(keys)])
    receiver = Receiver(seed, delay=2.5)

    def end(count, stop):
        process = scene.start(receiver, "--timeout", "9")
        while len(receiver.requests) < count and process.poll() is None:
            time.sleep(0.01)
        stop(process)
        return process.communicate(timeout=20)[1], process.returncode

    end(1, lambda process: process.kill())
    true("another start is at work" in scene.send(receiver).said, "the lock is free while a call is under way")
    scene.wait_for_lock()
    said, status = end(2, lambda process: os.killpg(process.pid, signal.SIGTERM))
    equal((status, receiver.requests), (65, keys[:2]), said)
    true("stopped by a signal" in said and keys[0] in said, said)
    equal(scene.fates(), {keys[0]: "begun", keys[1]: "accepted"}, "fates")
    receiver.delay = 0.0
    equal((scene.send(receiver).returncode, receiver.requests), (65, keys), "last start")


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
    """A short pause that the receiver asks for is kept; a long one ends the start, and the next one keeps to it."""
    key = "a" * 32
    scene.input("labels", [(1, key), (2, "b" * 32)])
    receiver = Receiver(seed, {"429": 1})
    receiver.keeps_time = True
    process = scene.start(receiver)
    while len(receiver.requests) < 2:
        time.sleep(0.01)
    receiver.faults = {}
    process.communicate(timeout=50)
    equal((process.returncode, receiver.wrong), (0, []), "short pauses")
    shutil.rmtree(scene.state)
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
    scene.samples("geekseller")
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
