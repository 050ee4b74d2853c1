"""Who sees backups, who may take one away, and what a press begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.world import SYSTEM, World
from xieshou.accounts.operations.open_account import open_account
from xieshou.audit.models import Entry
from xieshou.keeping import starting
from xieshou.keeping.progress import current
from xieshou.keeping.shelf import Backup, every, note, places
from xieshou.scoping.scope import unscoped

NAME = "xieshou-20260611-090000"


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    settings.DEMONSTRATION = tmp_path / "demonstration"
    settings.BACKUP_FOLDERS = [tmp_path / "backups"]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would have been started."""
    seen: list[tuple[str, ...]] = []
    monkeypatch.setattr(starting, "start_child", lambda *arguments: seen.append(arguments))
    return seen


def put(state: str = "good") -> Backup:
    backup = Backup(NAME, str(places()[0]), state, "hand", made_at="2026-06-11T09:00:00+08:00", size=70)
    backup.path.write_bytes(b"PK" + b"x" * 60 + b"a" * 64)
    return note(backup)


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


@pytest.fixture
def keeper(world: World) -> Client:
    """An officer over every county of the installation."""
    slip = open_account(SYSTEM, username="all", name="全", place=world.nation, role="officer", password="shan-he-2026")
    client = Client()
    client.force_login(slip.user)
    return client


def actions() -> list[str]:
    with unscoped("test"):
        return [action for action in Entry.objects.values_list("action", flat=True) if action.startswith("backup.")]


@pytest.mark.parametrize(("name", "status"), [("安", 200), ("白", 404), ("马校长", 404), ("李桂兰", 404)])
def test_only_administrators_know_of_backups(world: World, name: str, status: int) -> None:
    put()
    client = signed_in(world, name)
    assert client.get("/backups/").status_code == status
    assert client.get(f"/backups/{NAME}/").status_code == status


def test_who_looks_after_one_county_of_several_takes_nothing_of_the_others(world: World, begun: list[Any]) -> None:
    put()
    client = signed_in(world, "安")
    assert "由管这台机器的人办" in client.get("/backups/").content.decode()
    for door in ("fetch", "drop", "restore"):
        assert client.post(f"/backups/{NAME}/{door}/", {"yes": "on"}).status_code == 404
    assert every() and not begun and actions() == []


def test_a_press_is_written_down_and_begins_one_job(
    keeper: Client, begun: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            keeper.post("/backups/make/")
    [arguments] = begun
    assert arguments[:2] == ("backup", "--to") and arguments[-2] == "--by" and arguments[-1].startswith("user:")
    job = current()
    assert job is not None and job.running
    assert actions() == ["backup.make"]
    assert "正在做备份" in keeper.get("/backups/").content.decode()


def test_a_place_that_is_not_there_is_refused_in_words(keeper: Client, begun: list[Any], settings: Any) -> None:
    settings.BACKUP_FOLDERS = [*settings.BACKUP_FOLDERS, settings.HOME / "stick"]
    answer = keeper.post("/backups/make/", {"place": "1"})
    assert answer.status_code == 422 and not begun
    (settings.HOME / "stick").mkdir()
    assert "stick" in keeper.get("/backups/").content.decode()


def test_taking_one_away_is_written_down_and_gives_the_very_bytes(keeper: Client) -> None:
    backup = put()
    answer = keeper.post(f"/backups/{NAME}/fetch/")
    assert b"".join(answer.streaming_content) == backup.path.read_bytes()  # type: ignore[attr-defined]  # a streamed answer
    assert "attachment" in answer["Content-Disposition"] and actions() == ["backup.fetch"]
    assert "包括学生的" in keeper.get(f"/backups/{NAME}/fetch/").content.decode() and len(actions()) == 1


def test_only_a_proved_one_is_gone_back_to_and_only_after_a_yes(
    keeper: Client, begun: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    put("unchecked")
    url = f"/backups/{NAME}/restore/"
    assert "E-KEP-105" in keeper.post(url, {"yes": "on"}).content.decode()
    put()
    assert "先勾上这一句" in keeper.post(url, {}).content.decode() and not begun
    with django_capture_on_commit_callbacks(execute=True):
        assert keeper.post(url, {"yes": "on"}).status_code == 302
    assert begun[0][0] == "restore"


def test_the_last_good_one_is_not_deleted_and_nothing_is_written_down(keeper: Client) -> None:
    put()
    answer = keeper.post(f"/backups/{NAME}/drop/", follow=True)
    assert "E-KEP-104" in answer.content.decode() and every() and actions() == []


@pytest.mark.parametrize("key", ["xieshou-0", "..", "..%2Fsecret", "a@9", "@"])
def test_an_address_of_no_backup_is_no_page(keeper: Client, key: str) -> None:
    put()
    assert keeper.get(f"/backups/{key}/").status_code == 404
    assert keeper.post(f"/backups/{key}/fetch/").status_code == 404
