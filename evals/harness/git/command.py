"""Runs git so that the user's settings change nothing."""
import subprocess

SETTINGS = ("core.quotepath=off", "diff.renameLimit=0", "log.showSignature=false", "log.mailmap=true")


class Git:
    """Git in one repository."""

    def __init__(self, repository):
        self.command = ["git", *(word for setting in SETTINGS for word in ("-c", setting)), "-C", str(repository)]

    def bytes(self, *arguments, check=True, given=None):
        done = subprocess.run([*self.command, *arguments], capture_output=True, input=given)
        if check and done.returncode:
            raise RuntimeError(done.stderr.decode("utf-8", "replace")[-400:])
        return done.stdout

    def __call__(self, *arguments, check=True):
        """Output as text."""
        return self.bytes(*arguments, check=check).decode("utf-8", "replace")

    def lines(self, *arguments):
        return self(*arguments).splitlines()

    def number(self, *arguments):
        return int(self(*arguments))
