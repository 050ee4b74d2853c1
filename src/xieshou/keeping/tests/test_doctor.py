"""What the doctor says, and what stops the start."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.world import SYSTEM
from xieshou.keeping import doctor, heads, serving
from xieshou.keeping.doctor import Finding, backup_age, examine, file_system
from xieshou.places.models import NATION
from xieshou.places.operations.add_place import add_place

NOW = datetime(2026, 6, 11, 9, 0, tzinfo=timezone.get_default_timezone())
MOUNTS = "/dev/sda1 / ext4 rw 0 0\nnas:/x /srv/net nfs4 rw 0 0\n//pc/y /mnt/my\\040disk cifs rw 0 0\n"


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    settings.DEMONSTRATION = tmp_path / "demonstration"
    settings.BACKUP_FOLDERS = [tmp_path / "backups"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/srv/data", "ext4"), ("/srv/net/data", "nfs4"), ("/mnt/my disk/x", "cifs"), ("/srv", "ext4")]
)
def test_a_disk_of_another_machine_is_recognised(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind
    assert kind.startswith(doctor.ELSEWHERE) == (kind != "ext4")


@pytest.mark.parametrize(("days", "level"), [(0, "good"), (1, "good"), (4, "watch"), (8, "bad"), (None, "bad")])
def test_a_backup_grows_old(days: int | None, level: str) -> None:
    finding = backup_age(None if days is None else NOW - timedelta(days=days), NOW)
    assert finding.level == level and bool(finding.mend) == (level != "good")


@pytest.mark.django_db
def test_what_is_wrong_comes_first_and_says_what_to_do(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECRET_KEY = "short"
    found = examine()
    levels = [finding.level for finding in found]
    assert levels == sorted(levels, key=["bad", "watch", "good"].index)
    assert all(finding.mend for finding in found if finding.level != "good")
    key = next(finding for finding in found if finding.what == "密钥")
    assert key.stops and key.level == "bad"
    with pytest.raises(CommandError, match="处要处理"):
        call_command("doctor")


@pytest.mark.django_db
def test_the_site_does_not_start_on_a_machine_that_loses_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "call_command", lambda *args, **more: None)
    monkeypatch.setattr(serving, "examine", lambda: [Finding("断电不丢", "bad", "synchronous 不是 FULL。", stops=True)])
    with pytest.raises(SystemExit, match="没有启动"):
        serving.prepare(lambda line: None)
    monkeypatch.setattr(serving, "examine", lambda: [Finding("还没有备份", "bad", "做一份。")])
    serving.prepare(lambda line: None)


@pytest.mark.django_db
def test_heads_are_held_against_those_of_the_days_before(settings: Any) -> None:
    add_place(SYSTEM, parent=None, level=NATION, name="中国")
    assert heads.export() == "" and heads.last_day() == timezone.localdate()
    [today] = heads.exported()
    today.rename(today.with_name("2026-01-01.json"))
    text = (heads.folder() / "2026-01-01.json").read_text("utf-8")
    (heads.folder() / "2026-01-01.json").write_text(text.replace('"head": "', '"head": "0'), "utf-8")
    assert "对不上" in heads.export() and "对不上" in heads.broken()
    assert any(finding.what == "审计链对不上" and finding.level == "bad" for finding in examine())
    heads.begin_anew()
    assert heads.export() == "" and not heads.broken()
