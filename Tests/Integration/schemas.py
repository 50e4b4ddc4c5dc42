"""The JSON Schemas against documents that are right and documents that are wrong, by PyPI's jsonschema.

Right are all samples, the jobs of the project, and what a run on the demo's inputs writes. Wrong is each of these with one
thing changed: a member more, a required one less, a value of another type, another word, a date that is none. A member of
a schema that no right document has is told: then nothing proves it.
"""

import copy
import json
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parent.parent.parent
WAYBILL = os.environ["WAYBILL"]
# What no document here has: members that a label which waits shares with a shipment, which proves them.
UNSEEN = {
    "pending": {
        "currency", "notesToCustomer", "notifyCustomer", "orderKey", "packageSequence", "refundRefused", "trackingUrl",
        "voidDate",
    },
}
# Objects with free names: one more is no mistake.
FREE = re.compile(
    r"channelData|columns|select|stores|shipped-status|codes|rejectCodes|noteCodes|statuses|days|announced")


def parsed(text):
    return json.loads(text, parse_float=Decimal)


def waybill(*arguments, status=0):
    done = subprocess.run([WAYBILL, *arguments], capture_output=True, text=True)
    if done.returncode != status:
        sys.exit(f"waybill {' '.join(map(str, arguments))}: {done.returncode}, not {status}\n{done.stderr}")
    return done.stdout


def schemas():
    found = {}
    for entry in json.loads(waybill("schema", "--json"))["schemas"]:
        text = waybill("schema", entry["name"])
        if text != (ROOT / "schemas" / f"{entry['name']}.schema.json").read_text():
            sys.exit(f"schemas/{entry['name']}.schema.json is not what waybill schema {entry['name']} prints")
        schema = parsed(text)
        Draft202012Validator.check_schema(schema)
        found[entry["name"]] = Draft202012Validator(schema)
    return found


KINDS = [
    ("request", r"requests\.jsonl$"), ("reject", r"rejects\.jsonl$"), ("pending", r"\.pending\.jsonl$"),
    ("shipment", r"\.shipments\.jsonl$|labels/[^/]+/[^/]+/expected\.jsonl$"), ("order", r"\.orders\.jsonl$"),
    ("reason", r"\.reason\.json$"), ("report", r"reports/[^/]+\.json$"),
]


def documents(root):
    """The documents below a folder: their kind, their place and themselves."""
    for path in sorted(root.rglob("*.json*")):
        place = path.relative_to(root).as_posix()
        kind = next((kind for kind, pattern in KINDS if re.search(pattern, place)), None)
        if kind is None or "datapackage" in place or "tableschema" in place:
            continue
        text = path.read_text()
        for number, line in enumerate(text.split("\n")[:-1] if path.suffix == ".jsonl" else [text], 1):
            yield kind, f"{place}:{number}", parsed(line)


def jobs(folder):
    """Jobs of the project, and those that init writes."""
    paths = [*ROOT.glob("jobs/*.yaml"), *ROOT.glob("samples/**/job.yaml"), ROOT / "Tests/Fuzzing/seeds/job/every-key.yaml"]
    for channel in json.loads(waybill("channels", "--json"))["channels"]:
        paths.append(folder / f"{channel['id']}.yaml")
        paths[-1].write_text(waybill("init", "--store", f"my-shop={channel['id']}"))
    for path in paths:
        job = yaml.safe_load(path.read_text())
        if isinstance(job, dict) and "stores" in job:
            yield "job", path.name, parsed(json.dumps(job, default=str))
    yield "job", "labels of other jobs", {**LEAST, "labels": {"exclude-stores": ["777001", 777002]}}


LEAST = {"version": 1, "stores": {"a": {"channel": "sears"}}}
# Each makes a job of the least one that the command refuses as well.
WRONG_JOBS = [
    {"version": 2}, {"settle": "soon"}, {"done-marker": "done"}, {"done-marker": "{name}"}, {"max-rejects": "many"},
    {"max-rejects": "5.12345%"}, {"limits": {"depth": 0}}, {"limits": {"depth": 201}}, {"limits": {"record": "much"}},
    {"csv": {"bom": "perhaps"}}, {"pending-days": "-1"}, {"repeats": "read"}, {"announce": "some"},
    {"since": "2026-13-01"}, {"since": "yesterday"}, {"labels": {"format": "fedex-ship-manager"}},
    {"labels": {"encoding": "ebcdic"}}, {"labels": {"currency": "dollars"}}, {"labels": {"time-zone": "../zone"}},
    {"stores": {}}, {"stores": {"labels": {"channel": "sears"}}}, {"stores": {"a/b": {"channel": "sears"}}},
    {"stores": {"a": {}}}, {"stores": {"a": {"channel": "ebay"}}},
    {"stores": {"a": {"channel": "sears", "window": "week"}}}, {"stores": {"a": {"channel": "sears", "chanel": "x"}}},
    {"stores": {"a": {"channel": "sears", "statuses": {"sent": ["Sent"]}}}},
    {"stores": {"a": {"channel": "sears", "unknown-status": "sent"}}},
    {"stores": {"a": {"channel": "americommerce", "shipped-status": "done"}}},
    {"stores": {"a": {"channel": "sears", "notify-customer": "maybe"}}},
]


def wrong_jobs(validator, folder):
    """Jobs that the schema refuses and the command does."""
    for patch in WRONG_JOBS:
        job = {**LEAST, **patch}
        if validator.is_valid(job):
            sys.exit(f"still a job with {patch}")
        path = folder / "wrong.yaml"
        path.write_text(json.dumps(job))
        waybill("check", path, status=78)
    return len(WRONG_JOBS)


