"""What must be sound before the site may run and while it runs, each with what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from xieshou.accounts.demonstration import is_demonstration
from xieshou.documents.charts import has_glyphs
from xieshou.vault import engine

from . import heads
from .shelf import last_good

OLDEST_SOUND = (3, 51, 3)
FRESH, STALE = timedelta(days=2), timedelta(days=7)
ROOMY = 2 * 2**30
TIGHT = 512 * 2**20
# Locks of a file on another machine's disk do not hold.
ELSEWHERE = ("nfs", "cifs", "smb", "fuse.sshfs", "fuse.glusterfs", "ceph")
WORDS = {"good": "好", "watch": "看一下", "bad": "不行"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `stops` means the site does not start with it."""

    what: str
    level: str
    mend: str = ""
    stops: bool = False

    @property
    def shape(self) -> str:
        """Its mark in the look."""
        return {"good": "done", "watch": "owed", "bad": "risk"}[self.level]

    @property
    def word(self) -> str:
        """Its level in a word."""
        return WORDS[self.level]


def _must(what: str, sound: bool, mend: str) -> Finding:
    """Something without which data get lost or are open to strangers."""
    return Finding(what, "good") if sound else Finding(what, "bad", mend, stops=True)


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        found = cursor.fetchone()
    return str(found[0]) if found else ""  # a database in memory knows nothing of maps


def file_system(path: Path, mounts: str) -> str:
    """The kind of file system a path lies on, by a table as Linux keeps it."""
    kinds: dict[str, str] = {}
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) > 2:
            kinds[parts[1].replace("\\040", " ")] = parts[2]
    return next((kinds[str(one)] for one in (path, *path.parents) if str(one) in kinds), "")


def _mounts() -> str:
    table = Path("/proc/mounts")
    return table.read_text(encoding="utf-8", errors="replace") if table.is_file() else ""


def _embedded() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = str(cursor.fetchone()[0])
    sound = tuple(int(part) for part in version.split(".")) >= OLDEST_SOUND
    yield _must(f"SQLite {version}", sound, "低于3.51.3会丢数据。重新安装携手，会装上合用的版本。")
    on_net = file_system(Path(settings.HOME).resolve(), _mounts()).startswith(ELSEWHERE)
    wal = _pragma("journal_mode") == "wal" and not on_net
    yield _must("数据在本机的盘上，写入方式 WAL", wal, "数据目录不能放在网络盘上。换一个本机目录。")
    yield _must("断电不丢", _pragma("synchronous") == "2", "synchronous 不是 FULL。去掉对它的改动。")
    yield _must("不用内存映射", _pragma("mmap_size") in ("0", ""), "mmap_size 不是0。去掉对它的改动。")


def _writable() -> Finding:
    what = "数据目录能写"
    try:
        settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
        probe = settings.FILES_ROOT / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as fault:
        return Finding(what, "bad", f"写不进去：{fault.strerror}。腾出空间，或把目录的权限改回来。", stops=True)
    return Finding(what, "good")


def _room() -> Finding:
    left = shutil.disk_usage(settings.HOME).free
    what = f"盘上还有{left / 2**30:.1f}GB" if left < ROOMY else "盘上还有空"
    if left < max(TIGHT, 2 * engine.size()):
        return Finding(what, "bad", "备份放不下了，再满就记不进去。删掉别的文件，或换大一点的盘。")
    if left < ROOMY:
        return Finding(what, "watch", "快满了。删掉别的文件，或把旧备份挪到U盘上。")
    return Finding(what, "good")


def backup_age(at: datetime | None, now: datetime) -> Finding:
    """The last good backup, by its age."""
    if at is None:
        return Finding("还没有备份", "bad", "做一份备份：在“备份”页上点一下。")
    days = (timezone.localdate(now) - timezone.localdate(at)).days
    what = f"上一份好的备份是{['今天', '昨天'][days] if days in (0, 1) else f'{days}天前'}的"
    if now - at <= FRESH:
        return Finding(what, "good")
    mend = "在“备份”页上点一下，做一份新的。"
    return Finding(what, "watch" if now - at <= STALE else "bad", mend)


def _heads(last: date | None) -> Finding:
    if heads.broken():
        return Finding("审计链对不上", "bad", f"{heads.broken()}。保留现场，不要恢复，联系县里的安全管理员。")
    if last is None or (timezone.localdate() - last).days > FRESH.days:
        return Finding("审计链的链头没有导出", "watch", "每天自动导出一次。今天还没有，就点一次“现在做一份备份”。")
    return Finding("审计链的链头每天导出", "good")


def examine() -> list[Finding]:
    """Look at everything; what is wrong comes first."""
    return sorted(_findings(), key=lambda finding: list(WORDS).index(finding.level), reverse=True)


def _findings() -> Iterator[Finding]:
    if engine.name() == "sqlite":
        yield from _embedded()
    yield _must("调试开关关着", not settings.DEBUG, "DEBUG 打开会泄露数据。关掉它。")
    key = len(settings.SECRET_KEY) >= 40
    yield _must("密钥", key, "密钥太短。删去数据目录里的 secret.key，会自动生成一把。")
    yield _must("中文字体（喆䶮〔）", has_glyphs("喆䶮〔"), "图表里会出现方框。重新安装携手，会装上字体。")
    yield _writable()
    yield _room()
    if is_demonstration():
        yield Finding("演示数据，不用备份", "good")
    else:
        good = last_good()
        yield backup_age(good.at if good else None, timezone.localtime())
        yield _heads(heads.last_day())
