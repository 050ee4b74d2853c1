"""The policy table: one line an action, one column a role, refusals written out.

Read by the gate, by the tests and by the help page. ``yes`` is a grant inside the place the role was given for.
"""

from __future__ import annotations

# In the order of the table. Offices of a bureau first, then a town's central school, then the people of a school.
ROLES = {
    "officer": "县级管理员",
    "research": "教研员",
    "inspector": "督导",
    "aid": "资助中心",
    "finance": "财务",
    "system": "系统管理员",
    "security": "安全管理员",
    "auditor": "审计员",
    "viewer": "上级查看",
    "town": "中心校",
    "head": "校长",
    "clerk": "学校联络人",
    "dean": "教务主任",
    "moral": "德育主任",
    "aid_clerk": "资助专干",
    "teacher": "教师",
    "donor": "捐赠人",
}
OFFICES = frozenset({"officer", "research", "inspector", "aid", "finance", "system", "security", "auditor", "viewer"})
IN_A_SCHOOL = frozenset({"head", "clerk", "dean", "moral", "aid_clerk", "teacher"})
# Who opens accounts and gives roles opens these. The three that watch each other are given by the officer alone.
MAY_GIVE = {
    "officer": frozenset(ROLES),
    "system": frozenset(ROLES) - {"officer", "system", "security", "auditor"},
    "head": IN_A_SCHOOL,
}

