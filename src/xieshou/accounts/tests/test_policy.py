"""The policy table is whole, is used line by line, and is what the help page shows."""

from __future__ import annotations

import ast
import re
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client

import xieshou
from xieshou.accounts.policy import POLICY, ROLES, TABLE, _parse, roles_for
from xieshou.scoping.operations import ACTIONS

ROOT = Path(xieshou.__file__).parent
SYSTEM_ONLY = {
    "ledger.repair": "runs with a change of the rules, in the system's name; no person may post without a record",
}


def declared(decorator: str) -> set[str]:
    """Actions given to a decorator anywhere in the product's own source."""
    found = set()
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == decorator:
                found |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    return found


def load_operations() -> None:
    for path in ROOT.glob("*/operations/*.py"):
        import_module(".".join(["xieshou", *path.relative_to(ROOT).with_suffix("").parts]))


def test_every_role_is_written_out_for_every_action() -> None:
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    assert head == ["action", *ROLES]
    for line in lines:
        assert len(line) == len(ROLES) + 1 and set(line[1:]) <= {"yes", "no"}, line
    assert len(lines) == len(POLICY)


@pytest.mark.parametrize(
    "line",
    [
        "x.do" + " yes" * (len(ROLES) - 1),
        "x.do maybe" + " yes" * (len(ROLES) - 1),
        "x.do" + " yes" * (len(ROLES) + 1),
        "home.view" + " no" * len(ROLES),
    ],
)
def test_a_line_that_leaves_a_role_out_stops_the_start(line: str) -> None:
    with pytest.raises(ValueError, match="incomplete, misspelt or repeated"):
        _parse(TABLE + line)


def test_an_unknown_action_is_an_error_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        roles_for("activity.destroy")


def test_every_operation_is_in_the_table_or_is_the_systems_own_with_a_reason() -> None:
    operations = declared("operation")
    assert operations - set(POLICY) == set(SYSTEM_ONLY)
    assert all(SYSTEM_ONLY.values()) and len(operations) > 50


def test_every_page_is_in_the_table() -> None:
    assert declared("page") <= set(POLICY)


def test_every_line_of_the_table_is_used_by_a_page_or_an_operation() -> None:
    assert set(POLICY) - declared("page") - declared("operation") == set()


# Done by whoever holds a slip of paper or a link, in the name of the outside partner it was made for, by no account.
BY_CODE = ["gift.vouch", "slip.use"]


def test_every_action_is_somebodys_or_done_by_code() -> None:
    assert [action for action, roles in POLICY.items() if not roles] == BY_CODE


OWN_ACCOUNT = {"account.password", "account.second_step", "account.one_step", "account.work_at"}
# Their own calendar, and a list taken out as Excel, which leaves a line in the journal.
HARMLESS = {"subscription.open", "subscription.close", "list.export"}


@pytest.mark.parametrize("role", ["viewer", "inspector", "finance", "auditor", "donor"])
def test_who_only_reads_writes_nothing_but_his_own_account(role: str) -> None:
    load_operations()
    written = {action for action in ACTIONS if action in POLICY and role in POLICY[action]}
    assert written - HARMLESS == OWN_ACCOUNT


def test_who_keeps_the_system_reads_no_record_and_who_audits_changes_nothing() -> None:
    content = ("activity.", "plan.", "gift.", "report.", "placement.", "opening.", "need.", "pairing.")
    for role in ("system", "security", "auditor"):
        assert not [action for action, roles in POLICY.items() if role in roles and action.startswith(content)]
    assert not POLICY["audit.view"] & {"officer", "system", "head"}


@pytest.mark.django_db
def test_the_help_page_shows_the_same_table() -> None:
    load_operations()
    page = unescape(Client().get("/help/").content.decode())
    heads = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert heads[1:] == list(ROLES.values())
    shown = {}
    for label, cells in re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page, re.DOTALL):
        shown[label] = ["可以" in cell for cell in re.findall(r"<td>(.*?)</td>", cells, re.DOTALL)]
    expected = {ACTIONS[one]: [role in POLICY[one] for role in ROLES] for one in POLICY if one in ACTIONS}
    assert shown == expected and len(shown) > 50
