"""Starts a command and prints what it cost: exit code, CPU seconds, wall seconds, KiB of its largest process.

A program of its own, because Linux counts the memory of whoever starts a process as that process's least.
"""
import os
import sys
import time


def launch(words):
    nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    process = os.posix_spawnp(words[0], words, os.environ, file_actions=nothing)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - started
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss


if __name__ == "__main__":
    print(*launch(sys.argv[1:]))