TABLE = """
action              officer research inspector aid finance system security auditor viewer town head clerk dean moral aid_clerk teacher donor
home.view           yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       yes     yes
county.view         yes     yes      yes       yes yes     no     no       no      yes    no   no   no    no   no    no        no      no
place.view          yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       yes     no
place.add           yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
place.amend         yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
place.figures       yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
place.rename        yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
place.move          yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
place.merge         yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
place.split         yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
place.close         yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
year.open           yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
year.figures        yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
term.set            yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
staff.view          yes     yes      yes       no  no      yes    no       no      no     yes  yes  yes   yes  yes   yes       yes     no
staff.add           yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
staff.amend         yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
staff.post          yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
staff.end_post      yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
account.password    yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       yes     yes
account.view        yes     no       no        no  no      yes    yes      no      no     no   yes  no    no   no    no        no      no
account.open        yes     no       no        no  no      yes    no       no      no     no   yes  no    no   no    no        no      no
account.renew       yes     no       no        no  no      yes    no       no      no     no   yes  no    no   no    no        no      no
account.close       yes     no       no        no  no      yes    yes      no      no     no   yes  no    no   no    no        no      no
account.grant       yes     no       no        no  no      yes    no       no      no     no   yes  no    no   no    no        no      no
account.end_grant   yes     no       no        no  no      yes    no       no      no     no   yes  no    no   no    no        no      no
account.move        yes     no       no        no  no      yes    no       no      no     no   yes  no    no   no    no        no      no
account.work_at     yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       yes     yes
account.second_step yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       yes     yes
account.one_step    yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       yes     yes
audit.view          no      no       no        no  no      no     yes      yes     no     no   no   no    no   no    no        no      no
pairing.view        yes     yes      yes       yes no      no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
pairing.open        yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
pairing.amend       yes     no       no        no  no      no     no       no      no     no   yes  no    no   no    no        no      no
pairing.close       yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
community.open      yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
community.amend     yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
community.end       yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
dimension.add       yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
dimension.amend     yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
need.state          yes     yes      no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        no      no
need.amend          yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        no      no
policy.view         yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
policy.register     yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
policy.amend        yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
group.set           yes     no       no        no  no      no     no       no      no     yes  yes  yes   no   no    no        no      no
agreement.write     yes     no       no        no  no      no     no       no      no     yes  yes  yes   no   no    no        no      no
agreement.sign      yes     no       no        no  no      no     no       no      no     no   yes  no    no   no    no        no      no
agreement.end       yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
plan.view           yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
plan.write          yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
plan.amend          yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
plan.send           yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
plan.accept         no      no       no        no  no      no     no       no      no     no   yes  no    no   no    no        no      no
subscription.open   yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
subscription.close  yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
measure.set         yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
calendar.set        yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        no      no
promise.set         yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
promise.drop        yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
promise.replan      yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
rule.set            yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
activity.view       yes     yes      yes       yes no      no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
activity.record     yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.record_many yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.amend      yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.withdraw   yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.withdraw_many yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.confirm    no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.dispute    no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.merge      yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.part       yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.tell_apart yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
activity.join       no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
photo.add           yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   yes       yes     no
photo.remove        yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   yes       yes     no
placement.view      yes     yes      yes       yes no      no     no       no      yes    yes  yes  yes   yes  yes   no        yes     no
placement.record    yes     no       no        no  no      no     no       no      no     yes  yes  yes   no   no    no        no      no
placement.amend     yes     no       no        no  no      no     no       no      no     yes  yes  yes   no   no    no        no      no
placement.withdraw  yes     no       no        no  no      no     no       no      no     yes  yes  yes   no   no    no        no      no
batch.set           yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
duty_rule.set       yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
duty.set            yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
gift.view           yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
gift.record         yes     no       no        yes no      no     no       no      no     yes  yes  yes   no   no    yes       no      no
gift.amend          yes     no       no        yes no      no     no       no      no     yes  yes  yes   no   no    yes       no      no
gift.withdraw       yes     no       no        yes no      no     no       no      no     yes  yes  yes   no   no    yes       no      no
gift.confirm        no      no       no        no  no      no     no       no      no     yes  yes  yes   no   no    yes       no      no
gift.vouch          no      no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
slip.view           yes     yes      yes       yes no      no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
slip.make           yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   yes       yes     no
slip.end            yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   yes       yes     no
slip.register       no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        no      no
slip.use            no      no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
gift.given          no      no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      yes
trace.view          yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
report.view         yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   yes  yes   yes       yes     no
report.write        yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
report.issue        yes     no       no        no  no      no     no       no      no     no   yes  no    no   no    no        no      no
report.person       no      no       no        no  no      no     no       no      no     no   yes  no    no   no    no        no      no
report.write_own    no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        yes     no
report.issue_own    no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        yes     no
pupil.open          no      no       no        no  no      no     no       no      no     no   yes  yes   no   no    no        no      no
pupil.add           no      no       no        no  no      no     no       no      no     no   yes  yes   no   no    no        no      no
pupil.remove        no      no       no        no  no      no     no       no      no     no   yes  yes   no   no    no        no      no
intake.use          yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
intake.drop         yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
intake.close        yes     no       no        no  no      no     no       no      no     yes  yes  yes   yes  yes   no        yes     no
load.stage          yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.read           yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.refuse         yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.check          yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.mend           yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.drop           yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.begin          yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.write          yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.undo           yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
load.withdraw       yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
register.take_out   yes     no       no        yes no      no     no       no      no     yes  yes  yes   yes  yes   yes       no      no
roster.import       yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
roster.undo         yes     no       no        no  no      yes    no       no      no     yes  yes  yes   no   no    no        no      no
list.export         yes     yes      yes       yes yes     yes    yes      yes     yes    yes  yes  yes   yes  yes   yes       no      no
opening.view        yes     yes      yes       yes yes     no     no       no      yes    yes  yes  yes   no   no    yes       no      no
opening.record      yes     no       no        yes no      no     no       no      no     no   yes  no    no   no    no        no      no
opening.amend       yes     no       no        yes no      no     no       no      no     no   yes  no    no   no    no        no      no
opening.withdraw    yes     no       no        no  no      no     no       no      no     no   yes  no    no   no    no        no      no
backup.view         yes     no       no        no  no      yes    yes      no      no     no   no   no    no   no    no        no      no
backup.make         yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
backup.check        yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
backup.fetch        yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
backup.drop         yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
backup.restore      yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
backup.upgrade      yes     no       no        no  no      yes    no       no      no     no   no   no    no   no    no        no      no
collection.view     yes     yes      yes       no  no      no     no       no      yes    yes  yes  yes   yes  no    no        no      no
collection.open     yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.ask      yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.arrange  yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.send     yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.renew    yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.close    yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.drop     yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.export   yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.accept   yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.settle   yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.return   yes     no       no        no  no      no     no       no      no     no   no   no    no   no    no        no      no
collection.fill     no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
collection.hand     no      no       no        no  no      no     no       no      no     yes  yes  yes   yes  no    no        no      no
"""

# Actions on data of class S (a minor's identity, or everything) and A (accounts, who did what): whoever was not asked for
# the password in the last quarter of an hour is asked again. Every other action is on data of class B or P.
CLASSES = {
    "pupil.open": "S",
    "pupil.add": "S",
    "pupil.remove": "S",
    "backup.fetch": "S",
    "backup.drop": "S",
    "backup.restore": "S",
    "backup.upgrade": "S",
    "account.view": "A",
    "account.open": "A",
    "account.renew": "A",
    "account.close": "A",
    "account.grant": "A",
    "account.end_grant": "A",
    "account.move": "A",
    "account.second_step": "A",
    "account.one_step": "A",
    "roster.import": "A",  # accounts come by Excel too, and their slips show passwords
    "audit.view": "A",
}


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

# Whoever can close others' accounts could lock a county out: a password alone does not open these for long.
SECOND_STEP = POLICY["account.close"]


def role_choices() -> list[tuple[str, str]]:
    """Roles that may be granted."""
    return list(ROLES.items())


def roles_for(action: str) -> frozenset[str]:
    """Roles that may do the action; an action missing from the table is an error, not a refusal."""
    return POLICY[action]
