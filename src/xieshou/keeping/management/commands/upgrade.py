"""``xieshou upgrade ARCHIVE``: hand over to the installer inside a newer archive; it backs up before it migrates."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

INSTALLER = "安装.sh"


def installed_in(prefix: Path) -> Path | None:
    """The folder of an installation made from an archive: ROOT/versions/VERSION holds this Python."""
    root = prefix.parent.parent
    return root if prefix.parent.name == "versions" and (root / "current").exists() else None


class Command(BaseCommand):
    """Unpack, hand over."""

    help = "用新的安装包升级；先备份，没升成就恢复"
    requires_system_checks: tuple[str, ...] = ()  # it must work where something else does not

    def add_arguments(self, parser: CommandParser) -> None:
        """Which archive."""
        parser.add_argument("archive", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; whatever the installer says is said here."""
        archive: Path = options["archive"]
        root = installed_in(Path(sys.prefix))
        if root is None:
            raise CommandError(
                "E-KEP-120 这里的携手不是用安装包装的。用 git 更新代码，再运行 xieshou migrate，会先备份。"
            )
        with tempfile.TemporaryDirectory(dir=root, prefix="unpacking-") as place:
            installer = self._unpacked(archive, Path(place))
            if subprocess.run(["bash", str(installer), str(root)], check=False).returncode:
                raise CommandError("E-KEP-122 没有升级，原因在上面一行。原来的版本和数据都在。")

    def _unpacked(self, archive: Path, place: Path) -> Path:
        try:
            subprocess.run(["tar", "-xzf", str(archive), "-C", str(place), "--no-same-owner"], check=True)
            [installer] = place.glob(f"*/{INSTALLER}")
        except (OSError, subprocess.CalledProcessError, ValueError) as fault:
            raise CommandError("E-KEP-121 安装包打不开，或者不是携手的安装包。重新拷一份，再来一次。") from fault
        return installer
