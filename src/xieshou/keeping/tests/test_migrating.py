"""An upgrade of the data takes a backup first, and one that fails leaves the data as they were."""

from __future__ import annotations

import pytest

from .homes import LATER, Home, tables_of

FAILING = {**LATER, "LATER_FAILS": "1"}


def test_nothing_is_backed_up_when_nothing_changes(home: Home) -> None:
    home.well("migrate")
    assert not home.backups()


def test_a_later_version_backs_up_before_it_migrates(home: Home) -> None:
    said = home.well("migrate", env=LATER)
    assert said.index("先做一份备份") < said.index("逐行核对") < said.index("数据升级好了")
    assert [slip["reason"] for slip in home.slips()] == ["upgrade"]
    home.well("backup", env=LATER)
    before, after = home.backups()
    assert "later_thing" not in tables_of(before) and tables_of(after)["later_thing"]["rows"] == 1


def test_a_migration_that_fails_leaves_the_data_as_they_were(home: Home) -> None:
    said = home.badly("migrate", env=FAILING)
    assert "E-KEP-111 升级没有做成，数据已恢复到升级前" in said
    home.well("backup")
    before, after = home.backups()
    assert tables_of(before) == tables_of(after)
    assert "later_thing" not in tables_of(after)
    assert not home.left_over()
    assert "数据升级好了" in home.well("migrate", env=LATER)


@pytest.mark.probe
def test_an_old_backup_is_brought_up_to_the_new_version(home: Home) -> None:
    home.well("backup")
    home.well("migrate", env=LATER)
    home.well("restore", str(home.backups()[0]), env=LATER)
    home.well("backup", env=LATER)
    assert tables_of(home.backups()[-1])["later_thing"]["rows"] == 1


@pytest.mark.probe
def test_a_backup_of_a_later_version_is_not_forced_into_an_earlier_one(home: Home) -> None:
    home.well("migrate", env=LATER)
    home.well("backup", env=LATER)
    assert "先升级携手" in home.badly("restore", str(home.backups()[-1]))
