"""Checks the units of jobs/systemd: that systemd understands them, that they are shut in, and that they fit the job.

    units.py WORK WAYBILL
"""

import re
import subprocess
import sys
from pathlib import Path

JOBS = Path(__file__).resolve().parent.parent.parent / "jobs"
UNITS = JOBS / "systemd"
# Of ten; what the units have is five tenths.
WORST_EXPOSURE = 10


def settings(path):
    """The lines of a unit that set something, by their sections."""
    found, section = {}, None
    for line in path.read_text().splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return found


def stores():
    """The stores of the job and their patterns, as far as YAML of this simple form goes."""
    text = (JOBS / "sftp-drop.yaml").read_text()
    blocks = re.findall(r"(?m)^  ([a-z-]+):\n((?:    .*\n)+)", text[text.index("\nstores:") :])
    return {store: re.findall(r'"([^"]+)"', re.search(r"files: (.*)", block)[1]) for store, block in blocks}


def main():
    work, waybill = Path(sys.argv[1], "units"), sys.argv[2]
    work.mkdir()
    for unit in UNITS.iterdir():
        (work / unit.name).write_text(unit.read_text().replace("/usr/local/bin/waybill", waybill))
    for unit in sorted(work.iterdir()):
        done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
        # It speaks of other units of the machine as well.
        said = [line for line in done.stderr.splitlines() if "waybill" in line]
        assert not said, "\n".join(said)
        if unit.suffix == ".service":
            command = ["systemd-analyze", "security", "--offline=true", f"--threshold={WORST_EXPOSURE}", "--no-pager", unit]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            print(done.stdout.strip().splitlines()[-1])

    run, purge = (settings(UNITS / f"waybill{name}.service")["Service"] for name in ("", "-purge"))
    shut_in = run[run.index("ReadWritePaths=/srv/waybill") :]
    assert len(shut_in) > 25 and purge[-len(shut_in) :] == shut_in, "the services are not shut in alike"
    # All that a run may end with, but for what is to be tried again.
    page = (JOBS.parent / "docs/operations.md").read_text()
    statuses = re.findall(r"(?m)^\| (\d+) \| ", page[page.index("\n## Exit status") :])
    expected = "RestartPreventExitStatus=" + " ".join(each for each in statuses if each not in ("0", "75"))
    assert expected in run and expected in purge, expected

    drop = "PathExistsGlob=/srv/waybill/drop/in/"
    expected = [f"{drop}orders/{store}/{pattern}" for store, patterns in stores().items() for pattern in patterns]
    assert len(expected) > 3 and settings(UNITS / "waybill.path")["Path"] == [*expected, f"{drop}labels/*.*"], expected
    print("the units are what systemd reads, shut in alike, and fit the job")


if __name__ == "__main__":
    main()
