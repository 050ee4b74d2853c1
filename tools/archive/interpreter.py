"""Lays the interpreter that runs this into a folder, to start on a machine that has none: interpreter.py FOLDER.

Standard library, shared libraries beyond the C library's own, and their licences come along; `patchelf` makes every one
of them look for the others beside itself. It needs a C library at least as new as this machine's.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

# The C library belongs to the system: it must fit the kernel and the name services of the machine.
SYSTEM = re.compile(r"(linux-vdso|ld-linux.*|libc|libm|libdl|librt|libpthread|libutil|libresolv|libnsl)\.so\b")
NEEDED = re.compile(r"^\s*(\S+) => (/\S+)", re.MULTILINE)
# What a web application does not use: windows, terminals, other databases, building, tests.
LEFT_OUT = re.compile(
    "__pycache__|dist-packages|ensurepip|idlelib|lib2to3|site-packages|tests?|tkinter|turtledemo|config-.*"
)
MODULES_LEFT_OUT = re.compile(r"(_tkinter|_curses.*|readline|nis|_sqlite3|_dbm|_gdbm|_test.*|_xx.*|xx.*)\.")
HERE = f"python{sys.version_info[0]}.{sys.version_info[1]}"


def passed_over(folder: str, names: list[str]) -> list[str]:
    """Names of a folder of the standard library that stay behind."""
    unused = [name for name in names if MODULES_LEFT_OUT.match(name)] if folder.endswith("lib-dynload") else []
    return unused + [name for name in names if LEFT_OUT.fullmatch(name)]


def needs(binary: Path) -> dict[str, Path]:
    """The shared libraries a file is loaded with, but for the system's own; raises where one is missing."""
    said = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=False).stdout
    if "not found" in said:
        raise SystemExit(f"{binary.name} 缺共享库：{said}")
    return {name: Path(path) for name, path in NEEDED.findall(said) if not SYSTEM.match(name)}


def licences(libraries: list[Path]) -> Iterator[Path]:
    """What the distribution says of the rights to each library, where it says anything."""
    for library in libraries:
        owner = subprocess.run(
            ["dpkg", "-S", f"*/{library.resolve().name}"], capture_output=True, text=True, check=False
        )
        told = Path("/usr/share/doc") / owner.stdout.split(":")[0] / "copyright"
        if owner.stdout and told.is_file():
            yield told


def look_beside(binary: Path, where: str) -> None:
    """Have a file look for its libraries in a place relative to itself."""
    subprocess.run([str(Path(sys.executable).with_name("patchelf")), "--set-rpath", where, str(binary)], check=True)


def lay(target: Path) -> None:
    """Program, library and rights."""
    lib = target / "lib"
    shutil.copytree(sysconfig.get_path("stdlib"), lib / HERE, ignore=passed_over)
    (lib / HERE / "site-packages").mkdir()
    program = target / "bin" / "python3"
    program.parent.mkdir()
    shutil.copyfile(Path(sys.executable).resolve(), program)
    program.chmod(0o755)
    modules = sorted((lib / HERE / "lib-dynload").glob("*.so"))
    found = {name: path for binary in (program, *modules) for name, path in needs(binary).items()}
    for name, path in found.items():
        shutil.copyfile(path, lib / name)
        look_beside(lib / name, "$ORIGIN")
    look_beside(program, "$ORIGIN/../lib")
    for module in modules:
        look_beside(module, "$ORIGIN/../..")
    rights = target / "licences"
    rights.mkdir()
    shutil.copyfile(lib / HERE / "LICENSE.txt", rights / "python")
    for told in licences(sorted(found.values())):
        shutil.copyfile(told, rights / told.parent.name)


if __name__ == "__main__":
    lay(Path(sys.argv[1]))
