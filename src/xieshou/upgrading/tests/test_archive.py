"""The archive installs where there is no network, serves, and upgrades with a backup first."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tarfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.stage import ROOT

# An address where nobody answers, for whatever would still try; where the machine allows it there is no network at all.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def archive() -> Path:
    """Made as `make archive` does."""
    subprocess.run([str(ROOT / "tools" / "archive.sh")], check=True, stdin=subprocess.DEVNULL)
    return max((ROOT / "dist").glob("xieshou-*.tar.gz"), key=lambda path: path.stat().st_mtime)


class Desk:
    """A person's machine: a home folder, a browser's view of a port, no network."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        given = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        self.env = given | NOWHERE | {"no_proxy": "127.0.0.1", "XIESHOU_PORT": str(self.port)}
        self.root = home / "xieshou"

    def run(self, *command: str) -> str:
        """A program that is pressed, with what it said."""
        ended = subprocess.run(
            command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=600,
        )
        self.code = ended.returncode
        return ended.stdout

    def page(self) -> str:
        """What the browser shows first."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=20) as answer:
            return str(answer.read().decode())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    desk.home.mkdir()
    yield desk
    if desk.root.exists():
        desk.run(str(desk.root / "停止携手.sh"))


def unpacked(archive: Path, place: Path) -> Path:
    place.mkdir()
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(place)], check=True)
    [folder] = place.iterdir()
    return folder


def later(folder: Path, place: Path) -> Path:
    """The archive of a version that is one step further."""
    place.mkdir()
    shutil.copytree(folder, place / "xieshou-next")
    (place / "xieshou-next" / "VERSION").write_text("0.999\n")
    sums = "find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS"
    subprocess.run(["bash", "-c", sums], cwd=place / "xieshou-next", check=True)
    with tarfile.open(place / "next.tar.gz", "w:gz", compresslevel=1) as packed:
        packed.add(place / "xieshou-next", "xieshou-next")
    return place / "next.tar.gz"


@pytest.mark.probe
def test_it_installs_without_a_network_serves_and_upgrades_after_a_backup(
    archive: Path, desk: Desk, tmp_path: Path
) -> None:
    folder = unpacked(archive, tmp_path / "unpacked")
    alone = ["unshare", "-n"] if os.geteuid() == 0 and shutil.which("unshare") else []
    said = desk.run(*alone, "bash", str(folder / "安装.sh"))
    assert "装好了携手" in said, said
    if alone:  # what was started in there hears nobody outside
        desk.run(str(desk.root / "停止携手.sh"))
        assert "携手在" in desk.run(str(desk.root / "启动携手.sh"))
    assert "开通" in desk.page()
    assert (desk.home / ".local/share/applications/xieshou.desktop").read_text("utf-8").count(str(desk.root)) == 1
    said = desk.run(str(desk.root / "current/bin/xieshou"), "upgrade", str(later(folder, tmp_path / "later")))
    assert "先做一份备份" in said and "升级到了 0.999" in said, said
    assert os.readlink(desk.root / "current") == "versions/0.999"
    [slip] = (desk.root / "data" / "backups").glob("*.json")
    assert json.loads(slip.read_text("utf-8"))["state"] == "good"
    assert "开通" in desk.page()
    assert "升级到了" in desk.run("bash", str(folder / "安装.sh"))
    assert len(list((desk.root / "versions").iterdir())) == 2 and "开通" in desk.page()
    backup, _ = sorted((desk.root / "data" / "backups").glob("*.zip"))
    assert "恢复好了" in desk.run(str(desk.root / "恢复备份.sh"), str(backup))
    assert "开通" in desk.page()


@pytest.mark.probe
def test_a_damaged_archive_and_a_machine_without_python_are_said_in_one_line(
    archive: Path, desk: Desk, tmp_path: Path
) -> None:
    folder = unpacked(archive, tmp_path / "unpacked")
    (folder / "PYTHON").write_text("9.9\n")
    assert "缺 Python 9.9" in desk.run("bash", str(folder / "安装.sh")) and desk.code
    (folder / "PYTHON").write_text("3.11\n")
    (folder / "VERSION").write_text("0.2.0\n")
    assert "安装包不完整" in desk.run("bash", str(folder / "安装.sh")) and desk.code
    assert not desk.root.exists()
