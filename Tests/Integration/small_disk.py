"""Real file systems: one that fills and is given room again, and folders that lie on several.

    small_disk.py SEED

Needs the right to mount a tmpfs, as root has it, or as a name space for users gives it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import faults
import scene

INSIDE = "WAYBILL_IN_NAMESPACE"


def sh(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False)


class Mount:
    """A tmpfs of so many kilobytes or files."""

    def __init__(self, path, **options):
        self.path = Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        text = ",".join(f"{name}={value}" for name, value in options.items()) or "size=64m"
        done = sh("mount", "-t", "tmpfs", "-o", text, "waybill-test", str(self.path))
        if done.returncode:
            raise PermissionError(done.stderr.strip())

    def resize(self, **options):
        text = ",".join(f"{name}={value}" for name, value in options.items())
        subprocess.run(["mount", "-o", f"remount,{text}", str(self.path)], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", str(self.path)], check=True)


def run(folder):
    words = [word for word in scene.command(folder) if word != "--quiet"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return faults.Outcome(done.returncode, done.stderr)


def kilobytes(folder):
    """What a tmpfs needs for a folder: pages of 4 KB."""
    return sum(-(-path.stat().st_size // 4096) * 4 for path in Path(folder).rglob("*") if path.is_file())


def files(folder):
    return sum(1 for _ in Path(folder).rglob("*"))


# --- a disk that fills -------------------------------------------------------------------------------------------


def fill(place, calm, name, before, after, unit, steps):
    """Runs on disks with room for a part of what a run makes, then gives them room; how many were full."""
    full = 0
    for step in range(steps):
        room = before + 8 + (after - before) * step // steps
        with Mount(place / "small", **{name: f"{room}{unit}"}) as disk:
            folder = disk.path / "copy"
            shutil.copytree(place / "scene", folder)
            outcome = run(folder)
            if outcome.status not in faults.GOOD:
                full += 1
                told = outcome.messages.splitlines()[-1]
                if outcome.status != 75 or "make room, then run again: nothing is lost" not in told or str(folder) not in told:
                    return fail(f"{name}={room}{unit}: status {outcome.status}: {told}")
            disk.resize(**{name: f"{4 * after}{unit}"})
            for _ in range(2):
                outcome = run(folder)
                if outcome.status not in faults.GOOD:
                    return fail(f"{name}={room}{unit}, with room again: status {outcome.status}: {outcome.messages[-1000:]}")
            found = calm.problems(folder)
            if found:
                return fail(f"{name}={room}{unit}, with room again:", *found[:20])
    print(f"{name}: {full} of {steps} disks were full before the end; with room again each was as if it had never been")
    return 0 if full else fail("no disk was full")


def fail(*lines):
    print("\n  ".join(lines))
    return 1


def full_disks(place, seed):
    scene.make(place / "scene", seed, orders=60, labels=40)
    calm = scene.Calm(place)
    before, after = place / "scene", place / "calm"
    return fill(place, calm, "size", kilobytes(before), kilobytes(after), "k", 12) or fill(
        place, calm, "nr_inodes", files(before), files(after), "", 8
    )


# --- folders on several disks ------------------------------------------------------------------------------------


def several_disks(place, seed):
    """Folders that files are moved to must lie with the inbox; the others may lie anywhere."""
    shutil.rmtree(place / "scene")
    shutil.rmtree(place / "calm")
    scene.make(place / "scene", seed, orders=6, labels=9)
    calm = scene.Calm(place)
    for name in ("work", "archive", "quarantine", "in/orders/parts", "archive/2026", "out", "ledger", "reports", "in/labels/pending"):
        for is_link in (False, True):
            copy = calm.copy()
            elsewhere = place / "elsewhere"
            with Mount(elsewhere if is_link else copy / name) as disk:
                if is_link:
                    move_behind_link(copy / name, elsewhere)
                elif (place / "scene" / name).exists():
                    shutil.copytree(place / "scene" / name, copy / name, dirs_exist_ok=True)
                outcome = run(copy)
                what = f"{name} {'is a link to' if is_link else 'is'} another disk: status {outcome.status}"
                if name in ("out", "ledger", "reports"):
                    found = calm.problems(copy) if outcome.status in faults.GOOD else [outcome.messages[-1000:]]
                    if found:
                        return fail(what, *found[:20])
                else:
                    told = outcome.messages.splitlines()[-1]
                    if outcome.status != 78 or not re.search("another file system|one file system", told) or name not in told:
                        return fail(what, told)
                disk.path.joinpath("gone").touch()
            shutil.rmtree(copy)
    print("folders on several disks: refused with 78 where files are moved, and no matter where they are written")
    return 0


def move_behind_link(path, elsewhere):
    if path.exists():
        shutil.copytree(path, elsewhere, dirs_exist_ok=True)
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere)


def main():
    seed = int(sys.argv[1])
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory(prefix="waybill-disk-", dir=scene.memory()) as name:
        try:
            with Mount(Path(name, "try")):
                pass
        except PermissionError as error:
            if INSIDE not in os.environ and sh("unshare", "--user", "--map-root-user", "--mount", "true").returncode == 0:
                words = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, *sys.argv]
                return subprocess.run(words, env={**os.environ, INSIDE: "1"}, check=False).returncode
            print(f"SKIPPED: no file system can be mounted here ({error}); run this as root")
            return 0
        return full_disks(Path(name), seed) or several_disks(Path(name), seed)


if __name__ == "__main__":
    sys.exit(main())
