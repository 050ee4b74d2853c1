"""The archive installs where there is no network and no Python, serves, and upgrades itself with a backup first."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.stage import ROOT

from .archives import Desk, packed, sums

ALONE = ["unshare", "-n", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made as `make archive` does, and unpacked as a file manager does."""
    subprocess.run([str(ROOT / "tools" / "archive.sh")], check=True, stdin=subprocess.DEVNULL)
    archive = max((ROOT / "dist").glob("xieshou-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    place = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(place)], check=True)
    [folder] = place.iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["program", "安装.sh", "安装携手.desktop", "安装说明.html"]
    return folder / "program"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    yield desk
    desk.stop()


def first_page(desk: Desk) -> str:
    with urllib.request.urlopen(desk.address, timeout=20) as answer:
        return str(answer.read().decode())


@pytest.mark.probe
def test_it_installs_without_network_and_python_serves_and_upgrades_after_a_backup(
    folder: Path, desk: Desk, tmp_path: Path
) -> None:
    assert not shutil.which("python3", path=desk.env["PATH"])
    # Where the machine allows it there is no network at all, but for the machine itself.
    alone = ALONE if os.geteuid() == 0 and shutil.which("unshare") and shutil.which("ip") else []
    said = desk.run(*alone, "bash", str(folder.with_name("安装.sh")))
    assert "装好了携手" in said, said
    if alone:  # what was started in there hears nobody outside
        desk.stop()
        assert "携手在" in desk.run(str(desk.root / "启动携手.sh"))
    assert "开通" in first_page(desk)
    serving = (desk.data / "serving.pid").read_text().strip()
    assert Path(os.readlink(f"/proc/{serving}/exe")).is_relative_to(desk.root), "its own interpreter runs"
    entry = (desk.home / ".local/share/applications/xieshou.desktop").read_text("utf-8")
    assert f'Exec="{desk.root}/启动携手.sh"' in entry
    later = tmp_path / "xieshou-9.0.0" / "program"
    shutil.copytree(folder, later)
    (later / "VERSION").write_text("9.0.0\n")
    sums(later)
    said = desk.xieshou("upgrade", str(packed(later)))
    assert "恢复一遍核对" in said and "升级到了9.0.0" in said and desk.runs == "9.0.0", said
    [slip] = (desk.data / "backups").glob("*.json")
    assert json.loads(slip.read_text("utf-8"))["state"] == "good"
    assert "开通" in first_page(desk)
    [backup] = (desk.data / "backups").glob("*.zip")
    assert "恢复好了" in desk.run(str(desk.root / "恢复备份.sh"), str(backup))
    assert "开通" in first_page(desk)


@pytest.mark.probe
def test_what_cannot_be_installed_is_said_in_one_line_and_leaves_nothing(folder: Path, desk: Desk) -> None:
    version, machine = (folder / "VERSION").read_text(), (folder / "MACHINE").read_text()
    (folder / "MACHINE").write_text("sw_64\n")
    assert "这个安装包是给 sw_64 的机器做的" in desk.install(folder) and desk.code
    (folder / "MACHINE").write_text(machine)
    (folder / "VERSION").write_text("0.2.0\n")
    assert "安装包不完整" in desk.install(folder) and desk.code
    (folder / "VERSION").write_text(version)
    assert not desk.root.exists()
