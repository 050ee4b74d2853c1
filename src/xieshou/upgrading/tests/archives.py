"""Archives as `make archive` lays them out, with the tests' own interpreter in place of a whole one; and a machine."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.durability.stage import ROOT

SETTINGS = "xieshou.config.settings"
LATER = "xieshou.keeping.tests.later.settings"
# It has the words of the command line as arguments: `-m xieshou.config.cli serve …`.
PROGRAM = """#!/bin/sh
export PYTHONPATH="{root}/src:{root}" DJANGO_SETTINGS_MODULE={settings}
{extra}
exec "{python}" "$@"
"""
NEVER_SERVES = 'case " $* " in *" serve "*) echo "新的版本坏了"; exit 3 ;; esac'


def sums(folder: Path) -> None:
    """Write the list of digests, as it is when everything is whole."""
    (folder / "SHA256SUMS").unlink(missing_ok=True)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.relative_to(folder).as_posix()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def lay_out(place: Path, version: str, settings: str = SETTINGS, extra: str = "") -> Path:
    """The folder that an archive unpacks to."""
    folder = place / f"xieshou-{version}"
    (folder / "python" / "bin").mkdir(parents=True)
    program = folder / "python" / "bin" / "python3"
    program.write_text(PROGRAM.format(root=ROOT, settings=settings, extra=extra, python=sys.executable))
    program.chmod(0o755)
    for part in ("bin", "parts"):
        shutil.copytree(ROOT / "tools" / "archive" / part, folder / part)
    shutil.copyfile(ROOT / "tools" / "archive" / "install.sh", folder / "安装.sh")
    (folder / "VERSION").write_text(f"{version}\n")
    (folder / "MACHINE").write_text(f"{platform.machine()}\n")
    sums(folder)
    return folder


def packed(folder: Path) -> Path:
    """The archive of a folder, its labels first."""
    archive = folder.with_name(f"{folder.name}.tar.gz")
    first = ("VERSION", "MACHINE", "SHA256SUMS")
    with tarfile.open(archive, "w:gz") as out:
        for label in first:
            out.add(folder / label, f"{folder.name}/{label}")
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.relative_to(folder).as_posix() not in first:
                out.add(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return archive


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """A person's machine: a home folder, a port, no network, and no Python on the path."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self.home, self.port = home, free_port()
        self.root, self.data = home / "xieshou", home / "xieshou" / "data"
        self.address = f"http://127.0.0.1:{self.port}"
        path = home / "programs"
        path.mkdir()
        for folder in ("/usr/bin", "/bin"):
            for program in Path(folder).iterdir():
                if not program.name.startswith(("python", "xdg-")) and not (path / program.name).exists():
                    (path / program.name).symlink_to(program)
        # An address where nobody answers, for whatever would still try.
        nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
        given = {"HOME": str(home), "PATH": str(path), "LANG": "C.UTF-8", "XIESHOU_WAIT": "60"}
        self.env = given | nowhere | {"no_proxy": "127.0.0.1", "XIESHOU_PORT": str(self.port)}

    def run(self, *command: str) -> str:
        """A program that is pressed, with what it said."""
        ended = subprocess.run(
            command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=600,
        )
        self.code = ended.returncode
        return ended.stdout

    def install(self, folder: Path) -> str:
        """The double click."""
        return self.run("bash", str(folder / "安装.sh"))

    def xieshou(self, *arguments: str) -> str:
        """The command line of the version that runs."""
        return self.run(str(self.root / "current" / "bin" / "xieshou"), *arguments)

    @property
    def runs(self) -> str:
        """Which version is pointed at."""
        return Path(os.readlink(self.root / "current")).name

    def stop(self) -> None:
        if (self.root / "停止携手.sh").exists():
            self.run(str(self.root / "停止携手.sh"))
