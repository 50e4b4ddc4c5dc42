"""The events of --lineage against OpenLineage's own classes, which its project generates from the published schemas.

Each member must be one that the class of its place has, of its type, and each that the class demands must be there; each facet
must name the version of its schema that the class is made of. What the classes themselves check, as UUIDs and moments, is
checked by making them. Events with one thing wrong must be refused.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import types
import typing
from enum import Enum
from pathlib import Path

import attr
from openlineage.client.event_v2 import RunEvent
from openlineage.client.generated import base, error_message_run, input_statistics_input_dataset, output_statistics_output_dataset

ROOT = Path(__file__).resolve().parent.parent.parent
WAYBILL = os.environ["WAYBILL"]
# The facets that events may have, by where they stand.
FACETS = {
    "RunFacet": {"errorMessage": error_message_run.ErrorMessageRunFacet},
    "InputDatasetFacet": {"inputStatistics": input_statistics_input_dataset.InputStatisticsInputDatasetFacet},
    "OutputDatasetFacet": {"outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet},
}


class Wrong(Exception):
    pass


def made(kind, value, place):
    """What JSON says, as the class that stands for it."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        kinds = [each for each in typing.get_args(kind) if each is not type(None)]
        return made(kinds[0], value, place)
    if origin is list:
        if not isinstance(value, list):
            raise Wrong(f"{place} is no list")
        return [made(typing.get_args(kind)[0], each, f"{place}[{number}]") for number, each in enumerate(value)]
    if origin is dict:
        facets = FACETS.get(typing.get_args(kind)[1].__name__, {})
        if unknown := set(value) - set(facets):
            raise Wrong(f"{place} has {unknown}")
        return {name: made(facets[name], each, f"{place}.{name}") for name, each in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if attr.has(kind):
        return of_class(kind, value, place)
    if type(value) is not kind or isinstance(value, int) and value < 0:
        raise Wrong(f"{place} is no {kind.__name__}: {value!r}")
    return value


def of_class(kind, value, place):
    hints = typing.get_type_hints(kind)
    fields = {field.name: field for field in attr.fields(kind)}
    if unknown := set(value) - set(fields):
        raise Wrong(f"{place} has {unknown}")
    # The schemas demand these, though the classes fill them in.
    demanded = {name for name in ("producer", "schemaURL", "_producer", "_schemaURL") if name in fields}
    demanded |= {name for name, field in fields.items() if field.init and field.default is attr.NOTHING}
    if missing := demanded - set(value):
        raise Wrong(f"{place} lacks {missing}")
    members = {name: made(hints[name], each, f"{place}.{name}") for name, each in value.items()}
    for name in ("schemaURL", "_schemaURL"):
        if name in members and members[name] != kind._get_schema():
            raise Wrong(f"{place}.{name} is {members[name]}, not {kind._get_schema()}")
    for name in ("producer", "_producer"):
        if name in members and ":" not in members[name]:
            raise Wrong(f"{place}.{name} is no URI")
    return kind(**{fields[name].alias: each for name, each in members.items() if fields[name].init})


def check(event):
    try:
        of_class(RunEvent, event, "event")
    except (ValueError, TypeError, AttributeError) as problem:
        raise Wrong(str(problem)) from problem


def events(folder):
    """Those of a night, of one that finds the same, and of a run that the ledger stops."""
    (folder / "job.yaml").write_text((ROOT / "jobs/nightly.yaml").read_text().replace("settle: 10s", "settle: 0s"))
    command = [WAYBILL, "run", folder / "job.yaml", "--quiet", "--lineage", folder / "events.jsonl"]
    for expected in (0, 0, 74):
        shutil.copytree(ROOT / "samples/demo/in", folder / "in", dirs_exist_ok=True)
        if expected:
            for entry in (folder / "ledger/orders").glob("*/*"):
                entry.write_bytes(entry.read_bytes()[:-9])
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != expected:
            sys.exit(f"the run ends with {done.returncode}, not {expected}: {done.stderr}")
    return [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]


def places(value, path=()):
    """Each member, by its path."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(each, (dict, list)):
            yield from places(each, (*path, key))


def spoilt(event):
    """The event with one thing wrong: a member of another type, and of each object a member more."""
    for path in places(event):
        wrong = copy.deepcopy(event)
        holder = wrong
        for key in path[:-1]:
            holder = holder[key]
        value = holder[path[-1]]
        holder[path[-1]] = 1 if isinstance(value, str) else "1"
        yield path, wrong
        if isinstance(value, dict):
            value["more"] = 1
            holder[path[-1]] = value
            yield (*path, "more"), wrong


def main():
    with tempfile.TemporaryDirectory(prefix="waybill-lineage-") as name:
        found = events(Path(name))
    kinds = [event["eventType"] for event in found]
    if kinds != ["START", "COMPLETE", "START", "COMPLETE", "START", "FAIL"]:
        sys.exit(f"events: {kinds}")
    facets = {str(path[-1]) for event in found for path in places(event)}
    if missing := {"errorMessage", "inputStatistics", "outputStatistics"} - facets:
        sys.exit(f"no event has {missing}")
    refused = 0
    for event in found:
        try:
            check(event)
        except Wrong as problem:
            sys.exit(f"{event['eventType']}: {problem}\n{json.dumps(event)}")
        for path, wrong in spoilt(event):
            try:
                check(wrong)
            except Wrong:
                refused += 1
            else:
                sys.exit(f"{event['eventType']}: {path} is wrong, and nobody minds")
    print(f"valid: {len(found)} events of OpenLineage; refused: {refused} wrong ones")


main()
