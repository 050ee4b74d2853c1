"""What is not whole, not ours, not for this machine, or older, is said so and leaves nothing behind."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xieshou.keeping.making import Failed
from xieshou.scoping.operations import Refused
from xieshou.upgrading.bundles import arrive, found, keep, looked_at

from .archives import lay_out, packed, sums

NOW = "0.2.0"


def said(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "versions"
    folder.mkdir()
    return folder


def relabelled(folder: Path, label: str, words: str) -> Path:
    (folder / label).write_text(f"{words}\n")
    sums(folder)
    return packed(folder)


def test_an_archive_arrives_beside_the_others_and_never_over_one(tmp_path: Path, versions: Path) -> None:
    archive = packed(lay_out(tmp_path, "0.3.0"))
    assert looked_at(archive, NOW).version == "0.3.0"
    assert [arrive(archive, versions, NOW, said) for _ in range(2)] == ["0.3.0", "0.3.0-2"]
    assert (versions / "0.3.0" / "bin" / "xieshou").stat().st_mode & 0o111
    assert sorted(path.name for path in versions.iterdir()) == ["0.3.0", "0.3.0-2"]


@pytest.mark.parametrize(
    ("label", "words", "code"),
    [("MACHINE", "sw_64", "E-UPG-103"), ("VERSION", "0.1.9", "E-UPG-104"), ("VERSION", "../0.3", "E-UPG-101")],
)
def test_what_does_not_fit_is_refused_when_it_is_looked_at_and_when_it_arrives(
    tmp_path: Path, versions: Path, label: str, words: str, code: str
) -> None:
    archive = relabelled(lay_out(tmp_path, "0.3.0"), label, words)
    with pytest.raises(Refused, match=code):
        looked_at(archive, NOW)
    with pytest.raises(Failed, match=code):
        arrive(archive, versions, NOW, said)
    assert not list(versions.iterdir())


def changed(folder: Path) -> None:
    (folder / "parts" / "启动携手.sh").write_text("#!/bin/sh\nexit 0\n")


def added(folder: Path) -> None:
    (folder / "bin" / "more").write_text("#!/bin/sh\n")


def missing(folder: Path) -> None:
    (folder / "parts" / "设置.sh").unlink()


@pytest.mark.parametrize("spoil", [changed, added, missing])
def test_a_file_changed_added_or_missing_is_found(
    tmp_path: Path, versions: Path, spoil: Callable[[Path], None]
) -> None:
    folder = lay_out(tmp_path, "0.3.0")
    spoil(folder)
    for source in (packed(folder), folder):
        with pytest.raises(Failed, match="E-UPG-102"):
            arrive(source, versions, NOW, said)
    assert not list(versions.iterdir())


@pytest.mark.parametrize(
    ("name", "kind"), [("../outside", tarfile.REGTYPE), ("/tmp/outside", tarfile.REGTYPE), ("x/link", tarfile.SYMTYPE)]
)
def test_nothing_is_written_outside_and_no_link_is_followed(
    tmp_path: Path, versions: Path, name: str, kind: bytes
) -> None:
    archive = tmp_path / "bad.tar.gz"
    with tarfile.open(archive, "w:gz") as out:
        member = tarfile.TarInfo(name)
        member.type, member.linkname, member.size = kind, "/etc/passwd", 1 if kind == tarfile.REGTYPE else 0
        out.addfile(member, io.BytesIO(b"x"))
    with pytest.raises(Failed, match="E-UPG-102"):
        arrive(archive, versions, NOW, said)
    assert not list(versions.iterdir()) and not (tmp_path / "outside").exists()


def test_a_program_that_does_not_start_here_does_not_arrive(tmp_path: Path, versions: Path) -> None:
    with pytest.raises(Failed, match="E-UPG-105"):
        arrive(packed(lay_out(tmp_path, "0.3.0", extra="exit 1")), versions, NOW, said)
    assert not list(versions.iterdir())


def test_what_is_brought_is_kept_only_when_it_is_an_archive_and_is_found_from_then_on(
    tmp_path: Path, settings: Any
) -> None:
    settings.UPGRADES, settings.HOME = tmp_path / "upgrades", tmp_path
    settings.BACKUP_FOLDERS = [tmp_path / "stick"]
    with pytest.raises(Refused, match="E-UPG-101"):
        keep(iter([b"no archive"]), NOW)
    assert not list(settings.UPGRADES.iterdir())
    archive = packed(lay_out(tmp_path, "0.3.0"))
    assert keep(iter([archive.read_bytes()]), NOW).path.read_bytes() == archive.read_bytes()
    (tmp_path / "stick").mkdir()
    packed(lay_out(tmp_path, "0.10.0")).rename(tmp_path / "stick" / "xieshou-0.10.0.tar.gz")
    relabelled(lay_out(tmp_path, "0.1.0"), "VERSION", "0.1.0").rename(tmp_path / "stick" / "xieshou-0.1.0.tar.gz")
    assert [(one.version, one.place) for one in found(NOW)] == [("0.10.0", "stick"), ("0.3.0", "这台机器")]
