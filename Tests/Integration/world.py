"""A drop folder on the disk beside the model of what must be in it, for actions by chance.

Two machines share the inbox: the first takes orders and labels, the second, which the first's lock does not stop, only
orders. Both have everything else of their own.
"""

import collections
import json
import os
import shutil
import subprocess
import time
import urllib.parse
from datetime import datetime, timezone
from pathlib import Path

import faults
import model
import scene

SETTLE = 10
DAY = 86_400
MARKER = ".done"


class Wrong(Exception):
    """The folder is not as it must be."""


def require(condition, message):
    if not condition:
        raise Wrong(message)


class Upload:
    """An upload that has begun: its writer keeps the file open, wherever that is moved."""

    def __init__(self, path, content, size, now):
        self.path, self.content, self.size, self.written_at = path, content, size, now
        self.file = path.open("wb")
        self.inode = os.fstat(self.file.fileno()).st_ino
        self.is_refused = False
        self.write(size, now)

    def write(self, size, now):
        self.file.seek(0)
        self.file.write(self.content.bytes[:size])
        self.file.flush()
        os.utime(self.file.fileno(), (now, now))
        self.size, self.written_at = size, now


class Machine:
    """Who runs jobs on the inbox, and what it must have made of it."""

    def __init__(self, place, command):
        self.place, self.command = place, command
        self.ledgers = {store: model.Ledger() for store in (model.XML, model.CSV)}
        self.sequences = collections.Counter()
        # What lies in the outbox, by path: the orders of a file, or how many rejects it has.
        self.outputs = {}
        self.told = collections.Counter()
        self.reports_seen = set()
        # Where inputs went for which the ledger has an entry.
        self.archived = set()

    def arguments(self, now):
        words = [os.environ["WAYBILL"], *self.command, str(self.place / "job.yaml"), "--quiet"]
        if now is not None:
            words += ["--as-of", datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")]
        return words


class World:
    def __init__(self, place, shim, has_markers=False, pid=None):
        """`pid` is the number of each process, as in a container."""
        self.place, self.shim, self.has_markers, self.pid = Path(place), shim, has_markers, pid
        self.inbox = self.place / "in"
        for area in (f"orders/{model.XML}", f"orders/{model.CSV}", "labels"):
            (self.inbox / area).mkdir(parents=True)
        self.first = Machine(self.place, ["run"])
        self.second = Machine(self.place / "second", ["orders"])
        for machine, inbox, orders in ((self.first, "in", "[out/orders, second/out/orders]"), (self.second, "../in", "[out/orders]")):
            machine.place.mkdir(exist_ok=True)
            job = model.JOB.format(inbox=inbox, settle=SETTLE, orders=orders)
            (machine.place / "job.yaml").write_text(job + (f'done-marker: "{{name}}{MARKER}"\n' if has_markers else ""))
        self.now = int(time.time()) + 40 * DAY
        # Every content ever uploaded, by its bytes.
        self.contents = {}
        # How often each lies somewhere: whole uploads, and what broken-off uploads have left.
        self.whole, self.broken_off = collections.Counter(), collections.Counter()
        self.uploads = []
        self.unmarked = set()
        self.keys_labelled = set()
        self.has_turned_back = False
        # How the runs ended.
        self.ends = collections.Counter()

    # --- uploads ---------------------------------------------------------------------------------------------------

    def area(self, content):
        return self.inbox / (f"orders/{content.store}" if content.store else "labels")

    def put(self, content, name, how, when):
        """Uploads a whole file between two runs, in place of one of its name."""
        path = self.area(content) / name
        if self.is_busy(path):
            return
        self.withdraw(path)
        self.register(content)
        target = path.with_name(name + ".part") if how == "renamed" else path
        target.write_bytes(content.bytes)
        moment = self.now + when
        os.utime(target, (moment, moment))
        target.rename(path)
        self.whole[content.bytes] += 1
        if self.has_markers:
            self.unmarked.add(path)

    def register(self, content):
        self.contents[content.bytes] = content

    def is_busy(self, path):
        return any(upload.path == path for upload in self.uploads)

    def withdraw(self, path):
        """Its sender takes an upload back, if it is still there."""
        path.with_name(path.name + MARKER).unlink(missing_ok=True)
        self.unmarked.discard(path)
        if path.exists():
            data = path.read_bytes()
            counter = self.whole if self.whole[data] else self.broken_off
            counter[data] -= 1
            path.unlink()

    def mark(self, path):
        """Says of an upload that it is complete."""
        if path in self.unmarked and not self.is_busy(path):
            path.with_name(path.name + MARKER).touch()
            self.unmarked.discard(path)

    def begin(self, content, name, share):
        path = self.area(content) / name
        # A table that is cut between two rows looks whole.
        if self.is_busy(path) or (content.store == model.CSV and not self.has_markers):
            return
        self.withdraw(path)
        self.register(content)
        self.uploads.append(Upload(path, content, self.cut(content, share), self.now))
        if self.has_markers:
            self.unmarked.add(path)

    @staticmethod
    def cut(content, share):
        """Less than the whole by more than blanks."""
        return int((len(content.bytes) - 30) * share)

    def go_on(self, upload, share):
        upload.write(max(upload.size, self.cut(upload.content, share)), self.now)

    def end(self, upload, when):
        upload.write(len(upload.content.bytes), self.now)
        moment = self.now + when
        os.utime(upload.file.fileno(), (moment, moment))
        self.uploads.remove(upload)
        upload.file.close()
        self.whole[upload.content.bytes] += 1

    def break_off(self, upload):
        self.uploads.remove(upload)
        upload.file.close()
        self.broken_off[upload.content.bytes[: upload.size]] += 1
        # What was given up is never marked; nobody waits for it.
        if self.has_markers:
            self.withdraw(upload.path)

    def touch(self, path, when):
        """Somebody sets the time of a file of the inbox."""
        if path.exists() and not self.is_busy(path):
            os.utime(path, (self.now + when, self.now + when))

    # --- runs ------------------------------------------------------------------------------------------------------

    def settings(self, fault):
        return {**fault, "clock": self.now - int(time.time()), "pid": self.pid}

    def start(self, machine, fault, as_of=False):
        if machine is self.second and "fault" not in fault:
            # Another machine knows nothing of this one's locks.
            fault = {"fault": 0, "at": "1+", "only": "flock"}
        environment = self.shim.environment(**self.settings(fault))
        arguments = machine.arguments(self.now if as_of else None)
        return subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def finish(self, process):
        messages = process.communicate()[1].decode(errors="replace")
        self.ends[process.returncode] += 1
        return faults.Outcome(process.returncode, messages)

    def run(self, machine, fault, as_of=False):
        """Runs once; whether nothing may be left undone."""
        outcome = self.finish(self.start(machine, fault, as_of))
        is_calm = not fault or fault["fault"] in ("short", 4) or fault.get("only") == "renameat2"
        allowed = (*faults.GOOD, 75) if is_calm else (*faults.GOOD, 66, 73, 74, 75, 78, faults.KILLED)
        require(outcome.status in allowed, f"a run ended with {outcome.status}: {outcome.messages[-1500:]}")
        self.check_inputs()
        self.check_early()
        if is_calm or outcome.status in faults.GOOD:
            self.check(machine)
        return outcome

    def run_both(self, one, other):
        """Two runs at the same moment."""
        outcomes = [self.finish(process) for process in [self.start(one, {}), self.start(other, {})]]
        for outcome in outcomes:
            require(outcome.status in (*faults.GOOD, 75), f"a run ended with {outcome.status}: {outcome.messages[-1500:]}")
        self.check_inputs()
        self.check_early()
        self.check(one)
        self.check(other)

    def compact(self, fault):
        # What is taken together can no longer be told apart.
        self.take_all(self.first)
        words = [os.environ["WAYBILL"], "ledger", "compact", str(self.place / "job.yaml")]
        outcome = self.shim.run(words, **self.settings(fault))
        allowed = (0, 75) if not fault else (0, 66, 73, 74, 75, 78, faults.KILLED)
        require(outcome.status in allowed, f"a compaction ended with {outcome.status}: {outcome.messages[-1500:]}")

    # --- what is there ---------------------------------------------------------------------------------------------

    def inputs(self):
        """All that was uploaded, wherever it lies now: paths by inode, for a file may have two names for a moment."""
        found = {}
        roots = [self.inbox, *(m.place / name for m in (self.first, self.second) for name in ("work", "archive", "quarantine"))]
        for root in roots:
            for path in root.rglob("*"):
                is_own = "pending" in path.parts or path.name.endswith(".reason.json") or path.name.endswith(MARKER)
                is_claim = root.name != "work" or "claims" in path.parts
                if is_claim and not is_own and path.is_file() and not path.name.startswith("."):
                    found[path.stat().st_ino] = path
        return found

    def check_inputs(self):
        """Every upload is somewhere, as often as it was made, byte for byte, and nothing half is in an archive."""
        found = collections.Counter()
        for path in self.inputs().values():
            data = path.read_bytes()
            found[data] += 1
            is_whole = data in self.contents
            require(is_whole or "archive" not in path.parts, f"a part of an upload is in {self.name(path)}")
        expected = self.whole + self.broken_off
        expected.update(upload.content.bytes[: upload.size] for upload in self.uploads)
        lost, added = expected - found, found - expected
        require(not lost, f"lost: {[self.describe(data) for data in lost.elements()]}")
        require(not added, f"too many: {[self.describe(data) for data in added.elements()]}")

    def check_early(self):
        """Nothing was taken that had no marker, or that somebody had just written to."""
        for path in self.unmarked:
            require(path.exists(), f"{self.name(path)} was taken without its marker")
        if self.has_markers or self.has_turned_back:
            return
        there = self.inputs()
        for upload in self.uploads:
            is_refused = "quarantine" in there[upload.inode].parts
            is_young = self.now - upload.written_at < SETTLE * 6
            require(not is_refused or upload.is_refused or not is_young, f"{self.name(upload.path)} was refused too early")
            upload.is_refused = is_refused

    def name(self, path):
        return str(path.relative_to(self.place))

    def describe(self, data):
        return self.contents.get(data, data[:60])

    # --- what a run has made ---------------------------------------------------------------------------------------

    def check(self, machine):
        """Everything that must hold after a run that was not disturbed."""
        found = [line for line in scene.leftovers(machine.place) if machine is self.second or ": second/" not in line]
        require(not found, f"after an undisturbed run: {found}")
        is_open = [self.name(path) for path in (machine.place / "ledger").rglob("*.open")]
        require(not is_open, f"after an undisturbed run: {is_open}")
        self.take_all(machine)
        self.check_outputs(machine)
        self.check_reports(machine)
        if machine is self.first:
            # The first announces what either has written.
            self.take_all(self.second)
            self.check_announced()

    def entries(self, machine, folder):
        """The new entries of the ledger in their order, as their heads."""
        found = []
        for path in (machine.place / "ledger" / folder).glob("*"):
            if path.is_dir() or path.name.startswith(".") or path.suffix in (".compacted", ".open"):
                continue
            head = dict(line.split("\t", 1) for line in path.read_text().split("\n\n")[0].splitlines())
            if int(head["sequence"]) > machine.sequences[folder]:
                found.append(head)
        found.sort(key=lambda head: int(head["sequence"]))
        for before, after in zip(found, found[1:]):
            in_order = before["run"] != after["run"] or before["file"].encode() < after["file"].encode()
            require(in_order or folder == "labels", f"{after['file']} was taken after {before['file']}")
        if found:
            machine.sequences[folder] = int(found[-1]["sequence"])
        machine.archived.update(head["archive"] for head in found)
        return found

    def take_all(self, machine):
        """Takes what was committed since the last look into the model."""
        for store in machine.ledgers:
            self.take_entries(machine, store)
        self.take_label_entries(machine)

    def take_entries(self, machine, store):
        """What the new entries must have made, by the model."""
        for head in self.entries(machine, f"orders/{store}"):
            content = self.contents[(machine.place / "archive" / head["archive"]).read_bytes()]
            fates = machine.ledgers[store].take(content.orders)
            counts = {name: int(head[f"count.{name}"]) for name in fates.counts}
            require(counts == fates.counts, f"{head['file']} has {counts}, not {fates.counts}")
            machine.outputs[f"orders/{store}/{head['stem']}"] = fates.written
            if fates.rejected:
                machine.outputs[f"rejects/{store}/{head['stem']}"] = fates.rejected

    def take_label_entries(self, machine):
        for head in self.entries(machine, "labels"):
            counts = {name: int(value) for name, value in head.items() if name.startswith("count.")}
            require(2 * counts["count.read"] == sum(counts.values()), f"{head['file']} has {counts}")
            content = self.contents.get((machine.place / "archive" / head["archive"]).read_bytes())
            # What waits for its order came in another file before.
            self.keys_labelled |= set(content.keys) if content else set()

    def check_outputs(self, machine):
        """The outbox has exactly what the model says: nothing twice, nothing half."""
        found = {}
        for path in sorted((machine.place / "out" / "orders").rglob("*.jsonl")):
            orders = [json.loads(line) for line in path.read_text().splitlines()]
            found[self.output(machine, path)] = [(order["orderKey"], order["internalNotes"]) for order in orders]
        for store in machine.ledgers:
            for path in sorted((machine.place / "out" / "rejects" / store).glob("*")):
                found[self.output(machine, path)] = len(path.read_text().splitlines())
        for name in sorted(found.keys() | machine.outputs.keys()):
            require(
                found.get(name) == machine.outputs.get(name),
                f"{name} has {found.get(name)}, not {machine.outputs.get(name)}",
            )

    @staticmethod
    def output(machine, path):
        relative = str(path.relative_to(machine.place / "out"))
        return relative.removesuffix(".jsonl").removesuffix(".orders").removesuffix(".rejects")

    def check_reports(self, machine):
        """Each input that went away is in one report, once."""
        for path in (machine.place / "reports").glob("*.json"):
            if path.name in machine.reports_seen:
                continue
            machine.reports_seen.add(path.name)
            for file in json.loads(path.read_text())["files"]:
                if file["fate"] in ("imported", "recovered", "repeated", "quarantined"):
                    target = "quarantine" if file["fate"] == "quarantined" else "archive"
                    machine.told[f"{target}/{file['movedTo']}"] += 1
        there = collections.Counter()
        for target in ("archive", "quarantine"):
            for path in (machine.place / target).rglob("*"):
                if path.is_file() and not path.name.endswith(".reason.json"):
                    there[str(path.relative_to(machine.place))] += 1
        differences = {name: (there[name], machine.told[name]) for name in there | machine.told if there[name] != machine.told[name]}
        require(not differences, f"how often it is there, and told: {differences}")

    def check_announced(self, is_end=False):
        """Each parcel is announced at most once; in the end, exactly once if there is an order for it."""
        announced = collections.Counter()
        for path in (self.place / "out" / "updates").rglob("requests.jsonl"):
            for line in path.read_text().splitlines():
                call = json.loads(line)
                require((path.parent / call["bodyFile"]).exists(), f"{self.name(path)} names a body that is not there")
                announced[urllib.parse.parse_qs(call["query"])["tracking_number"][0].removeprefix("1Z")] += 1
        twice = [key for key, count in announced.items() if count > 1]
        require(not twice, f"announced more than once: {twice}")
        written = {key for m in (self.first, self.second) for ledger in m.ledgers.values() for key in ledger.keys_written}
        unknown = announced.keys() - (self.keys_labelled & written)
        require(not unknown, f"announced without a label and an order: {unknown}")
        if is_end:
            missing = (self.keys_labelled & written) - announced.keys()
            require(not missing, f"not announced: {missing}")

    # --- the end ---------------------------------------------------------------------------------------------------

    def come_to_rest(self, orders_of):
        """Ends every upload and runs until nothing is left to do; then nothing may be left."""
        for upload in list(self.uploads):
            self.end(upload, 0)
        self.run_dry()
        for export in orders_of(sorted(self.keys_labelled)):
            self.put(export, "last", "renamed", 0)
        self.run_dry()
        self.check_announced(is_end=True)
        waiting = [self.name(path) for path in self.inbox.rglob("*") if path.is_file()]
        require(not waiting, f"at the end there is still {waiting}")

    def run_dry(self):
        for path in sorted(self.unmarked):
            self.mark(path)
        for _ in range(6):
            self.now = max(self.now, int(time.time())) + 10 * SETTLE
            statuses = [self.run(machine, {}).status for machine in (self.second, self.first)]
            left = [path for path in self.inbox.rglob("*") if path.is_file() and "pending" not in path.parts]
            if not left:
                return
        raise Wrong(f"with statuses {statuses} there is still {[self.name(path) for path in left]}")

    def remove(self):
        for upload in self.uploads:
            upload.file.close()
        shutil.rmtree(self.place)
