"""From an archive to the next version, or back to the one before; a power cut between changes nothing."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xieshou.keeping.tests.homes import tables_of
from xieshou.upgrading.standing_in import standing_in

from .archives import LATER, Desk, free_port, lay_out, packed

FAILS = "export LATER_FAILS=1"
# The machine goes off after the data were changed and before anything else.
POWER_CUT = 'case " $* " in *" migrate "*) "{python}" "$@"; kill -9 $PPID; exit 1 ;; esac'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    said = desk.install(lay_out(tmp_path, "0.2.0"))
    assert "装好了携手 0.2.0" in said, said
    yield desk
    desk.stop()


def answer(desk: Desk) -> str:
    with urllib.request.urlopen(desk.address, timeout=20) as page:
        return str(page.read().decode())


def job(desk: Desk) -> Any:
    return json.loads((desk.data / "keeping.json").read_text("utf-8"))


@pytest.mark.probe
def test_a_migration_that_fails_leaves_version_and_data_as_they_were(desk: Desk, tmp_path: Path) -> None:
    said = desk.xieshou("upgrade", str(packed(lay_out(tmp_path, "0.3.0", LATER, FAILS))))
    assert desk.code and "没有升级成，已经退回0.2.0" in said and "later version does not fit" in said, said
    assert desk.runs == "0.2.0" and "开通" in answer(desk)
    desk.xieshou("backup")
    before, after = sorted((desk.data / "backups").glob("*.zip"))
    assert tables_of(before) == tables_of(after) and "later_thing" not in tables_of(after)
    assert [path.name for path in (desk.root / "versions").iterdir()] == ["0.2.0"]
    # a double click on the installer of a version that fits does the same as the page
    said = desk.install(lay_out(tmp_path / "next", "0.3.0", LATER))
    assert "升级到了0.3.0" in said and desk.runs == "0.3.0" and "开通" in answer(desk), said
    assert sorted(path.name for path in (desk.root / "versions").iterdir()) == ["0.2.0", "0.3.0"]


@pytest.mark.probe
def test_a_power_cut_in_the_middle_is_made_good_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    desk.xieshou("backup")
    desk.xieshou("upgrade", str(packed(lay_out(tmp_path, "0.3.0", LATER, POWER_CUT.format(python=sys.executable)))))
    assert desk.code and (desk.data / "upgrading.json").exists()
    assert "携手在" in desk.run(str(desk.root / "启动携手.sh"))
    assert not (desk.data / "upgrading.json").exists() and desk.runs == "0.2.0"
    assert "升级的时候机器停了" in job(desk)["sentence"] and "开通" in answer(desk)
    desk.xieshou("backup")
    first, *_, last = sorted((desk.data / "backups").glob("*.zip"))
    assert tables_of(first) == tables_of(last)


@pytest.mark.probe
def test_a_site_that_somebody_started_otherwise_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    (desk.data / "serving.pid").rename(desk.data / "hidden.pid")
    said = desk.xieshou("upgrade", str(packed(lay_out(tmp_path, "0.3.0", LATER))))
    assert desk.code and "E-UPG-112" in said and not list((desk.data / "backups").glob("*")), said
    assert "开通" in answer(desk) and [path.name for path in (desk.root / "versions").iterdir()] == ["0.2.0"]
    (desk.data / "hidden.pid").rename(desk.data / "serving.pid")


def test_while_the_site_is_stopped_its_address_says_so(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME, settings.STATIC_ROOT, port = tmp_path, tmp_path, free_port()
    (tmp_path / "look.css").write_text("p {}")
    progress = {"what": "upgrade", "step": 3, "touched": 2e12}
    (tmp_path / "keeping.json").write_text(json.dumps(progress))
    monkeypatch.setenv("XIESHOU_PORT", str(port))
    with standing_in():
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/activities/", timeout=5)
        assert refused.value.code == 503 and refused.value.headers["Refresh"]
        request = urllib.request.Request(f"http://127.0.0.1:{port}/backups/", headers={"HX-Request": "true"})
        with urllib.request.urlopen(request, timeout=5) as page:
            assert "升级数据" in page.read().decode()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/look.css", timeout=5) as style:
            assert style.read() == b"p {}"
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)


def test_where_it_was_not_installed_from_an_archive_the_command_says_how(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="E-UPG-110"):
        call_command("upgrade", str(packed(lay_out(tmp_path, "0.3.0"))))
