"""Runs a command under faults.c, which counts its calls to the disk and lets them go wrong."""

import dataclasses
import os
import signal
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
KILLED = -signal.SIGKILL
# Statuses of a run that did what it should: the scenes have rejects, and files that cannot be read.
GOOD = (0, 65)


@dataclasses.dataclass(frozen=True)
class Call:
    """A call to the disk: its number from 1, its kind as in faults.c, its function and its path."""

    number: int
    kind: str
    function: str
    path: str
    is_wrong: bool

    @property
    def changes(self):
        """Whether it may change what is on the disk."""
        return self.kind != "r"


@dataclasses.dataclass(frozen=True)
class Outcome:
    status: int
    messages: str


class Shim:
    """faults.c, compiled into a folder."""

    def __init__(self, folder):
        self.path = Path(folder, "faults.so")
        flags = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
        subprocess.run(["gcc", *flags, "-o", self.path, HERE / "faults.c", "-ldl"], check=True)

    def environment(self, **settings):
        """The variables for a command: `fault="die"` is FAULT, `at=7` is FAULT_AT, and so on."""
        names = {"fault": "FAULT"} | {name: f"FAULT_{name.upper()}" for name in settings if name != "fault"}
        chosen = {names[name]: str(value) for name, value in settings.items() if value is not None}
        return {**os.environ, "LD_PRELOAD": str(self.path), **chosen}

    def run(self, command, **settings):
        done = subprocess.run(command, env=self.environment(**settings), capture_output=True, check=False)
        return Outcome(done.returncode, done.stderr.decode(errors="replace"))


def calls(log):
    """What a log of faults.c says."""
    found = []
    for number, line in enumerate(Path(log).read_text().splitlines(), 1):
        kind, function, path = line.removeprefix("!").split(" ", 2)
        found.append(Call(number, kind, function, path, line.startswith("!")))
    return found
