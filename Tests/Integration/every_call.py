"""Lets something go wrong at every single call to the disk, and compares what is there after one more run.

    every_call.py die SEED SECONDS     the run ends without warning at each call that changes the disk
    every_call.py fail SEED SECONDS    each call fails once, with each error that it can have
"""

import collections
import concurrent.futures
import dataclasses
import errno
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import faults
import nights
import scene

CREATE = ("ENOSPC", "EACCES", "EMFILE", "EIO")
CHANGE = ("ENOSPC", "EACCES", "EIO")
REMOVE = ("EACCES", "EIO")
# What each function can fail with. `short` does a part of what was asked; EINTR asks to be called again.
ERRORS = {
    "open": ("EACCES", "EMFILE", "EIO", "EINTR"),
    "read": ("EIO", "EINTR", "short"),
    "write": ("ENOSPC", "EDQUOT", "EIO", "EINTR", "short"),
    "fsync": ("EIO", "ENOSPC", "EINTR"),
    "syncfs": ("EIO", "ENOSPC", "EINTR"),
    "rename": CHANGE,
    # EINVAL: the file system cannot rename without replacing, and it takes two steps.
    "renameat2": (*CHANGE, "EINVAL"),
    "link": CHANGE,
    "mkdir": CHANGE,
    "mkstemp": CREATE,
    "ftruncate": CHANGE,
    "chmod": REMOVE,
    "fchmod": REMOVE,
    "unlink": REMOVE,
    "rmdir": REMOVE,
    "stat": REMOVE,
    "lstat": REMOVE,
    "fstat": ("EIO",),
    "realpath": REMOVE,
    "opendir": ("EACCES", "EMFILE", "EIO"),
    "readdir": ("EIO",),
    "flock": ("ENOLCK", "EINTR"),
}
# Moments after which something is wrong, before the rest is given up.
MOST_PROBLEMS = int(os.environ.get("PROBLEMS", "10"))
# Errors that are no failure, but to be dealt with at once.
HANDLED = ("EINTR", "EINVAL", "short")


@dataclasses.dataclass(frozen=True)
class Moment:
    """A call of an undisturbed run, and what goes wrong at it."""

    number: int
    fault: str

    def settings(self):
        value = self.fault if not hasattr(errno, self.fault) else getattr(errno, self.fault)
        return {"fault": value, "at": self.number}


def deaths(call):
    if not call.changes:
        return ()
    return ("die", "die-halfway") if call.kind == "w" else ("die",)


def failures(call):
    return CREATE if call.function == "open" and call.changes else ERRORS[call.function]


