"""Many files of many orders through plan, shards and merge, with the time and the memory of each step.

    history.py FILES ORDERS SHARDS TASKS [FOLDER]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scene

JOB = "version: 1\nsettle: 0s\nannounce: none\nstores:\n  outdoor: {channel: custom-store, currency: USD}\n"
ORDER = """<Order><OrderID>%(n)s</OrderID><OrderNumber>W%(n)s</OrderNumber><OrderDate>11/20/2019 09:00</OrderDate>
<OrderStatus>shipped</OrderStatus><LastModified>11/20/2019 10:%(m)02d</LastModified><OrderTotal>20.00</OrderTotal>
<Customer><CustomerCode>c%(n)s@example.com</CustomerCode><BillTo><Name>Ana Ruiz</Name></BillTo><ShipTo><Name>Ana Ruiz</Name>
<Address1>%(n)s Elm St</Address1><City>Tempe</City><State>AZ</State><PostalCode>85281</PostalCode><Country>US</Country></ShipTo>
</Customer><Items><Item><LineItemID>1</LineItemID><SKU>MUG-%(m)02d</SKU><Name>Mug</Name><Quantity>2</Quantity>
<UnitPrice>10.00</UnitPrice></Item></Items></Order>
"""
# Megabytes: as much as a shard of any size may take.
MOST_MEMORY = 48


def make(folder, files, orders):
    """All files are alike but for their numbers: to write them must not take longer than to read them."""
    home = folder / "in/orders/outdoor"
    home.mkdir(parents=True)
    (folder / "job.yaml").write_text(JOB)
    body = "".join(ORDER % {"n": f"@@@@@{number:05}", "m": number % 60} for number in range(orders))
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<Orders>\n{body}</Orders>\n'.encode()
    for number in range(files):
        (home / f"{number:05}.xml").write_bytes(text.replace(b"@@@@@", b"%05d" % number))


class Task:
    """A process, with the time it took and the most memory that it had."""

    def __init__(self, *arguments):
        self.arguments = arguments
        self.begun = time.monotonic()
        self.process = subprocess.Popen([os.environ["WAYBILL"], *map(str, arguments), "--quiet"])

    def end(self):
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.cpu = time.monotonic() - self.begun, usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if self.process.returncode:
            raise SystemExit(f"{self.arguments} ended with {self.process.returncode}")
        return self


def read(folder, manifest, shards, tasks):
    """All shards, so many at once."""
    done, running = [], []
    for shard in range(shards):
        if len(running) == tasks:
            done.append(running.pop(0).end())
        running.append(Task("run", folder / "job.yaml", "--manifest", manifest, "--shard", f"{shard}/{shards}"))
    return done + [each.end() for each in running]


def measure(folder, files, orders, shards, tasks):
    make(folder, files, orders)
    size = sum(path.stat().st_size for path in (folder / "in").rglob("*.xml"))
    print(f"{files} files of {orders} orders, {size / 1e6:.0f} MB, {shards} shards, {tasks} at once")
    manifest = folder / "plan.manifest"
    command = ("plan", folder / "job.yaml", "--shards", shards, "--output", manifest, "--as-of", scene.AS_OF)
    plan = Task(*command).end()
    print(f"plan    {plan.seconds:8.1f} s {plan.cpu:8.1f} s of CPU {plan.memory:6.0f} MB")
    begun = time.monotonic()
    done = read(folder, manifest, shards, tasks)
    cpu, most = sum(each.cpu for each in done), max(each.memory for each in done)
    print(f"shards  {time.monotonic() - begun:8.1f} s {cpu:8.1f} s of CPU {most:6.0f} MB each at most")
    merge = Task("merge", manifest).end()
    print(f"merge   {merge.seconds:8.1f} s {merge.cpu:8.1f} s of CPU {merge.memory:6.0f} MB")
    if most > MOST_MEMORY:
        print(f"a shard took {most:.0f} MB")
        return 1
    (report,) = [json.loads(path.read_text()) for path in (folder / "reports").glob("*.json")]
    written, total = report["orders"]["written"], files * orders
    outputs = list((folder / "out/orders/outdoor").glob("*.orders.jsonl"))
    if written != total or len(outputs) != files or (folder / "out/.shards").exists():
        print(f"{written} of {total} orders are written, in {len(outputs)} files")
        return 1
    disk = sum(path.stat().st_size for path in (folder / "out").rglob("*") if path.is_file())
    ledger = sum(path.stat().st_size for path in (folder / "ledger").rglob("*") if path.is_file())
    print(f"outputs {disk / 1e6:.0f} MB, ledger {ledger / 1e6:.0f} MB")
    return 0


def main():
    sys.stdout.reconfigure(line_buffering=True)
    files, orders, shards, tasks = map(int, sys.argv[1:5])
    with tempfile.TemporaryDirectory(prefix="waybill-history-", dir=sys.argv[5] or scene.memory()) as name:
        return measure(Path(name), files, orders, shards, tasks)


if __name__ == "__main__":
    sys.exit(main())
