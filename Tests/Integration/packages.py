"""The descriptors of tables against the tables that a run writes, by PyPI's frictionless; and against wrong ones.

Tables are written in each style that a job can have.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from frictionless import Package

ROOT = Path(__file__).resolve().parent.parent.parent
WAYBILL = os.environ["WAYBILL"]
STYLES = ["", "csv: {crlf: true}\n", "csv: {bom: true, formula-safe: true}\n"]
# For each table: a column, a value that it must not have, and what a validator calls that.
WRONG = [
    ("orders", "orderStatus", "sent", "constraint-error"), ("orders", "orderTotal", "12,50", "type-error"),
    ("orders", "orderDate", "23.11.2026", "constraint-error"), ("orders", "store", "", "constraint-error"),
    ("lines", "quantity", "two", "type-error"), ("lines", "orderKey", "nobody", "foreign-key"),
    ("lines", "ships", "perhaps", "type-error"), ("shipments", "carrier", "Pigeon", "constraint-error"),
    ("shipments", "shipDate", "11/23/2026", "type-error"), ("shipments", "voided", "maybe", "type-error"),
]


def run(folder, style):
    shutil.copytree(ROOT / "samples/demo/in", folder / "in")
    job = folder / "nightly.yaml"
    text = (ROOT / "jobs/nightly.yaml").read_text().replace("settle: 10s", "settle: 0s")
    job.write_text(text.replace("version: 1\n", "version: 1\n" + style))
    done = subprocess.run([WAYBILL, "run", job, "--as-of", "2026-11-24T02:00:00Z"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.returncode}\n{done.stderr}")


def problems(descriptor):
    os.chdir(descriptor.parent)
    report = Package(descriptor.name).validate()
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [(error.type, error.message) for error in errors]


def described(folder):
    """The descriptors; each table has one, and each names tables that are there."""
    found = sorted((folder / "out").rglob("*.datapackage.json"))
    named = [path.parent / each["path"] for path in found for each in json.loads(path.read_text())["resources"]]
    tables = [path for path in (folder / "out").rglob("*.csv") if not re.search(r"\.(manual|voids)\.csv$", path.name)]
    if sorted(named) != sorted(tables) or not found:
        sys.exit(f"tables without a descriptor, or the other way round: {set(named) ^ set(tables)}")
    return found


def refused(folder):
    """Changes one value at a time; each must be found, and for what it is."""
    for table, column, value, problem in WRONG:
        path = next(path for path in sorted((folder / "out").rglob(f"*.{table}.csv")) if path.read_text().count("\n") > 1)
        right = path.read_text()
        rows = right.split("\n")
        place = rows[0].split(",").index(column)
        # Of the demo's tables no field in front of these has a comma or a line end in it.
        for number, row in enumerate(rows[1:], 1):
            cells = row.split(",")
            if '"' not in ",".join(cells[: place + 1]) and len(cells) > place:
                rows[number] = ",".join([*cells[:place], value, *cells[place + 1 :]])
                break
        else:
            sys.exit(f"{path.name}: no row to change {column} in")
        path.write_text("\n".join(rows))
        descriptor = path.with_name(path.name.replace(f".{table}.csv", ".datapackage.json"))
        found = problems(descriptor)
        if problem not in {kind for kind, _ in found}:
            sys.exit(f"{column} = {value!r}: {found}, not {problem}")
        path.write_text(right)


def as_the_page_says(folder):
    """What docs/files.md types, where a user would."""
    commands = re.findall(r"(?m)^\$ (frictionless validate .+)", (ROOT / "docs/files.md").read_text())
    if not commands:
        sys.exit("docs/files.md has no command of frictionless")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for command in commands:
        done = subprocess.run(command, shell=True, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True)
        if done.returncode or "INVALID" in done.stdout or "VALID" not in done.stdout:
            sys.exit(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")


def main():
    count = 0
    for style in STYLES:
        with tempfile.TemporaryDirectory(prefix="waybill-packages-") as name:
            folder = Path(name)
            run(folder, style)
            for descriptor in described(folder):
                found = problems(descriptor)
                if found:
                    sys.exit(f"{descriptor.name}: {found}")
                count += 1
            if not style:
                as_the_page_says(folder)
                refused(folder)
            os.chdir(ROOT)
    print(f"valid: {count} data packages; refused: {len(WRONG)} wrong tables")


main()
