"""Follows docs/sftp.md to the letter, has a systemd of its own run the units, and sends files as a sender would.

    drop_service.py WORK

WORK has docs, jobs, the demo's inputs and the command. To be called in a mount namespace of its own: it mounts folders of its own
over /etc, /run, /srv and /usr/local, so that accounts, units and data are gone when it ends.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

WORK = Path(sys.argv[1])
DEMO, DROP, DATA = Path("/srv/demo/in"), Path("/srv/waybill/drop/in"), Path("/srv/waybill/data")
# Seconds between runs.
PACE = 3
RUNTIME = Path("/run/user/0")
ENVIRONMENT = {**os.environ, "XDG_RUNTIME_DIR": str(RUNTIME), "HOME": "/root", "SYSTEMD_PAGER": "", "LC_ALL": "C"}


def call(*command, check=True, **options):
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False, **options)
    if check and done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def systemctl(*arguments, **options):
    return call("systemctl", "--user", *arguments, **options)


def separate():
    """Puts folders of this test's own over those that it changes."""
    shutil.copytree("/etc", WORK / "etc", symlinks=True)
    call("mount", "--bind", WORK / "etc", "/etc")
    for folder in ("/run", "/srv", "/usr/local"):
        call("mount", "-t", "tmpfs", "tmpfs", folder)
    # Where senders may read it.
    shutil.copytree(WORK / "demo", DEMO.parent)
    Path("/usr/local/bin").mkdir()
    Path("/run/systemd/system").mkdir(parents=True)
    Path("/run/sshd").mkdir()
    # What hides files from a service; the system's first process makes them otherwise.
    for place in (Path("/run/systemd/inaccessible"), RUNTIME / "systemd/inaccessible"):
        place.mkdir(parents=True)
        (place / "dir").mkdir(mode=0o000)
        (place / "reg").touch(mode=0o000)
        os.mkfifo(place / "fifo", mode=0o000)


def commands(page, heading):
    """The commands that a section of a page shows."""
    section = (WORK / "docs" / page).read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    block = section.split("```console\n")[1].split("\n```")[0]
    return [line.removeprefix("$ ") for line in block.splitlines()]


def follow_the_page():
    """The page's commands, with the manager of this test in place of the system's."""
    for command in commands("sftp.md", "Folders and accounts") + commands("sftp.md", "Another sender"):
        call("sh", "-c", command, cwd=WORK)
    job = Path("/srv/waybill/sftp-drop.yaml")
    job.write_text(job.read_text().replace("settle: 60s", "settle: 3s"))
    for command in commands("sftp.md", "The service"):
        command = command.replace(".build-release/release/waybill", "waybill").replace("/etc/systemd/system/", "/etc/systemd/user/")
        enable = re.fullmatch(r"systemctl enable --now (.+)", command)
        if enable:
            manager = subprocess.Popen(["/lib/systemd/systemd", "--user", "--unit=basic.target"], env=ENVIRONMENT,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_for("a systemd", lambda: manager.poll() is not None or systemctl("list-units", check=False).returncode == 0)
            if manager.poll() is not None:
                return None
            systemctl("start", *enable[1].split())
        elif command != "systemctl daemon-reload":
            call("sh", "-c", command, cwd=WORK)
            hasten()
    return manager


def hasten():
    """Sets another pace for the service, as soon as it is there: what takes seconds need not take minutes."""
    service = Path("/etc/systemd/user/waybill.service")
    if service.exists() and f"sleep {PACE}\n" not in service.read_text():
        text = service.read_text().replace("sleep 10\n", f"sleep {PACE}\n").replace("RestartSec=10s\n", f"RestartSec={PACE}s\n")
        assert text.count(f"{PACE}s\n") == 1 and text.count(f"sleep {PACE}\n") == 1, text
        service.write_text(text)


def check_server():
    """The page's settings of sshd are such, and hold for senders alone."""
    page = (WORK / "docs/sftp.md").read_text()
    block = page.split("## The server\n")[1].split("```\n")[1]
    call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", WORK / "key")
    (WORK / "sshd_config").write_text(f"HostKey {WORK}/key\n{block}")
    sshd = shutil.which("sshd", path="/usr/sbin:/sbin:" + os.environ["PATH"])
    for user, root in (("outdoor", "/srv/waybill/drop"), ("parts", "/srv/waybill/drop"), ("waybill", "none")):
        found = call(sshd, "-T", "-f", WORK / "sshd_config", "-C", f"user={user},host=a,addr=127.0.0.1").stdout
        assert f"\nchrootdirectory {root}\n" in found, found
        assert (f"\nforcecommand internal-sftp -u 0027 -d /in -P hardlink,symlink\n" in found) == (root != "none"), found
    # What sshd demands of the senders' root and of all above it.
    for folder in ("/srv/waybill/drop", "/srv/waybill"):
        status = os.stat(folder)
        assert status.st_uid == 0 and not status.st_mode & 0o022, folder


def as_user(user, script, check=True):
    """Does something as a sender does it: with its groups and the umask that the server gives it."""
    return call("setpriv", "--reuid", user, "--regid", user, "--init-groups", "sh", "-ec", "umask 0027\n" + script, check=check)


def wait_for(what, holds, seconds=60):
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s for {what}\n{systemctl('status', 'waybill.service', 'waybill.path', check=False).stdout}"
                             f"{call('find', '/srv/waybill', '-ls').stdout}")
        time.sleep(0.2)


def reports():
    return [json.loads(path.read_text()) for path in sorted((DATA / "reports").glob("*.json"))]


def fates():
    return sorted(file["file"] + " " + file["fate"] for report in reports() for file in report["files"])


def is_active(unit):
    return systemctl("is-active", unit, check=False).stdout.strip()


