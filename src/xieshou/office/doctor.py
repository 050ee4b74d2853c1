"""What must be sound before the site may run, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from xieshou.documents.charts import has_glyphs


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    sound: bool
    mend: str = ""


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0])


def _embedded() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = str(cursor.fetchone()[0])
    sound = tuple(int(part) for part in version.split(".")) >= (3, 51, 3)
    yield Finding(f"SQLite {version}", sound, "低于3.51.3会丢数据。重新运行 make run，会装上合用的版本。")
    yield Finding("写入方式 WAL", _pragma("journal_mode") == "wal", "数据目录不能放在网络盘上。换一个本机目录。")
    yield Finding("断电不丢", _pragma("synchronous") == "2", "synchronous 不是 FULL。去掉对它的改动。")
    yield Finding("不用内存映射", _pragma("mmap_size") == "0", "mmap_size 不是0。去掉对它的改动。")


def examine() -> Iterator[Finding]:
    """Look at everything."""
    if connection.vendor == "sqlite":
        yield from _embedded()
    yield Finding("调试开关关着", not settings.DEBUG, "DEBUG 打开会泄露数据。关掉它。")
    yield Finding("密钥", len(settings.SECRET_KEY) >= 40, "密钥太短。删去数据目录里的 secret.key，会自动生成一把。")
    yield Finding("中文字体", has_glyphs("喆䶮〔"), "图表里会出现方框。重新运行 make run，会装上字体。")
    settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
    probe = settings.FILES_ROOT / ".probe"
    probe.write_bytes(b"x")
    probe.unlink()
    yield Finding("照片目录可写", True)