def night(folder):
    """A run on the demo's inputs and on one that is no export; the second one finds labels that wait."""
    subprocess.run(["cp", "-R", str(ROOT / "samples/demo/in"), str(folder / "in")], check=True)
    (folder / "in/orders/outdoor/login.xml").write_text("<html><title>Sign in</title></html>")
    job = folder / "nightly.yaml"
    job.write_text((ROOT / "jobs/nightly.yaml").read_text().replace("settle: 10s", "settle: 0s"))
    waybill("run", job, "--as-of", "2026-11-24T02:00:00Z", status=65)
    report = parsed(waybill("run", job, "--dry-run", "--json", "--as-of", "2026-11-25T02:00:00Z"))
    return [("report", "run --dry-run --json", report)]


def names(schema):
    """All names of members that a schema has."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value
            yield from names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from names(value)


def members(document):
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from members(value)
    elif isinstance(document, list):
        for value in document:
            yield from members(value)


def places(document, path=()):
    yield path, document
    steps = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else []
    for key, value in steps:
        yield from places(value, (*path, key))


def with_value(document, path, value):
    """A copy in which the value at a place is another; without it where there is none."""
    changed = copy.deepcopy(document)
    if not path:
        return value
    node = changed
    for key in path[:-1]:
        node = node[key]
    if value is LESS:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return changed


LESS = object()


def wrong(kind, document, required):
    """Documents that are wrong in one thing: what it is, and the document."""
    for path, value in places(document):
        free = any(isinstance(key, str) and FREE.fullmatch(key) for key in path)
        yield f"{path}: of another type", with_value(document, path, {"other": {"type": [None]}})
        yield f"{path}: null", with_value(document, path, None)
        if isinstance(value, dict) and not (path and isinstance(path[-1], str) and FREE.fullmatch(path[-1])):
            yield f"{path}: a member more", with_value(document, (*path, "surprise"), 1)
        # A job's values may be written as numbers and as texts.
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and kind != "job":
            yield f"{path}: a number as text", with_value(document, path, str(value))
            yield f"{path}: a fifth decimal", with_value(document, path, Decimal("1.00001"))
        if isinstance(value, str) and not free and kind != "job":
            yield f"{path}: empty", with_value(document, path, "")
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", value) and not path[-1] in TEXTS:
                for date in ("2026-13-01", "2026-11-31T24:00:00Z", "11/20/2026", value + "x"):
                    yield f"{path}: {date}", with_value(document, path, date)
            if path[-1] in CHOICES:
                yield f"{path}: another word", with_value(document, path, "surprise")
    for key in required:
        yield f"{key}: left out", with_value(document, (key,), LESS)


# Members that are a choice, wherever they stand, and those whose text may be empty or look like a date.
CHOICES = {
    "channel", "orderStatus", "country", "code", "labelSystem", "carrier", "status", "fate", "severity", "units", "method",
    "contentType", "idempotencyKey", "bodyFile", "currency",
}
TEXTS = {"orderKey", "orderNumber", "message", "value", "raw", "reason", "movedTo", "file", "stem", "name", "cure", "run"}
MAY_BE_EMPTY = {("report", "store"), ("report", "stem"), ("request", "path"), ("request", "query"), ("reason", "store")}
# `code` of a discount, and the words that are free where another kind has a choice.
FREE_WORDS = {("order", "code"), ("order", "status")}


def is_wrong(kind, what, path_text):
    """Whether a change makes a document wrong."""
    last = re.search(r"'([^']+)'\)?,?\)?$", path_text.split(":")[0].rstrip())
    name = last.group(1) if last else ""
    if what == "empty" and (kind, name) in MAY_BE_EMPTY:
        return False
    if what == "another word" and (kind, name) in FREE_WORDS:
        return False
    # Weights of labels that wait have all their digits.
    return not (what == "a fifth decimal" and kind == "pending" and name == "value")


def representative(found):
    """For each kind the documents that together have every member that any has."""
    chosen = {}
    for kind, place, document in sorted(found, key=lambda entry: -len(set(members(entry[2])))):
        have = set().union(*(members(other) for _, other in chosen.get(kind, [])))
        if set(members(document)) - have:
            chosen.setdefault(kind, []).append((place, document))
    return chosen


def main():
    validators = schemas()
    with tempfile.TemporaryDirectory(prefix="waybill-schemas-") as name:
        folder = Path(name)
        found = [*documents(ROOT / "samples"), *jobs(folder), *night(folder), *documents(folder)]
        refused = wrong_jobs(validators["job"], folder)
    counts = {}
    for kind, place, document in found:
        counts[kind] = counts.get(kind, 0) + 1
        for error in validators[kind].iter_errors(document):
            sys.exit(f"{place}: no {kind}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    unproved = set(validators) - set(counts)
    if unproved:
        sys.exit(f"no document of: {', '.join(sorted(unproved))}")
    for kind, chosen in representative(found).items():
        schema = validators[kind].schema
        seen = set().union(*(members(document) for _, document in chosen)) | UNSEEN.get(kind, set())
        missing = set(names(schema)) - seen
        if missing:
            sys.exit(f"{kind}: nothing proves {', '.join(sorted(missing))}")
        for place, document in chosen:
            for what, changed in wrong(kind, document, schema["required"]):
                if not is_wrong(kind, what.split(": ")[-1], what):
                    continue
                if validators[kind].is_valid(changed):
                    sys.exit(f"{place}: still a {kind} with {what}")
                refused += 1
    print("valid: " + ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts)))
    print(f"refused: {refused} documents with one thing wrong")


main()