# What is sent and can be read; the demo has one export of parts and one file of labels in JSON.
UPLOADED = ("first.xml", "second.xml", "shipments-v1.json", "shipstation.xml")


def uploads():
    """An upload is taken when it is complete, labels find their orders, and what came of it is Waybill's alone."""
    started = time.monotonic()
    as_user("outdoor", f"cp {DEMO}/orders/outdoor/orders-2026-11-23.xml {DROP}/orders/outdoor/first.xml")
    wait_for("the first upload", lambda: "first.xml imported" in fates())
    # It was too young at first, and tried again.
    assert "arriving" in json.dumps(reports()[0]) and reports()[0]["exitCode"] == 75, reports()[0]
    as_user("warehouse", f"cp {DEMO}/labels/*.json {DROP}/labels/")
    # Arrives while the last run is not over yet.
    as_user("outdoor", f"cp {DEMO}/orders/outdoor/orders-2026-11-22.xml {DROP}/orders/outdoor/second.xml.part")
    as_user("outdoor", f"mv {DROP}/orders/outdoor/second.xml.part {DROP}/orders/outdoor/second.xml")
    wait_for("the second upload", lambda: "second.xml imported" in fates())
    wait_for("the labels", lambda: any(name.endswith(".json imported") for name in fates()))
    assert list((DATA / "out/updates/outdoor").rglob("requests.jsonl")), fates()
    assert (DROP / "labels/pending").is_dir(), "no label waits"
    for path in [DATA, *DATA.rglob("*")]:
        is_input = path.is_file() and path.is_relative_to(DATA / "archive")
        assert is_input or path.owner() == "waybill" and path.stat().st_mode & 0o077 == 0, path
    print(f"uploads were taken, each once, in {time.monotonic() - started:.0f} s")


def rights():
    """What a sender may not do."""
    for user, script in [
        ("outdoor", f"ls {DATA}"),
        ("outdoor", f"ls {DROP}/orders/parts"),
        ("outdoor", f"cp /etc/hostname {DROP}/orders/parts/x.xml"),
        ("outdoor", f"cp /etc/hostname {DROP}/labels/x.json"),
        ("outdoor", f"mkdir {DROP}/orders/other"),
        ("warehouse", f"mv {DROP}/labels/pending {DROP}/labels/old"),
        ("warehouse", f"rm -r {DROP}/labels/pending"),
        ("warehouse", f"ls {DROP}/labels/pending"),
        ("outdoor", f"chmod 777 {DROP}/orders/outdoor"),
    ]:
        assert as_user(user, script, check=False).returncode != 0, f"{user} may: {script}"
    print("senders keep to their own folders")


def failures():
    """What cannot be read stops nothing, and what is never taken away has runs neither race nor end."""
    as_user("outdoor", f"echo '<Orders><Order>' > {DROP}/orders/outdoor/broken.xml")
    as_user("outdoor", f"chmod 600 {DROP}/orders/outdoor/broken.xml")
    wait_for("a run that must not read", lambda: "broken.xml left" in fates())
    as_user("outdoor", f"chmod 640 {DROP}/orders/outdoor/broken.xml; sleep 1; touch --date='1 hour ago' {DROP}/orders/outdoor/broken.xml")
    wait_for("the quarantine", lambda: "broken.xml quarantined" in fates())
    wait_for("the failure to show", lambda: is_active("waybill.service") == "failed")
    assert is_active("waybill.path") == "active", "waybill.path has given up"
    as_user("parts", f"cp {DEMO}/orders/parts/*.xml {DROP}/orders/parts/")
    wait_for("an upload after a failure", lambda: any("parts" == file["store"] for report in reports() for file in report["files"]))
    as_user("outdoor", f"ln -s /etc/hostname {DROP}/orders/outdoor/link.xml")
    before = len(reports())
    time.sleep(5 * PACE)
    assert 1 <= len(reports()) - before <= 5, f"{len(reports()) - before} runs in {5 * PACE} s"
    as_user("outdoor", f"rm {DROP}/orders/outdoor/link.xml")
    wait_for("the last run", lambda: is_active("waybill.service") == "inactive")
    before = len(reports())
    time.sleep(3 * PACE)
    assert len(reports()) == before, "a run without need"
    assert is_active("waybill.path") == "active", "waybill.path has given up"
    print("failures stay alone, and nothing races")


def purge():
    """The purge takes what is old and nothing else; each upload was taken once, whatever runs there were."""
    old = DATA / "archive/2020/01/02/outdoor/old.xml"
    as_user("waybill", f"mkdir -p {old.parent}; cp /etc/hostname {old}")
    young = [path for path in (DATA / "archive").rglob("*") if path.is_file() and path != old]
    systemctl("start", "waybill-purge.service")
    assert not old.exists() and not (DATA / "archive/2020").exists(), "the purge has left what is old"
    assert len(young) == len(UPLOADED) and all(path.exists() for path in young), f"the purge has removed what is young: {young}"
    taken = [fate for fate in fates() if fate.endswith((" imported", " quarantined", " repeated"))]
    assert taken == sorted([f"{name} imported" for name in UPLOADED] + ["broken.xml quarantined"]), taken
    timers = systemctl("list-timers", "--all").stdout
    assert "waybill.timer" in timers and "waybill-purge.timer" in timers, timers
    print("the purge took what was old, and each upload was taken once")


def main():
    separate()
    manager = follow_the_page()
    check_server()
    rights_before = as_user("outdoor", f"ls {DROP}/orders").stdout.split()
    assert rights_before == ["outdoor", "parts"], rights_before
    if manager is None:
        print("SKIPPED: no systemd starts here, so the units were checked and not run")
        return
    try:
        uploads()
        rights()
        failures()
        purge()
    finally:
        manager.kill()


if __name__ == "__main__":
    main()
