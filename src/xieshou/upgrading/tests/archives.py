"""Archives as `make archive` lays them out, with the tests' own interpreter in place of a whole one; and a machine."""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.durability.stage import ROOT

SETTINGS = "xieshou.config.settings"
LATER = "xieshou.keeping.tests.later.settings"
# A desktop's way to open a page: what it would show is kept, in order.
OPENS = """#!/bin/sh
n=$(ls "$HOME"/shown-* 2>/dev/null | wc -l)
case "$1" in http*) echo "$1" >"$HOME/shown-$n" ;; *) cat "$1" >"$HOME/shown-$n" ;; esac
"""
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
    """The folder of the program in what an archive unpacks to."""
    folder = place / f"xieshou-{version}" / "program"
    (folder / "python" / "bin").mkdir(parents=True)
    program = folder / "python" / "bin" / "python3"
    program.write_text(PROGRAM.format(root=ROOT, settings=settings, extra=extra, python=sys.executable))
    program.chmod(0o755)
    for part in ("bin", "parts"):
        shutil.copytree(ROOT / "tools" / "archive" / part, folder / part)
    for pressed in (ROOT / "tools" / "archive" / "pressed").iterdir():
        shutil.copy(pressed, folder.with_name(pressed.name))
    (folder / "VERSION").write_text(f"{version}\n")
    (folder / "MACHINE").write_text(f"{platform.machine()}\n")
    sums(folder)
    return folder


def packed(folder: Path) -> Path:
    """The archive of a program, its labels first."""
    top = folder.parent
    labels = [folder / "VERSION", folder / "MACHINE"]
    archive = top.with_name(f"{top.name}.tar.gz")
    with tarfile.open(archive, "w:gz") as out:
        for path in [*labels, *(path for path in sorted(top.rglob("*")) if path.is_file() and path not in labels)]:
            out.add(path, path.relative_to(top.parent).as_posix())
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
        return self.run("bash", str(folder.with_name("安装.sh")))

    def double_click(self, entry: Path, argument: Path | str = "") -> str:
        """An icon, as a file manager does it: with this file's place, or the folder's, for `%k`."""
        opener = self.home / "programs" / "xdg-open"
        opener.write_text(OPENS)
        opener.chmod(0o755)
        line = next(line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
        command = shlex.split(line.removeprefix("Exec=").replace("%k", shlex.quote(str(argument or entry))))
        self.env["DISPLAY"] = ":9"
        try:
            return self.run(*command)
        finally:
            del self.env["DISPLAY"]

    @property
    def told(self) -> Path:
        """The page that goes on by itself."""
        return self.home / "携手.html"

    def shown(self) -> list[str]:
        """What was opened in the browser, in order."""
        return [path.read_text("utf-8") for path in sorted(self.home.glob("shown-*"))]

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
