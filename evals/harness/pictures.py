"""The pictures of docs/tour.md: the report of the example target, as Chromium shows it.

It is the example as it comes, with the answers that the tour gives, in a repository with one commit. Each picture is
brought down to 256 colors, which keeps it small; nothing else is done to it. Look at them afterwards.
"""

import argparse
import base64
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

from .report_page import Browser

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGEST = 150_000
REFERENCES = ("plugin-event-streamer", "plugin-scheduler", "plugin-spending-control")
ANSWERS = 'team = 3\nhours_per_week = 32\nstart = "2026-11-30"\ndeadline = "2027-02-26, the audit"\n'
# Name, part of the page, width and height, colors.
VIEWS = [
    ("verdict", "verdict", (1200, 800), "light"),
    ("timeline", "timeline", (1200, 800), "dark"),
    ("schema", "schema", (1200, 800), "light"),
    ("phone", "verdict", (390, 780), "light"),
]
SHOW = """(async () => {
  document.getElementById('%s').scrollIntoView({ behavior: 'instant' });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
})()"""
# The most frequent colors stay; every other one becomes the nearest of them.
PALETTE = """(async (png) => {
  const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
  const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
  const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const counts = new Map(); const pixels = new Uint32Array(data.length / 4);
  for (let i = 0; i < pixels.length; i++) {
    const color = data[4 * i] << 16 | data[4 * i + 1] << 8 | data[4 * i + 2];
    pixels[i] = color; counts.set(color, (counts.get(color) || 0) + 1);
  }
  const kept = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map((one) => one[0]);
  const place = new Map(kept.map((color, index) => [color, index]));
  const far = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + ((a >> 8 & 255) - (b >> 8 & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  const nearest = (color) => kept.reduce((best, one, index) => far(color, one) < far(color, kept[best]) ? index : best, 0);
  let text = '';
  for (const color of pixels) {
    if (!place.has(color)) place.set(color, nearest(color));
    text += String.fromCharCode(place.get(color));
  }
  return [canvas.width, canvas.height, kept, btoa(text)];
})('%s')"""


def png(width: int, height: int, colors: list[int], pixels: bytes) -> bytes:
    """A PNG with a palette."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    palette = b"".join(color.to_bytes(3, "big") for color in colors)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [chunk(b"IHDR", head), chunk(b"PLTE", palette), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def report(folder: pathlib.Path, program: str) -> pathlib.Path:
    """The report of the example with the answers of the tour."""
    for name in ("plugin-fees", *REFERENCES):
        left = shutil.ignore_patterns(".groundplan")
        shutil.copytree(ROOT / "fixtures" / name, folder / name, ignore=left)
    target = folder / "plugin-fees"
    docs = target / "docs/pre-development-docs"
    (docs / "IMPLEMENTATION_PLAN.md").unlink(missing_ok=True)
    (docs / "answers.toml").write_text(ANSWERS)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        date = "2026-11-23T09:00:00+00:00"
        environment |= {f"GIT_{role}_NAME": "Ada Example", f"GIT_{role}_EMAIL": "ada@example.org", f"GIT_{role}_DATE": date}
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "What is there today"]):
        subprocess.run(["git", "-C", str(target), *arguments], check=True, env=environment)
    page = folder / "report.html"
    subprocess.run([program, "report", str(target), "--no-cache", "-o", str(page)], check=True, env=environment)
    return page


def take(browser: Browser, page: pathlib.Path, view: tuple) -> bytes:
    _, part, (width, height), colors = view
    is_phone = width < 600
    browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)
    browser.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colors}])
    browser.ask("Emulation.setScrollbarsHidden", hidden=True)
    load(browser, page.as_uri())
    browser.ask("Runtime.evaluate", expression=SHOW % part, awaitPromise=True)
    taken = browser.ask("Page.captureScreenshot", format="png")["data"]
    # The page's own policy forbids pictures, so the colors are counted in another one.
    load(browser, "about:blank")
    asked = browser.ask("Runtime.evaluate", expression=PALETTE % taken, awaitPromise=True, returnByValue=True)
    width, height, colors, pixels = asked["result"]["value"]
    return png(width, height, colors, base64.b64decode(pixels))


def load(browser: Browser, address: str) -> None:
    browser.ask("Page.navigate", url=address)
    while browser.message().get("method") != "Page.loadEventFired":
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "target/release/groundplan"))
    parser.add_argument("--to", type=pathlib.Path, default=ROOT / "docs/tour", help="folder of the pictures")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    program = str(pathlib.Path(options.program).resolve())
    large = []
    with tempfile.TemporaryDirectory() as folder:
        page = report(pathlib.Path(folder), program)
        browser = Browser(str(pathlib.Path(folder) / "profile"))
        for view in VIEWS:
            picture = take(browser, page, view)
            path = options.to / f"{view[0]}.png"
            path.write_bytes(picture)
            print(f"{path}: {len(picture):,} bytes")
            large += [path.name] if len(picture) > LARGEST else []
        browser.process.kill()
        browser.process.wait()
    if large:
        sys.exit(f"over {LARGEST:,} bytes: {', '.join(large)}")
