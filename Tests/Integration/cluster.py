"""A Slurm of two virtual nodes on loopback, with keys, settings and folders of its own.

Nothing of the system's Slurm or munge is used. Every process is started here, and stopped by its number.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

WHERE = "/usr/sbin:/usr/local/sbin:/sbin:" + os.environ.get("PATH", "")
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol")
CONFIG = """ClusterName=waybill
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={place}/munge/socket,cred_expire=2
SlurmctldPort={control}
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/spool-%n
SlurmctldPidFile={place}/slurmctld.pid
SlurmdPidFile={place}/slurmd-%n.pid
SlurmctldLogFile={place}/slurmctld.log
SlurmdLogFile={place}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0
ReturnToService=2
JobRequeue=1
SlurmctldTimeout=5
SlurmdTimeout=6
KillWait=1
WaitTime=1
MessageTimeout=5
TCPTimeout=2
SwitchType=switch/none
SlurmdParameters=config_overrides
NodeName=n[1-2] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{first}-{last}] CPUs=2 RealMemory=8192 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE OverSubscribe=NO State=UP
"""


def missing():
    """What is not installed of what is needed."""
    return [name for name in NEEDED if not shutil.which(name, path=WHERE)]


def ports(count):
    """Ports in a row that nobody uses."""
    for first in range(21000, 30000, 10):
        found = []
        try:
            for port in range(first, first + count):
                found.append(socket.create_server(("127.0.0.1", port)))
        except OSError:
            continue
        finally:
            for each in found:
                each.close()
        return first
    raise SystemExit("there are no free ports")


def parents():
    """The parent of each process that lives."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return found


def read(process, name):
    try:
        return Path(f"/proc/{process}/{name}").read_bytes()
    except OSError:
        return b""


def descendants(process, of):
    """The numbers of a process and of all that it has started, as far as they live."""
    found = {process}
    while True:
        more = {child for child, parent in of.items() if parent in found} - found
        if not more:
            return found
        found |= more


def end(process, how=signal.SIGKILL):
    try:
        os.kill(process, how)
    except ProcessLookupError:
        pass


class Cluster:
    """Two nodes and what controls them; `with` starts and stops all of it."""

    def __init__(self, place):
        self.place = Path(place)
        self.place.mkdir(mode=0o755)
        self.processes = {}
        self.environment = {**os.environ, "PATH": WHERE, "SLURM_CONF": str(self.place / "slurm.conf")}
        self.configuration = f"SLURM_CONF={self.place}/slurm.conf".encode()

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        munge = self.place / "munge"
        munge.mkdir(mode=0o755)
        key = munge / "key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        for name in ("state", "spool-n1", "spool-n2"):
            (self.place / name).mkdir()
        first = ports(3)
        names = {
            "host": socket.gethostname().split(".")[0], "user": pwd.getpwuid(os.getuid()).pw_name,
            "place": self.place, "control": first, "first": first + 1, "last": first + 2,
        }
        (self.place / "slurm.conf").write_text(CONFIG.format(**names))
        options = [f"--key-file={key}", f"--socket={munge}/socket", f"--pid-file={munge}/pid"]
        options += [f"--log-file={munge}/log", f"--seed-file={munge}/seed"]
        self.spawn("munged", ["munged", "--foreground", "--force", *options])
        self.wait(lambda: (munge / "socket").exists(), "munged")
        self.spawn("slurmctld", ["slurmctld", "-D", "-c"])
        for node in ("n1", "n2"):
            self.start_node(node)
        self.wait(lambda: self.states() == {"n1": "idle", "n2": "idle"}, "the nodes")

    def start_node(self, node):
        self.spawn(node, ["slurmd", "-D", "-N", node])

    def spawn(self, name, command):
        with open(self.place / f"{name}.out", "ab") as log:
            self.processes[name] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment, start_new_session=True
            )

    def stop(self):
        for name in ("n1", "n2", "slurmctld", "munged"):
            if name in self.processes:
                self.kill(name)

    def kill(self, name):
        """Ends a process with all that it has started, as a power cut does."""
        process = self.processes.pop(name)
        of = parents()
        found = descendants(process.pid, of)
        # What runs the steps of jobs has let go of its parent: it is found from the jobs, which know their node.
        for each in of:
            words = read(each, "environ").split(b"\0")
            if f"SLURMD_NODENAME={name}".encode() in words and self.configuration in words:
                found.add(each)
                if read(of.get(each), "comm").startswith(b"slurmstepd"):
                    found |= descendants(of[each], of)
        for each in found:
            end(each)
        process.wait()

    def wait(self, done, what, seconds=60):
        limit = time.monotonic() + seconds
        while not done():
            if time.monotonic() > limit:
                raise SystemExit(f"waited {seconds} s for {what}\n{self.told()}")
            time.sleep(0.2)

    def told(self):
        """The ends of all logs, for people."""
        jobs = self.ask("scontrol", "--oneliner", "show", "job")
        logs = sorted(self.place.glob("*.log")) + sorted(self.place.glob("*.out"))
        return jobs + "\n".join(f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}" for path in logs)

    # --- what is asked ------------------------------------------------------------------------------------------------

    def ask(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, check=False)
        return done.stdout if done.returncode == 0 else ""

    def states(self):
        lines = self.ask("sinfo", "--noheader", "--Node", "--format=%N %T").splitlines()
        return {line.split()[0]: line.split()[1].rstrip("*") for line in lines}

    def tasks(self, job):
        """What is said of each task of an array, by its number; of one that is no array under `None`."""
        found = {}
        for line in self.ask("scontrol", "--oneliner", "show", "job", str(job)).splitlines():
            fields = dict(part.split("=", 1) for part in line.split() if "=" in part)
            number = fields.get("ArrayTaskId")
            if number is None or number.isdigit():
                found[None if number is None else int(number)] = fields
        return found
