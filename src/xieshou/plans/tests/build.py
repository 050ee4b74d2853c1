"""Plans and posts that the tests of this app share."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.test import Client

from tests.world import World
from xieshou.plans.models import Plan, Promise
from xieshou.plans.operations.set_promise import set_promise
from xieshou.plans.operations.write_plan import (
    CalendarDraft,
    Contents,
    MeasureDraft,
    PromiseDraft,
    accept_plan,
    send_plan,
    write_plan,
)
from xieshou.scoping.scope import unscoped

HEAD, PARTNER = "马校长", "实验校长"


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def plan_of(world: World, state: str = "draft", **more: Any) -> Plan:
    """A plan of the country school with two measures, three promises and two lines of a calendar."""
    contents = Contents(
        [MeasureDraft("学校管理", "一起商量管理。"), MeasureDraft("校本教研", "一起备课。")],
        [
            PromiseDraft("联席会议", "meeting.joint", 1, measure=0),
            PromiseDraft("听评课", "lesson.observed", 4, 8, measure=1),
            PromiseDraft("德育活动", "moral.count", 2),
        ],
        [
            CalendarDraft(date(2025, 9, 1), date(2025, 9, 30), "商量计划", 0),
            CalendarDraft(date(2026, 2, 1), date(2026, 2, 28), "小结"),
        ],
    )
    values = {
        "title": "2025—2026学年工作计划", "sort": "annual", "starts": date(2025, 9, 1), "ends": date(2026, 7, 31),
        "guiding": "互相学习。", "organisation": "组长：马校长", "guarantees": "专人负责。",
    }  # fmt: skip
    author = world.user(HEAD)
    plan = write_plan(author, school=world.a2, pairing=world.pair, **{"contents": contents, **values, **more})
    if state in ("sent", "accepted"):
        plan = send_plan(author, plan=plan)
    if state == "accepted":
        plan = accept_plan(world.user(PARTNER), plan=plan, school=world.a1, by=PARTNER)
    return plan


def fresh(plan: Plan) -> Plan:
    with unscoped("test"):
        return Plan.objects.select_related("school", "pairing").get(pk=plan.pk)


def newest() -> Plan:
    with unscoped("test"):
        return Plan.objects.order_by("-created_at")[0]


def promises(plan: Plan) -> dict[str, Promise]:
    with unscoped("test"):
        return {promise.name: promise for promise in Promise.objects.select_related("plan").filter(plan=plan)}


def rows_data(prefix: str, rows: list[dict[str, Any]], standing: int = 0) -> dict[str, str]:
    """What a set of rows posts."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(standing)}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": str(value) for name, value in row.items()}
    return data


def promise_data(plan: Plan, **values: Any) -> dict[str, Any]:
    """What the form of a promise posts."""
    data = {
        "key": str(uuid.uuid4()), "version": str(fresh(plan).version), "indicator": "meeting.joint", "minimum": "1",
        "maximum": "", "per": "term", "each": "none", "doer": "", "name": "", "responsible": "", "measure": "",
    }  # fmt: skip
    return {**data, **values}


def pressed(plan: Plan, **more: str) -> dict[str, str]:
    """What a single button posts."""
    return {"key": str(uuid.uuid4()), "version": str(fresh(plan).version), **more}


def add_promise(world: World, plan: Plan, draft: PromiseDraft) -> Promise:
    return set_promise(world.user(HEAD), plan=plan, draft=draft)
