"""What somebody sees who presses icons: a page at once, which goes on by itself; never a window that closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .archives import Desk, lay_out, sums

INSTALL = "安装携手.desktop"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    (desk.home / "桌面").mkdir()
    yield desk
    desk.stop()


def test_one_page_is_opened_at_once_and_leads_to_the_site(desk: Desk, tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "下载", "0.2.0").parent
    said = desk.double_click(folder / INSTALL, folder)  # some file managers give the folder only
    [first] = desk.shown()
    assert "正在核对安装包" in first and 'content="2"' in first, said
    assert f'content="0;url={desk.address}/"' in desk.told.read_text("utf-8"), said
    icon = desk.home / "桌面" / "xieshou.desktop"
    desk.double_click(icon)
    assert len(desk.shown()) == 2 and f"url={desk.address}/" in desk.shown()[-1]
    assert (desk.root / "current" / "parts" / "xieshou.svg").is_file() and "xieshou.svg" in icon.read_text("utf-8")
    started = desk.home / ".config" / "autostart" / "xieshou.desktop"
    desk.double_click(started)
    assert len(desk.shown()) == 2, "at the start of the machine no page is opened"


def test_what_stops_it_stands_on_the_page(desk: Desk, tmp_path: Path) -> None:
    program = lay_out(tmp_path / "下载", "0.2.0")
    (program / "MACHINE").write_text("sw_64\n")
    sums(program)
    desk.double_click(program.with_name(INSTALL))
    assert desk.code and "给 sw_64 的机器做的" in desk.shown()[0] and "refresh" not in desk.shown()[0]
    assert not desk.root.exists()


@pytest.mark.probe
def test_a_site_that_does_not_start_says_why_on_the_page(desk: Desk, tmp_path: Path) -> None:
    desk.install(lay_out(tmp_path, "0.2.0"))
    desk.stop()
    (desk.root / "设置.sh").write_text((desk.root / "设置.sh").read_text() + "export XIESHOU_LISTEN=10.255.255.1\n")
    desk.double_click(desk.home / "桌面" / "xieshou.desktop")
    page = desk.told.read_text("utf-8")
    assert desk.code and "没有启动，照下面说的改好" in page and "refresh" not in page
