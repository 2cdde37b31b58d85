"""A PostgreSQL of our own: a cluster in a temporary folder on a free loopback port, gone at the end."""
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from .sql.server import Server
from .tools import Missing

USER = "postgres"
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "20"}


class Cluster:
    """A private cluster that runs until `close`."""

    def __init__(self):
        programs = folder_of_programs()
        self.control = programs / "pg_ctl"
        self.account = account()
        self.folder = Path(tempfile.mkdtemp(prefix="groundplan-evals-"))
        self.data = self.folder / "data"
        try:
            if self.account:
                os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
            self.run(programs / "initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
            self.port = free_port()
            self.run(self.control, "start", "-w", "-D", self.data, "-l", self.folder / "log", "-o", self.options())
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.server = Server(str(programs / "psql"), self.port, USER)

    def options(self):
        settings = QUICK | {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": self.folder}
        return " ".join(f"-c {name}={value}" for name, value in settings.items())

    def run(self, *command):
        """As the account that may own a cluster: the server refuses to run as root."""
        as_account = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}
        log = self.folder / "steps"
        with open(log, "ab") as output:
            done = subprocess.run([str(word) for word in command], stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd=self.folder, **as_account)
        if done.returncode:
            lines = log.read_text(errors="replace").strip().splitlines()
            raise Missing(f"no PostgreSQL (`{Path(command[0]).name}` failed: {lines[-1] if lines else 'it said nothing'})")

    def close(self):
        try:
            self.run(self.control, "stop", "-m", "immediate", "-D", self.data)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def folder_of_programs():
    """Where initdb, pg_ctl and psql are: the path, then where packages put them, newest first."""
    beside = [Path(shutil.which("initdb")).resolve().parent] if shutil.which("initdb") else []
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]), reverse=True)
    others = [path for pattern in ("/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin") for path in Path("/").glob(pattern[1:])]
    for folder in [*beside, *packaged, *others]:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "psql")):
            return folder
    raise Missing("no PostgreSQL")


def account():
    """The account to run as when we are root; none when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("no PostgreSQL (we are root, and there is no account `postgres` or `nobody` to run it)")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