class Disturbed:
    """A night, and what comes of it when nothing goes wrong."""

    def __init__(self, night, mode, place, shim, seed):
        self.night, self.mode, self.shim, self.seed = night, mode, shim, seed
        self.place = Path(place, night.name.replace(" ", "-"))
        self.place.mkdir()
        night.make(self.place / "scene", seed, shim)
        log = self.place / "log"
        self.status = None
        self.calm = scene.Calm(self.place, self.run, first=lambda folder: self.watch(folder, log))
        self.calls = faults.calls(log)
        choose = deaths if mode == "die" else failures
        self.moments = [(self, Moment(call.number, fault)) for call in self.calls for fault in choose(call)]
        changing = sum(call.changes for call in self.calls)
        print(f"{night.name}: {len(self.calls)} calls, of which {changing} change the disk; {len(self.moments)} moments")

    def watch(self, folder, log):
        self.status = self.run(folder, log=log).status

    def run(self, folder, statuses=faults.GOOD, **settings):
        command = [part for part in self.night.command(folder) if part != "--quiet" or self.mode == "die"]
        outcome = self.shim.run(command, **settings)
        if outcome.status not in statuses:
            raise AssertionError(f"a run ended with {outcome.status}: {outcome.messages[-2000:]}")
        return outcome

    def kind(self, moment):
        """What moments are alike: by function, folder, ending and fault."""
        call = self.calls[moment.number - 1]
        name = re.sub(r"^.*/(copy-\d+|calm|scene)/?", "", call.path)
        return (self.night.name, call.function, name.split("/")[0], Path(name).suffix, moment.fault)

    def disturb(self, moment, number, chance):
        """Disturbs a run at a moment; what is wrong afterwards, and the disturbed run's status."""
        what = f"seed {self.seed}, {self.night.name}, {moment.fault} at call {moment.number}"
        copy = self.calm.copy(f"copy-{number}")
        log = self.place / f"log-{number}"
        try:
            found, status = self.check(copy, log, moment, chance)
        except AssertionError as error:
            found, status = [str(error)], None
        if found:
            kept = scene.keep(copy)
            call = next((call for call in faults.calls(log) if call.is_wrong), "not reached")
            return [f"{what}, {call}; kept in {kept}:", *("  " + line for line in found[:20])], status
        log.unlink()
        shutil.rmtree(copy)
        return [], status

    def check(self, copy, log, moment, chance):
        if self.mode == "die":
            # In a container the next run has the same name.
            pid = {"pid": 1} if chance.random() < 0.3 else {}
            self.run(copy, (faults.KILLED,), log=log, **pid, **moment.settings())
            status = faults.KILLED
            # The next run may die as well, anywhere.
            if chance.random() < 0.3:
                number = chance.randint(1, len(self.calls))
                self.run(copy, (*faults.GOOD, faults.KILLED), fault="die", at=number, **pid)
            self.run(copy, **pid)
            found = []
        else:
            outcome = self.run(copy, (*faults.GOOD, 66, 73, 74, 75, 78), log=log, **moment.settings())
            status = outcome.status
            found = self.complaints(log, moment, outcome)
        self.run(copy)
        return found + (self.calm.lost(copy) if self.leaves(moment) else self.calm.problems(copy)), status

    def leaves(self, moment):
        """Whether one input is left for the next run, so that it is taken after others that came after it."""
        call = self.calls[moment.number - 1]
        is_input = re.search(r"/in/(orders/[^/]+|labels)/[^/]+$|/claims/(orders/[^/]+|labels|labels/pending)/[^/]+$", call.path)
        return moment.fault == "EACCES" and call.function in ("open", "renameat2") and is_input

    def complaints(self, log, moment, outcome):
        """What is wrong with what a run has said of a failure."""
        (call,) = [call for call in faults.calls(log) if call.is_wrong] or [None]
        if call is None:
            return ["the call was not reached"]
        if outcome.status in faults.GOOD:
            return [] if outcome.status == self.status else [f"status {outcome.status}, not {self.status}"]
        if moment.fault in HANDLED:
            return [f"status {outcome.status}, though the call could be made again: {outcome.messages[-500:]}"]
        told = outcome.messages.splitlines()[-1] if outcome.messages else ""
        # A claim that is given back lies in the inbox again.
        back = re.sub(r"/work/[^/]+/claims/", "/in/", call.path)
        found = []
        if not any(str(path) in told for name in (call.path, back) for path in (Path(name), Path(name).parent)):
            found.append(f"{call.path} is not named")
        if "run again" not in told:
            found.append("no cure is named")
        if moment.fault in ("ENOSPC", "EDQUOT") and outcome.status != 75:
            found.append(f"status {outcome.status} of a full disk")
        return [f"{line}: {outcome.messages[-1000:]}" for line in found]


def main():
    mode, seed, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    started = time.monotonic()
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory(prefix="waybill-calls-", dir=scene.memory()) as name:
        shim = faults.Shim(name)
        disturbed = [Disturbed(night, mode, name, shim, seed) for night in nights.NIGHTS]
        moments = in_order([each for night in disturbed for each in night.moments], random.Random(seed))
        statuses, problems = run_all(moments, seed, started + seconds)
    done = sum(statuses.values())
    for lines in problems:
        print("\n".join(lines))
    told = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items(), key=str))
    print(f"{done} of {len(moments)} moments in {time.monotonic() - started:.0f} s; statuses: {told}")
    return 1 if problems else 0


def in_order(moments, chance):
    """One of each kind first, and the others after them, both in an order by chance."""
    chance.shuffle(moments)
    seen, firsts, others = set(), [], []
    for disturbed, moment in moments:
        kind = disturbed.kind(moment)
        (others if kind in seen else firsts).append((disturbed, moment))
        seen.add(kind)
    return firsts + others


def run_all(moments, seed, until):
    """Disturbs a run at each moment, on all cores, until it is late or too much is wrong; the statuses and what is wrong."""
    statuses, problems, lock = collections.Counter(), [], threading.Lock()
    waiting = iter(enumerate(moments))

    def work():
        while time.monotonic() < until and len(problems) < MOST_PROBLEMS:
            with lock:
                number, (disturbed, moment) = next(waiting, (0, (None, None)))
            if moment is None:
                return
            found, status = disturbed.disturb(moment, number, random.Random(f"{seed} {number}"))
            with lock:
                statuses[status] += 1
                problems.extend([found] if found else [])

    with concurrent.futures.ThreadPoolExecutor() as pool:
        for done in [pool.submit(work) for _ in range(os.cpu_count() or 1)]:
            done.result()
    return statuses, problems


if __name__ == "__main__":
    sys.exit(main())
