"""The product as its own process, as a school office would start it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from types import TracebackType

import pysqlite3

ROOT = Path(__file__).resolve().parents[2]
DEMO = ["demo", "--schools", "12", "--years", "2"]
MAKE_SECONDS = 240
START_SECONDS = 60
FROM_OUTSIDE = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def xieshou(home: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command line and environment of `xieshou …` on one home folder."""
    env = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
    env |= {"XIESHOU_HOME": str(home), "XIESHOU_DEMO": "1", "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    return [sys.executable, "-c", "from xieshou.config.cli import main; main()", *arguments], env


def county_template(base: Path) -> Path:
    """The home folder with the demonstration county; of several workers the first makes it and the others wait."""
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home, ready, broken = shared / "county", shared / "county.ready", shared / "county.broken"
    try:
        (shared / "county.making").mkdir()
    except FileExistsError:
        return _awaited(home, ready, broken)
    home.mkdir()
    command, env = xieshou(home, *DEMO)
    made = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    (broken if made.returncode else ready).write_text(made.stdout + made.stderr, encoding="utf-8")
    assert made.returncode == 0, f"xieshou {' '.join(DEMO)}\n{made.stdout}{made.stderr}"
    return home


def _awaited(home: Path, ready: Path, broken: Path) -> Path:
    """The template that another worker is making."""
    for _ in range(MAKE_SECONDS * 5):
        if ready.exists():
            return home
        assert not broken.exists(), broken.read_text(encoding="utf-8")
        time.sleep(0.2)
    raise AssertionError("the demonstration county was not made in time")


class Site:
    """A served copy of the product; `address` is where it answers, `home` where its data lie."""

    def __init__(self, home: Path, settings: str = "") -> None:
        self.home, self.settings = home, settings
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / "serve.log"

    def __enter__(self) -> "Site":
        command, env = xieshou(self.home, "serve", "--port", str(self.port))
        if self.settings:
            env["DJANGO_SETTINGS_MODULE"] = self.settings
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def begin_again(self, county: Path) -> None:
        """Put the data back as they were made, while the server runs."""
        database = "xieshou.db"
        made = closing(pysqlite3.connect(county / database))
        served = closing(pysqlite3.connect(self.home / database, timeout=START_SECONDS))
        with made as source, served as target:
            source.backup(target)
        shutil.rmtree(self.home / "files", ignore_errors=True)
        if (county / "files").exists():
            shutil.copytree(county / "files", self.home / "files")

    def _wait(self) -> None:
        """Return when the site answers anything at all."""
        for _ in range(START_SECONDS * 10):
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
            try:
                urllib.request.urlopen(self.address, timeout=10).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no answer: {self.log.read_text(encoding='utf-8', errors='replace')[-2000:]}")

    def _stop(self) -> None:
        """End the server and its workers: the session that it was started in, nothing else."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, 15)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait()
