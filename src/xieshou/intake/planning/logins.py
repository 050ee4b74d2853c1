"""账号: one grant each in one school; a missing sign-in name is made from the initials."""

from __future__ import annotations

import re

from xieshou.accounts.policy import IN_A_SCHOOL, ROLES
from xieshou.kernel.names import initials

from .directory import Directory, named_here
from .plan import Row
from .staff import person_of, school_of
from .words import role_of

USERNAME = re.compile(r"[0-9A-Za-z_.@\-\u4e00-\u9fff]{2,40}")
IN_WORDS = [label for code, label in ROLES.items() if code in IN_A_SCHOOL]
PHONE = re.compile(r"1[3-9]\d{9}")


def _username(row: Row, known: Directory, taken: set[str], name: str) -> str:
    said = row.text("username", number=True)
    if not said:
        start, number = (initials(name).lower() or "user"), 1
        while f"{start}{number:02d}" in taken or f"{start}{number:02d}" in known.users:
            number += 1
        made = f"{start}{number:02d}"
        row.doubt("username", f"没有写账号，起了{made}。")
        return made
    if not USERNAME.fullmatch(said):
        row.fault("username", "账号只能用数字、字母和汉字，2到40个字。")
    elif said.isdigit() and len(said) >= 9 and not PHONE.fullmatch(said):
        row.doubt("username", "像手机号，但位数或开头不对。照写也能登录。")
    return said


def _role(row: Row) -> str:
    said = row.text("role")
    role = role_of(said)
    if not said:
        post = role_of(row.text("post"))
        row.doubt("role", f"没有写角色，按{ROLES[post or 'teacher']}开。", *IN_WORDS)
        return post or "teacher"
    if said in ("县级管理员", "上级查看", "管理员（县）"):
        row.fault("role", "县级账号不能批量开，请到账号页单独开。")
    elif not role:
        row.fault("role", "没有这个角色。", *IN_WORDS)
    return role


def plan_login(row: Row, known: Directory, taken: set[str]) -> None:
    """One account of the list."""
    school, name = school_of(row, known), person_of(row)
    role = _role(row)
    row.title = name
    if school is None or row.faults:
        return
    username = _username(row, known, taken, name)
    user = known.users.get(username.lower())
    if username.lower() in taken:
        row.fault("username", f"账号{username}在这张表里写了两遍。")
    elif user is not None and (user.name, f"p{user.place_id}") != (name, school.token):
        row.fault("username", f"账号{username}已经有人用了。换一个。")
    if row.faults:
        return
    taken.add(username.lower())
    people = named_here(known, school.token, name)
    staff = people[0] if len(people) == 1 else None
    if len(people) > 1:
        row.doubt("name", f"名册里有{len(people)}位{name}，账号先不和名册连上。")
    row.values = {"name": name, "school": school.token, "username": username, "role": role, "post": row.text("post")}
    row.values["staff"] = str(staff.pk) if staff and staff.pk else ""
    row.values["staff_row"] = [staff.row.table, staff.row.number] if staff and staff.row else []
    row.deed = "same" if user else "new"
