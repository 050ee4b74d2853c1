"""The policy table: one line an action, one column a role, refusals written out.

Read by the gate, by the tests and by the help page. ``yes`` is a grant inside the place the role was given for.
"""

from __future__ import annotations

ROLES = {
    "officer": "县级管理员",
    "viewer": "上级查看",
    "head": "校长",
    "clerk": "学校联络人",
    "teacher": "教师",
}

TABLE = """
action               officer  viewer  head  clerk  teacher
home.view            yes      yes     yes   yes    yes
county.view          yes      yes     no    no     no
place.view           yes      yes     yes   yes    yes
place.add            yes      no      no    no     no
place.amend          yes      no      yes   yes    no
place.figures        yes      no      yes   yes    no
term.set             yes      no      no    no     no
staff.view           yes      no      yes   yes    yes
staff.add            yes      no      yes   yes    no
staff.amend          yes      no      yes   yes    no
account.password     yes      yes     yes   yes    yes
account.view         yes      no      yes   no     no
account.open         yes      no      yes   no     no
account.renew        yes      no      yes   no     no
account.close        yes      no      yes   no     no
pairing.view         yes      yes     yes   yes    yes
pairing.open         yes      no      no    no     no
pairing.amend        yes      no      yes   no     no
pairing.close        yes      no      no    no     no
community.open       yes      no      no    no     no
need.state           yes      no      yes   yes    no
need.amend           yes      no      yes   yes    no
policy.view          yes      yes     yes   yes    yes
policy.register      yes      no      no    no     no
policy.amend         yes      no      no    no     no
group.set            yes      no      yes   yes    no
agreement.write      yes      no      yes   yes    no
agreement.sign       yes      no      yes   no     no
agreement.end        yes      no      no    no     no
plan.view            yes      yes     yes   yes    yes
plan.write           yes      no      yes   yes    no
plan.amend           yes      no      yes   yes    no
plan.send            yes      no      yes   yes    no
plan.accept          no       no      yes   no     no
measure.set          yes      no      yes   yes    no
calendar.set         yes      no      yes   yes    no
promise.set          yes      no      yes   yes    no
promise.drop         yes      no      yes   yes    no
promise.replan       yes      no      yes   yes    no
rule.set             yes      no      no    no     no
activity.view        yes      yes     yes   yes    yes
activity.record      yes      no      yes   yes    yes
activity.amend       yes      no      yes   yes    yes
activity.withdraw    yes      no      yes   yes    yes
activity.confirm     no       no      yes   yes    yes
activity.dispute     no       no      yes   yes    yes
activity.join        no       no      yes   yes    yes
photo.add            yes      no      yes   yes    yes
photo.remove         yes      no      yes   yes    yes
placement.view       yes      yes     yes   yes    yes
placement.record     yes      no      yes   yes    no
placement.amend      yes      no      yes   yes    no
placement.withdraw   yes      no      yes   yes    no
batch.set            yes      no      no    no     no
duty.set             yes      no      no    no     no
gift.view            yes      yes     yes   yes    yes
gift.record          yes      no      yes   yes    no
gift.amend           yes      no      yes   yes    no
gift.withdraw        yes      no      yes   yes    no
gift.confirm         no       no      yes   yes    no
trace.view           yes      yes     yes   yes    yes
report.view          yes      yes     yes   yes    yes
report.write         yes      no      yes   yes    no
report.issue         yes      no      yes   no     no
intake.use           yes      no      yes   yes    yes
intake.drop          yes      no      yes   yes    yes
intake.close         yes      no      yes   yes    yes
roster.import        yes      no      yes   yes    no
roster.undo          yes      no      yes   yes    no
roster.export        yes      no      yes   yes    no
opening.view         yes      yes     yes   yes    no
opening.record       yes      no      yes   no     no
opening.amend        yes      no      yes   no     no
opening.withdraw     yes      no      yes   no     no
backup.view          yes      no      no    no     no
backup.make          yes      no      no    no     no
backup.check         yes      no      no    no     no
backup.fetch         yes      no      no    no     no
backup.drop          yes      no      no    no     no
backup.restore       yes      no      no    no     no
"""


def _parse(table: str) -> dict[str, frozenset[str]]:
    lines = [line.split() for line in table.strip().splitlines()]
    roles = lines[0][1:]
    if roles != list(ROLES):
        raise ValueError("the policy table must list every role, in order")
    policy: dict[str, frozenset[str]] = {}
    for action, *cells in lines[1:]:
        if len(cells) != len(roles) or set(cells) - {"yes", "no"} or action in policy:
            raise ValueError(f"policy line {action!r} is incomplete, misspelt or repeated")
        policy[action] = frozenset(role for role, cell in zip(roles, cells, strict=True) if cell == "yes")
    return policy


POLICY = _parse(TABLE)


def role_choices() -> list[tuple[str, str]]:
    """Roles that may be granted."""
    return list(ROLES.items())


def roles_for(action: str) -> frozenset[str]:
    """Roles that may do the action; an action missing from the table is an error, not a refusal."""
    return POLICY[action]
