"""Who may bring another version, and what a press begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import SYSTEM, World
from xieshou.accounts.operations.open_account import open_account
from xieshou.audit.models import Entry
from xieshou.keeping import starting
from xieshou.keeping.progress import current
from xieshou.scoping.scope import unscoped

from .archives import lay_out, packed


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    """An installation from an archive."""
    settings.INSTALLED = tmp_path / "xieshou" / "versions" / "0.2.0"
    settings.INSTALLED.parent.mkdir(parents=True)
    lay_out(tmp_path, "0.2.0").rename(settings.INSTALLED)
    (tmp_path / "xieshou" / "current").symlink_to("versions/0.2.0")
    settings.HOME, settings.UPGRADES = tmp_path, tmp_path / "upgrades"
    settings.DEMONSTRATION, settings.BACKUP_FOLDERS = tmp_path / "demonstration", [tmp_path / "backups"]
    return tmp_path


@pytest.fixture
def keeper(world: World) -> Client:
    """An officer over every county of the installation."""
    slip = open_account(SYSTEM, username="all", name="全", place=world.nation, role="officer", password="shan-he-2026")
    client = Client()
    client.force_login(slip.user)
    return client


@pytest.mark.parametrize("name", ["安", "白", "马校长", "李桂兰"])
def test_who_does_not_look_after_every_county_cannot_know_of_it(world: World, place: Path, name: str) -> None:
    client = Client()
    client.force_login(world.user(name))
    assert client.get("/backups/upgrade/").status_code == 404
    assert client.post("/backups/upgrade/").status_code == 404


def test_a_press_is_written_down_with_the_digest_and_begins_one_job(
    keeper: Client, place: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    begun: list[tuple[str, ...]] = []
    monkeypatch.setattr(starting, "start_child", lambda *arguments: begun.append(arguments))
    given = packed(lay_out(place, "0.3.0")).read_bytes()
    bad = keeper.post("/backups/upgrade/", {"archive": SimpleUploadedFile("a.tar.gz", given[:100])})
    assert bad.status_code == 422 and "E-UPG-101" in bad.content.decode()
    assert "安装包还没有选" in keeper.post("/backups/upgrade/").content.decode()
    answer = keeper.post("/backups/upgrade/", {"archive": SimpleUploadedFile("../a.tar.gz", given)})
    assert answer.url == "/backups/upgrade/xieshou-0.3.0.tar.gz/"
    assert keeper.get("/backups/upgrade/xieshou-0.4.0.tar.gz/").status_code == 404
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            keeper.post(answer.url)
    [arguments] = begun
    assert arguments[0] == "upgrade" and arguments[1].endswith("upgrades/xieshou-0.3.0.tar.gz")
    job = current()
    assert job is not None and job.running and job.what == "upgrade"
    with unscoped("test"):
        assert list(Entry.objects.filter(action__startswith="backup.").values_list("action", flat=True)) == [
            "backup.upgrade"
        ]


def test_where_the_program_was_not_installed_from_an_archive_the_page_says_how(keeper: Client) -> None:
    assert "xieshou migrate" in keeper.get("/backups/upgrade/").content.decode()
    assert keeper.get("/backups/upgrade/xieshou-0.3.0.tar.gz/").status_code == 404
