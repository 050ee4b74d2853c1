"""Append-only tables: the database itself refuses to change or delete their rows."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def _sqlite(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _postgres(table: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{table} is append-only'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    ]


def append_only(table: str) -> migrations.RunPython:
    """A migration step that closes ``table`` to UPDATE and DELETE on both engines."""

    def close(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            statements = [_sqlite(table, "UPDATE"), _sqlite(table, "DELETE")]
        else:
            statements = _postgres(table)
        for statement in statements:
            schema_editor.execute(statement)

    def open_again(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            schema_editor.execute(f"DROP TRIGGER {table}_never_emptied ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_append_only()")

    return migrations.RunPython(close, open_again)
