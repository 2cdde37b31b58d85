"""Size of the HTML report, and how long a browser needs until it answers.

The goal is a file below 3 MB for a repository of 2,000 files that is interactive within 2 s. Measured from the start
of the navigation: until the page's own script is done (its mark `groundplan-ready`), and until the first search over
all rows and files has drawn its hits. Chromium is driven over its debugging pipe, as in tests/it/report.
"""

import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

FILES = 2_000
LARGEST = 3_000_000
SLOWEST = 2_000.0
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
)
MEASURE = """(async () => {
  const ready = performance.getEntriesByName('groundplan-ready')[0].startTime;
  const field = document.getElementById('find-text');
  const from = performance.now();
  field.value = 'handler';
  field.dispatchEvent(new Event('input'));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const hits = document.querySelectorAll('#find-list a').length;
  return [ready, performance.now() - from, hits, document.querySelectorAll('*').length];
})()"""


class Browser:
    """Chromium with one page."""

    def __init__(self, profile: str) -> None:
        program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
        if program is None:
            sys.exit("no Chromium is installed: nothing was measured")
        line = f'exec "{program}" {FLAGS} --user-data-dir="$0" about:blank 3<&0 4>&1 </dev/null >/dev/null'
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(["sh", "-c", line, profile], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.session, self.number, self.rest = "", 0, b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    def message(self) -> dict:
        while b"\0" not in self.rest:
            part = self.process.stdout.read1(1 << 16)
            if not part:
                sys.exit("Chromium ended by itself")
            self.rest += part
        head, self.rest = self.rest.split(b"\0", 1)
        return json.loads(head)

    def ask(self, method: str, **parameters: object) -> dict:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.process.stdin.write(json.dumps(message).encode() + b"\0")
        self.process.stdin.flush()
        while (answer := self.message()).get("id") != self.number:
            pass
        if "error" in answer:
            sys.exit(f"{method}: {answer['error']}")
        return answer["result"]

    def open(self, page: pathlib.Path) -> list[float]:
        self.ask("Page.navigate", url=page.as_uri())
        while self.message().get("method") != "Page.loadEventFired":
            pass
        asked = self.ask("Runtime.evaluate", expression=MEASURE, awaitPromise=True, returnByValue=True)
        return asked["result"]["value"]


def made_up(folder: pathlib.Path) -> pathlib.Path:
    """A Go service of 2,000 files: packages in layers that import each other, handlers, tests."""
    (folder / "go.mod").write_text("module example.org/big\n\ngo 1.22\n")
    layers = ["transport", "application", "domain", "adapter"]
    for number in range(FILES - 1):
        layer, package = layers[number % 4], f"part{number // 40:02}"
        place = folder / "internal" / package / layer
        place.mkdir(parents=True, exist_ok=True)
        below = layers[number % 4 + 1] if number % 4 < 3 else None
        use = f'import _ "example.org/big/internal/{package}/{below}"\n\n' if below else ""
        body = "".join(f"\tif n > {i} {{\n\t\tn--\n\t}}\n" for i in range(number % 9))
        test = "_test" if number % 5 == 4 else ""
        name = f"TestHandler{number}(t *testing.T)" if test else f"Handler{number}(n int) int"
        head = 'import "testing"\n\n' if test else use
        end = "" if test else "\treturn n\n"
        text = f"package {layer}\n\n{head}func {name} {{\n{'' if test else body}{end}}}\n"
        (place / f"handler_{number}{test}.go").write_text(text)
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "made up"]):
        subprocess.run([*git, *arguments], check=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("repository", nargs="?")
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--program", default=root / "target/release/groundplan")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        if options.repository:
            repository = pathlib.Path(options.repository).resolve()
        else:
            (place / "big").mkdir()
            repository = made_up(place / "big")
        page = place / "report.html"
        command = [str(options.program), "report", str(repository), "--no-cache", "-o", str(page)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        size = page.stat().st_size
        browser = Browser(str(place / "profile"))
        rounds = [browser.open(page) for _ in range(options.rounds)]
        browser.process.kill()
        browser.process.wait()
    ready, search = (statistics.median(one[index] for one in rounds) for index in (0, 1))
    print(f"{repository.name}: {size:,} bytes, {rounds[0][3]:,.0f} elements")
    print(f"ready after {ready:.0f} ms, first search drawn {search:.0f} ms later ({rounds[0][2]:.0f} hits shown)")
    missed = [size > LARGEST, ready + search > SLOWEST]
    if any(missed):
        sys.exit(f"goal missed: {LARGEST:,} bytes, {SLOWEST:.0f} ms")


if __name__ == "__main__":
    main()
