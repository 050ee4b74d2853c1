"""A throw-away PostgreSQL server for the tests: made in a temporary folder, stopped and removed at the end."""

import contextlib
import glob
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

# Nothing in this server outlives the tests, so it need not survive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
}
START_SECONDS = 60


class Account(TypedDict, total=False):
    """Popen arguments that say as whom a command runs; empty means as oneself."""

    user: int
    group: int
    extra_groups: list[int]


class NoServer(Exception):
    """PostgreSQL's server is not installed or does not start; the text says which, in a sentence."""


def server_binaries() -> Path:
    """The folder with the newest `initdb` and `postgres` of this machine."""
    found = [Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name.split(".")[0]))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoServer("缺 PostgreSQL 服务器，请管理员执行：apt-get install postgresql")
    return Path(on_path).resolve().parent


def unprivileged() -> Account:
    """An account that is not root, since PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise NoServer("没有可以运行 PostgreSQL 的普通账户")


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Start a server with one empty database and yield its address, password included."""
    binaries, account = server_binaries(), unprivileged()
    home = Path(tempfile.mkdtemp(prefix="xieshou-pg-"))
    password = secrets.token_hex(16)
    server: subprocess.Popen[bytes] | None = None
    try:
        (home / "password").write_text(password, encoding="ascii")
        if account:
            for path in (home, home / "password"):
                os.chown(path, account["user"], account["group"])
        _make_data(binaries, home, account)
        port = free_port()
        server = _start(binaries, home, port, account)
        _wait(binaries, server, home, port)
        yield f"postgresql://xieshou:{password}@127.0.0.1:{port}/postgres"
    finally:
        _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def _make_data(binaries: Path, home: Path, account: Account) -> None:
    """Run initdb, with a password known to this process only."""
    command = [str(binaries / "initdb"), "-D", str(home / "data"), "-U", "xieshou", "-A", "scram-sha-256"]
    command += [f"--pwfile={home / 'password'}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(command, cwd=home, capture_output=True, text=True, **account)
    if made.returncode:
        raise NoServer(f"PostgreSQL 数据目录没有建成：{made.stderr.strip()}")


def _start(binaries: Path, home: Path, port: int, account: Account) -> subprocess.Popen[bytes]:
    """Start the server in the foreground, its log in the temporary folder."""
    command = [str(binaries / "postgres"), "-D", str(home / "data"), "-p", str(port), "-k", str(home)]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=home, stdout=log, stderr=log, **account)


def _wait(binaries: Path, server: subprocess.Popen[bytes], home: Path, port: int) -> None:
    """Return when the server answers; say what its log says if it does not."""
    for _ in range(START_SECONDS * 10):
        if server.poll() is not None:
            break
        asked = subprocess.run(
            [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)], capture_output=True, check=False
        )
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise NoServer(f"PostgreSQL 没有启动：{(home / 'log').read_text(errors='replace')[-400:]}")


def _stop(server: subprocess.Popen[bytes] | None) -> None:
    """End the server at once, connections or not."""
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main(command: list[str]) -> int:
    """Run a command with DATABASE_URL pointing at a throw-away server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped and removed then, too
    try:
        with throwaway_cluster() as address:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 3


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
