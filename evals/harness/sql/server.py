"""A PostgreSQL that is reached by `psql`: databases made and dropped, the catalog read."""
import json
import os
import re
import subprocess
from pathlib import Path

CATALOG = (Path(__file__).parent / "catalog.sql").read_text()


class Server:
    """A running server on a loopback port."""

    def __init__(self, psql, port, user="postgres", host="127.0.0.1"):
        self.command = [psql, "-X", "-q", "-A", "-t", "-h", host, "-p", str(port), "-U", user]
        self.databases = (f"truth_{os.getpid()}_main", f"truth_{os.getpid()}_try")

    def run(self, database, *arguments):
        command = [*self.command, "-d", database, "-v", "ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    def administer(self, sql):
        done = self.run("postgres", "-c", sql)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def fresh(self, database, template="template0"):
        self.drop(database)
        self.administer(f"create database {database} template {template}")

    def drop(self, database):
        self.administer(f"drop database if exists {database} with (force)")

    def version(self):
        return self.administer("select version()").strip().split(" on ")[0]

    def catalog(self, database):
        return json.loads(self.run(database, "-c", CATALOG).stdout)

    def messages(self, database, parts):
        """Each part as a simple query of its own, in one session; the error or none."""
        parts = [part for part in parts if part.strip()]
        if not parts:
            return None
        done = self.run(database, *(word for part in parts for word in ("-c", part)))
        return first_error(done.stderr) if done.returncode else None


class Session:
    """One connection that lives over several statements, so that temporary tables and settings do too."""

    def __init__(self, server, database):
        self.process = subprocess.Popen(
            [*server.command, "-d", database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.count = 0

    def do(self, sql):
        """Output and first error of one statement."""
        self.count += 1
        mark = f"__end_{self.count}__"
        self.process.stdin.write(f"{sql}\n;\n\\echo {mark}\n")
        self.process.stdin.flush()
        lines = list(iter(self.process.stdout.readline, f"{mark}\n")) if self.process.poll() is None else []
        error = next((line.strip() for line in lines if re.match(r"(psql:\S* )?(ERROR|FATAL):", line)), None)
        return "".join(lines), error

    def catalog(self):
        """The catalog as this session sees it; none inside a transaction that failed."""
        try:
            return json.loads(self.do(CATALOG)[0])
        except ValueError:
            return None

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def first_error(text):
    named = (line.strip() for line in text.splitlines() if re.search("ERROR|FATAL|error", line))
    return next(named, text.strip())[:300]
