"""OpenSSH's own server on loopback, with keys and settings of its own, and its sftp as the client.

Nothing of the system's server is used: neither its settings nor its keys nor its port.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {place}/host_key
AuthorizedKeysFile {place}/user_key.pub
PidFile {place}/sshd.pid
StrictModes no
UsePAM no
UseDNS no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 200
MaxSessions 200
DisableForwarding yes
PermitUserRC no
PrintMotd no
PrintLastLog no
Subsystem sftp internal-sftp
ForceCommand internal-sftp
"""
CLIENT_CONFIG = """Host drop
    HostName 127.0.0.1
    Port {port}
    IdentityFile {place}/user_key
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile {place}/known_hosts
    GlobalKnownHostsFile none
    StrictHostKeyChecking yes
    UpdateHostKeys no
    PreferredAuthentications publickey
    BatchMode yes
    ConnectTimeout 20
    LogLevel ERROR
"""
WHERE = "/usr/sbin:/usr/local/sbin:/sbin:" + os.environ.get("PATH", "")


class Server:
    """An sshd that lets only the holder of a key of its own in, and only to exchange files."""

    def __init__(self, place):
        self.place = Path(place)
        self.place.mkdir()
        for name in ("host_key", "user_key"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "waybill-test", "-f", self.place / name]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        self.program = shutil.which("sshd", path=WHERE)
        if not self.program:
            raise SystemExit("sshd is not there: jobs/install-packages.sh test installs it")
        if os.geteuid() == 0:
            # Debian's service makes this folder when it starts, and here it may never have been started.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)

    def __enter__(self):
        # Another program may take the port between the search for it and the start.
        if not any(self.listens() for _ in range(5)):
            raise SystemExit(f"sshd does not start: {self.log}")
        status, said = Session(self, ["pwd"]).end()
        if status != 0:
            self.__exit__()
            raise SystemExit(f"sshd lets nobody in: {said}{self.log}")
        return self

    @property
    def log(self):
        return (self.place / "sshd.log").read_text()[-2000:]

    def listens(self):
        """Starts the server on a free port; whether it answers there."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        (self.place / "sshd_config").write_text(CONFIG.format(port=port, place=self.place))
        (self.place / "ssh_config").write_text(CLIENT_CONFIG.format(port=port, place=self.place))
        key = (self.place / "host_key.pub").read_text()
        (self.place / "known_hosts").write_text(f"[127.0.0.1]:{port} {key}")
        command = [self.program, "-D", "-f", self.place / "sshd_config", "-E", self.place / "sshd.log"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        for _ in range(100):
            if self.process.poll() is not None:
                return False
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return True
            time.sleep(0.05)
        self.__exit__()
        return False

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


class Session:
    """One call of sftp, which does its commands in turn and stops at the first that fails."""

    def __init__(self, server, commands, kilobytes=None):
        # Small pieces: a slow upload must write often, as one over a slow line does.
        pace = ["-B", "4096", "-l", str(kilobytes * 8)] if kilobytes else []
        command = ["sftp", "-q", "-F", server.place / "ssh_config", *pace, "-b", "-", "drop"]
        # A group of its own: sftp has ssh as its child.
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        self.process.stdin.write("".join(line + "\n" for line in commands).encode())
        self.process.stdin.close()
        self.process.stdin = None

    def end(self):
        """Waits for its end; the exit status and what it has said."""
        _, said = self.process.communicate(timeout=600)
        return self.process.returncode, said.decode()

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def kill(self, is_abrupt):
        """Ends it in the middle: by itself, so that its ssh still takes leave, or with its ssh."""
        if is_abrupt:
            self.signal(signal.SIGKILL)
        else:
            self.process.kill()
        return self.end()[0] == -signal.SIGKILL


def quoted(path):
    """A path as a word of sftp's commands."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
