"""An installation in a folder, and the `xieshou` command on it, in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.durability.stage import ROOT, Stage
from xieshou.files.storage import keep

LATER = {"DJANGO_SETTINGS_MODULE": "xieshou.keeping.tests.later.settings"}


@dataclass(frozen=True)
class Home:
    """One installation."""

    stage: Stage

    @property
    def folder(self) -> Path:
        return self.stage.home

    def run(
        self, *arguments: str, env: dict[str, str] | None = None, limit: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A command, with what it said."""
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        given = {**kept, "XIESHOU_HOME": str(self.folder), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        if self.stage.database:
            given["DATABASE_URL"] = self.stage.database
        command = [sys.executable, "-m", "xieshou.config.cli", *arguments]
        return subprocess.run(
            command,
            env=given | (env or {}),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            preexec_fn=limit,
        )

    def well(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        """A command that must succeed."""
        ended = self.run(*arguments, env=env)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def badly(self, *arguments: str, env: dict[str, str] | None = None, limit: Callable[[], None] | None = None) -> str:
        """A command that must fail with a sentence, not with a trace."""
        ended = self.run(*arguments, env=env, limit=limit)
        assert ended.returncode != 0, ended.stdout
        assert "Traceback" not in ended.stderr, ended.stderr
        return ended.stderr

    def backups(self) -> list[Path]:
        """Archives beside the data, the oldest first."""
        return sorted((self.folder / "backups").glob("*.zip"))

    def slips(self) -> list[dict[str, Any]]:
        """What the slips say, the oldest first."""
        return [json.loads(path.read_text("utf-8")) for path in sorted((self.folder / "backups").glob("*.json"))]

    def left_over(self) -> list[str]:
        """Whatever a job should have taken away."""
        found = [*self.folder.glob("rehearsal-*"), *(self.folder / "backups").glob("*.part")]
        return [path.name for path in (*found, *(self.folder / "backups").glob("*.slip"))]

    def keep_files(self) -> list[str]:
        """Three files as photos are kept."""
        return [keep(self.folder / "files", bytes([number]) * 5000, ".jpg") for number in range(3)]


def tables_of(archive: Path) -> dict[str, Any]:
    """Rows and digest of each table, as an archive says."""
    with zipfile.ZipFile(archive) as opened:
        tables: dict[str, Any] = json.loads(opened.read("manifest.json"))["shape"]["tables"]
        return tables


def copy_of(home: Home, target: Path) -> Home:
    """The same installation elsewhere; SQLite only."""
    shutil.copytree(home.folder, target)
    return Home(Stage(target))
