"""One database setting, from the environment or the embedded default."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# reliability rule 17: a power cut may not lose an acknowledged write, and a reader never waits for a writer.
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-20000; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF;"
)


def embedded(path: Path) -> dict[str, Any]:
    """The SQLite file that a single office runs on."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
        "CONN_MAX_AGE": 600,
    }


def from_url(url: str) -> dict[str, Any]:
    """A PostgreSQL database from ``postgresql://user:password@host:port/name?option=value``."""
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL 只认 postgresql://，这里是 {parts.scheme}://。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or host),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
    }
