"""A drop folder with its job: runs on it, one after the other, and what must be true of it in the end."""

import json
import os
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import scene
from exports import CHANNELS
from uploads import SETTLE, Expected

STORES = "".join(f"  {store}:\n    channel: {channel}\n    currency: USD\n" for store, channel in CHANNELS.items())


class Drop:
    """One folder of inputs, and the job that is called for it again and again."""

    def __init__(self, place, rule, chance):
        self.place, self.chance, self.expected = Path(place), chance, Expected()
        (self.place / "in/orders").mkdir(parents=True)
        for store in CHANNELS:
            (self.place / "in/orders" / store).mkdir()
        (self.place / "in/labels").mkdir()
        (self.place / "job.yaml").write_text(f"version: 1\n{rule}\nstores:\n{STORES}")
        self.is_settled = rule.startswith("settle")
        # Whether no run will come any more.
        self.is_over = False
        self.runs, self.killed, self.statuses = 0, 0, Counter()
        # What the last run took that was not killed.
        self.seconds = 0.0
        self.reported = set()
        # Inodes of files that killed runs had claimed: they come back as old as they were, perhaps under other names.
        self.came_back, self.are_coming_back = set(), False
        # Files in quarantine that were resumed in the moment in which the first part was looked at.
        self.holes = []
        self.problems = []

    # --- runs -------------------------------------------------------------------------------------------------------

    def run(self, kills=0.0):
        """Calls the job once; some calls are killed."""
        seen, before = self.ages(), time.time()
        command = [os.environ["WAYBILL"], "run", str(self.place / "job.yaml"), "--quiet"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if self.chance.random() < kills:
            time.sleep(self.chance.uniform(0, self.seconds))
            process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        self.runs += 1
        if process.returncode == -signal.SIGKILL:
            self.killed += 1
        else:
            self.statuses[process.returncode] += 1
            self.seconds = time.time() - before
        self.check(self.new_report(), process.returncode, said.decode(), seen, before, time.time())
        claims = {path.stat().st_ino for path in self.place.glob("work/*/claims/*/**/*") if path.is_file()}
        self.came_back |= claims
        self.are_coming_back = bool(claims)

    def ages(self):
        """When the inputs in the inbox were last touched."""
        found = {}
        for path in (self.place / "in").rglob("*"):
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue
            # The file's own time may be to come; the time of the change is the system's.
            touched = max(status.st_ctime, status.st_mtime if status.st_mtime <= status.st_ctime else 0)
            found[str(path.relative_to(self.place / "in"))] = (status.st_ino, touched)
        return found

    def new_report(self):
        names = {path.name for path in (self.place / "reports").glob("*.json")} - self.reported
        self.reported |= names
        if len(names) > 1:
            self.problems.append(f"one run wrote several reports: {sorted(names)}")
        return json.loads((self.place / "reports" / names.pop()).read_text()) if names else None

    def check(self, report, status, said, seen, before, after):
        """What must be true of each run."""
        if report is None:
            if status != -signal.SIGKILL:
                self.problems.append(f"a run ended with {status} and without a report: {said[:500]}")
            return
        fates = Counter(file["fate"] for file in report["files"])
        rejected = report["orders"]["rejected"] + report["labels"]["rejected"]
        wanted = 65 if fates["quarantined"] or rejected else 75 if report["arriving"] or fates["left"] else 0
        if {status, report["exitCode"]} - {-signal.SIGKILL} != {wanted} or not report["reconciled"]:
            self.problems.append(f"{report['run']} ended with {status}, not {wanted}: {said[:500]}")
        for file in report["files"]:
            if self.is_settled and file["fate"] in ("imported", "repeated", "quarantined"):
                self.check_age(file, seen, before, after, report["run"])

    def check_age(self, file, seen, before, after, run):
        area = f"orders/{file['store']}" if file["store"] else "labels"
        if not file["store"] and file["movedTo"].split("/")[-2] == "pending":
            return
        name = f"{area}/{file['file']}"
        if name not in seen and self.are_coming_back:
            return
        inode, touched = seen.get(name, (None, before))
        if inode not in self.came_back and after - touched < SETTLE:
            self.problems.append(f"{run} took {name} {after - touched:.3f} s after it was touched")

    # --- the end ----------------------------------------------------------------------------------------------------

    def is_quiet(self):
        """Whether nothing is left to be done: what must stay is there, and nothing else."""
        return self.staying() == self.expected.staying.keys() and not list(self.place.glob("work/*/claims/*/**/*.*"))

    def staying(self):
        inbox = self.place / "in"
        return {str(path.relative_to(inbox)) for path in inbox.rglob("*") if path.is_symlink() or path.is_file()}

    def mend(self):
        """Has inputs that were resumed into a hole put again; whether there were any.

        A client that resumes asks for the size and opens the file behind it. If the file is claimed in between, to see
        whether it ends too early, the client makes a new one, of which it never writes the first part.
        """
        found = []
        for path, shelf, data in self.files("quarantine"):
            if path not in self.holes and data.startswith(b"\0"):
                for uploader, item in self.expected.resumed:
                    if item.shelf == shelf and item.data.endswith(data.lstrip(b"\0")):
                        found.append(path)
                        uploader.do(uploader.put(item))
                        break
        self.holes += found
        return bool(found)

    def verdict(self):
        """All that is wrong in the end, as lines for people."""
        self.check_inbox()
        self.check_orders()
        self.check_parcels()
        self.check_archive()
        self.check_quarantine()
        self.check_accounts()
        return self.problems

    def compare(self, what, expected, found, show=str):
        """Two collections in which everything counts as often as it is there."""
        expected, found = Counter(expected), Counter(found)
        for sign, difference in (("too few", expected - found), ("too many", found - expected)):
            for each, count in list(difference.items())[:8]:
                self.problems.append(f"{what}: {count} {sign} of {show(each)[:200]}")

    def lines(self, pattern):
        for path in sorted((self.place / "out").glob(pattern)):
            for line in path.read_text().splitlines():
                yield path, json.loads(line)

    def check_inbox(self):
        self.compare("inbox", self.expected.staying.keys(), self.staying())
        for name, data in self.expected.staying.items():
            path = self.place / "in" / name
            if path.exists() and not data.startswith(path.read_bytes()):
                self.problems.append(f"inbox: {name} has other bytes than were put there")
        left = [str(path) for path in self.place.rglob("*") if path.name.startswith(".waybill-")]
        left += [str(path) for path in (self.place / "ledger").rglob("*.open")]
        left += [str(path) for path in (self.place / "work").iterdir() if path.name != "seen.tsv"]
        self.compare("left over", [], left)

    def check_orders(self):
        """Each order once, whole, in each of the three outputs."""
        found = []
        for _, order in self.lines("orders/*/*.orders.jsonl"):
            quantities = tuple(line["quantity"] for line in order["items"])
            found.append((order["store"], order["orderKey"], order["customerNotes"], quantities))
        orders = self.expected.orders.values()
        self.compare("orders", [(each.store, each.key, each.note, tuple(each.quantities)) for each in orders], found)
        lines = sum(len(each.quantities) for each in orders)
        for ending, count in ((".orders.csv", len(orders)), (".lines.csv", lines)):
            rows = sum(path.read_text().count("\n") - 1 for path in (self.place / "out").glob(f"orders/*/*{ending}"))
            if rows != count:
                self.problems.append(f"orders: {rows} rows instead of {count} in all {ending}")
        self.compare("rejects", [], (str(path) for path in (self.place / "out").glob("rejects/*/*")))

    def check_parcels(self):
        """Each parcel in one call, and in one line of shipments that has its order."""
        calls, keys = [], []
        for path, call in self.lines("updates/*/*/requests.jsonl"):
            keys.append(call["idempotencyKey"])
            body = (path.parent / call["bodyFile"]).read_text()
            store = path.parent.parent.name
            # Once in each body that names it, which may give an address for tracking as well.
            calls += [(store, number) for number in set(re.findall(r"9405511899560\d{9}", body))]
        parcels = self.expected.parcels
        self.compare("calls", [(order.store, number) for number, order in parcels.items()], calls)
        self.compare("keys of calls", set(keys), keys)
        joined = [
            (shipment["trackingNumber"], shipment["orderKey"])
            for _, shipment in self.lines("shipments/*.shipments.jsonl")
            if "store" in shipment
        ]
        self.compare("shipments", [(number, order.key) for number, order in parcels.items()], joined)
        self.compare("lists for people", [], (str(path) for path in (self.place / "out").glob("updates/*/*.csv")))

    def files(self, folder):
        """Each file below a folder with its shelf and bytes, but for what we have put there."""
        for path in sorted((self.place / folder).rglob("*")):
            if path.is_file() and path.parent.name != "pending" and not path.name.endswith(".reason.json"):
                yield path, path.parent.name, path.read_bytes()

    def check_archive(self):
        found = Counter((shelf, data) for _, shelf, data in self.files("archive"))
        expected = Counter(self.expected.archived)
        for each, most in self.expected.maybe.items():
            expected[each] += min(most, max(0, found[each] - expected[each]))
        self.compare("archive", expected, found, lambda each: f"{each[0]}: {each[1]}")

    def check_quarantine(self):
        """Only beginnings of inputs that broke off, each once and with its reason."""
        broken, parted = list(self.expected.broken), list(self.expected.parted)
        for path, shelf, data in self.files("quarantine"):
            if path in self.holes:
                continue
            reason = json.loads(path.with_name(path.name + ".reason.json").read_text())
            for known in (broken, parted):
                match = [item for item in known if item.shelf == shelf and item.data.startswith(data)]
                if match:
                    known.remove(match[0])
                    break
            else:
                self.problems.append(f"quarantine: {path} is not the beginning of an input that broke off: {reason}")
            if reason["code"] != "truncated":
                self.problems.append(f"quarantine: {path} is there for {reason}")
        self.problems += [f"quarantine: {item.area}/{item.name} is not there" for item in broken]

    def check_accounts(self):
        """The reports together tell of each input once, and of all that is in the archive."""
        accounts, files = scene.accounts(self.place), Counter()
        for report in scene.reports(self.place):
            for file in report["files"]:
                files[file["fate"]] += 1
                if file["fate"] in ("imported", "recovered"):
                    files[file["store"], file["stem"]] += 1
        twice = [key for key, count in files.items() if isinstance(key, tuple) and count != 1]
        self.compare("inputs that were imported twice", [], twice)
        told = sum(map(len, accounts.values()))
        archived = sum(1 for path in (self.place / "archive").rglob("*") if path.is_file())
        if told != archived:
            self.problems.append(f"reports: they tell of {told} inputs in the archive, and {archived} are there")
        told, quarantined = files["quarantined"], sum(1 for _ in self.files("quarantine"))
        if told != quarantined:
            self.problems.append(f"reports: they tell of {told} files in quarantine, and {quarantined} are there")
        totals = scene.totals(self.place)
        if totals["orders"].get("written", 0) != len(self.expected.orders):
            self.problems.append(f"reports: {totals['orders']}, and there are {len(self.expected.orders)} orders")
        if totals["labels"].get("announced", 0) != len(self.expected.parcels):
            self.problems.append(f"reports: {totals['labels']}, and there are {len(self.expected.parcels)} parcels")
