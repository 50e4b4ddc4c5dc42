"""The programs that Waybill is compared with: parsers that do nothing, and what people would take in its place."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHANNELS = {
    "xml": ["--channel", "custom-store"],
    "csv": ["--channel", "geekseller"],
    "json": ["--channel", "americommerce", "--currency", "USD"],
}
FLOORS = {
    "xml": ("xmllint --sax --noout", ["xmllint", "--sax", "--noout", "FILE"]),
    "csv": ("empty libcsv loop", ["FLOOR", "csv", "FILE"]),
    "json": ("empty yajl loop", ["FLOOR", "json", "FILE"]),
}
FOLDERS = {"inbox": "in", "outbox": "out", "archive": "archive", "quarantine": "quarantine", "ledger": "ledger",
           "reports": "reports"}
# A line of each item, as in Waybill's CSV.
JQ = (
    '.orders[] | . as $o | .items[]? | [$o.id, $o.order_number, $o.ordered_at, $o.updated_at, $o.order_status.name,'
    ' $o.grand_total, $o.tax_total, $o.customer.email, ($o.shipping_address | .first_name, .last_name, .company,'
    ' .address_line_1, .address_line_2, .city, .state, .postal_code, .country, .phone), .id, .item_number, .item_name,'
    ' .quantity, .price, .weight] | @csv')
# What a peer makes says which conversion it is to be compared with.
PEERS = {
    "xml": [("lxml and csv", "csv", ["PYTHON", "xml_lxml.py", "FILE"], "lxml")],
    "csv": [
        ("Python csv", "csv", ["PYTHON", "csv_python.py", "FILE"], None),
        ("DuckDB", "csv", ["PYTHON", "csv_duckdb.py", "FILE"], "duckdb"),
        ("Polars", "csv", ["PYTHON", "csv_polars.py", "FILE"], "polars"),
        ("Miller", "jsonl", ["mlr", "--icsv", "--ojsonl", "cat", "FILE"], None),
    ],
    "json": [("jq", "csv", ["jq", "--raw-output", JQ, "FILE"], None)],
}


def floor(form, file):
    """The parser that does nothing, or `None` where it is missing."""
    name, line = FLOORS[form]
    line = [{"FILE": file, "FLOOR": os.environ.get("FLOOR", "")}.get(word, word) for word in line]
    if shutil.which(line[0]):
        return name, line
    print(f"missing: {name} is left out")
    return None


def conversions(form, file, waybill):
    """Waybill's own conversions, by one thread."""
    convert = [waybill, "convert", file, *CHANNELS[form], "--quiet", "--threads", "1", "--to"]
    return {"waybill --to jsonl": [*convert, "jsonl"], "waybill --to csv": [*convert, "csv"]}


def by_all_processors(form, file, waybill):
    """Waybill's conversions of what several threads can read, one file at a time."""
    if form != "xml":
        return {}
    convert = [waybill, "convert", file, *CHANNELS[form], "--quiet", "--to"]
    return {"waybill, all threads": [*convert, "jsonl"]}


class Run:
    """A run of a job with the file as its one input: all three outputs, the ledger, the report and the archive."""

    def __init__(self, form, file, waybill, folder):
        self.form, self.file, self.waybill, self.folder = form, Path(file), waybill, Path(folder)

    def line(self):
        """Lays the folders out anew; the command that runs the job."""
        shutil.rmtree(self.folder, ignore_errors=True)
        inbox = self.folder / "in" / "orders" / "shop"
        inbox.mkdir(parents=True)
        shutil.copy(self.file, inbox / f"orders.{self.form}")
        os.utime(inbox / f"orders.{self.form}", (1e9, 1e9))
        job = self.folder / "job.yaml"
        folders = "".join(f"{name}: {where}\n" for name, where in FOLDERS.items())
        job.write_text(f"version: 1\n{folders}settle: 0\nstores:\n  shop:\n    channel: {CHANNELS[self.form][1]}\n    window: none\n")
        return [self.waybill, "run", str(job), "--quiet"]


def peers(form, file):
    """What else can convert the file: name, what it makes, and its command line."""
    python = os.environ.get("PEERS_PYTHON", "python3")
    for name, makes, line, module in PEERS[form]:
        words = {"FILE": str(Path(file).resolve()), "PYTHON": python}
        words |= {word: str(HERE / "peers" / word) for word in line if word.endswith(".py")}
        line = [words.get(word, word) for word in line]
        has_module = module is None or not subprocess.run(
            [python, "-c", f"import {module}"], capture_output=True, check=False).returncode
        if shutil.which(line[0]) and has_module:
            yield name, makes, line
        else:
            print(f"missing: {name} is left out")
