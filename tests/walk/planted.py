"""County A full of records whose words occur nowhere else, so that a word in a foreign answer is a leak."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.blankforms.filling import take_in
from xieshou.bulk.models import Chunk
from xieshou.bulk.operations.stage_load import check_chunk, keep_rows, stage_load
from xieshou.bulk.reading import Staged, remarks_of
from xieshou.bulk.sorts import SORTS
from xieshou.bulk.sorts.declare import known_of
from xieshou.collection.drafting import draft_form, own_form
from xieshou.collection.models import Due
from xieshou.collection.operations.answer_due import hand_due
from xieshou.collection.operations.make_call import ask_paper, send_call
from xieshou.communities.operations.open_community import open_community
from xieshou.dimensions.operations.keep_dimension import add_dimension
from xieshou.doubles.operations.merge_activities import merge_activities
from xieshou.duties.operations.set_duty_rule import set_duty_rule
from xieshou.files.attaching import CleanFile, clean_file
from xieshou.files.cleaning import clean_photo
from xieshou.files.operations.add_photo import add_photo
from xieshou.gifts.operations.record_gift import record_gift
from xieshou.intake.operations.keep_batch import keep_batch
from xieshou.openings.operations.write_opening import record_opening
from xieshou.pairings.operations.state_need import state_need
from xieshou.pairings.operations.write_agreement import Wording, write_agreement
from xieshou.pairings.sides import partner_named
from xieshou.papers.operations.register_policy import register_policy
from xieshou.people.belongings import Won
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.people.operations.add_staff import add_staff
from xieshou.people.operations.give_post import give_post
from xieshou.placements.operations.plan_county import set_batch, set_duty
from xieshou.placements.operations.record_placement import record_placement
from xieshou.places.models import Place
from xieshou.plans.models import Measure, Promise
from xieshou.plans.operations.write_plan import (
    CalendarDraft,
    Contents,
    MeasureDraft,
    PromiseDraft,
    send_plan,
    write_plan,
)
from xieshou.progress.operations.set_rule import set_rule
from xieshou.reports.models import Issue
from xieshou.reports.operations.issue_report import issue_report
from xieshou.reports.operations.write_words import write_words
from xieshou.scoping.scope import Scope, unscoped
from xieshou.slips.operations.make_slip import make_slip
from xieshou.steering.operations.set_group import Seat, set_group
from xieshou.subjects.subject import Subject, span_of

NOW = "2026-06-11 10:00+08:00"
STARTS, ENDS = date(2025, 9, 1), date(2026, 7, 3)
# One word per kind of text; none is in a template, in a label or in the rest of the world.
CANARIES = {
    "staff name": "鹿鸣筝",
    "pupil": "斛律采薇",
    "guardian": "斛律守拙",
    "post": "蓼汀花溆",
    "honour": "芰荷为衣",
    "topic": "鹤汀凫渚",
    "placement duties": "荻花瑟瑟",
    "batch": "扶摇而上",
    "duty rule": "青崖白鹿",
    "donor": "鸢尾琉璃厂",
    "opening source": "骊歌残卷",
    "need": "桂棹兰桨",
    "clause": "瞿塘滟滪",
    "group member": "柳毅传",
    "policy": "蒹葭苍苍",
    "plan title": "岑夫子丹丘生",
    "measure": "锦瑟无端",
    "promise": "沧海月明",
    "own words": "苍梧谣曲",
    "rule source": "鲛人泣珠",
    "pasted file": "玉壶光转",
    "dimension": "霓裳羽衣",
    "community": "云鬓花颜",
    "call": "梧桐更兼细雨",
    "call's column": "云破月来",
    "answer": "花弄影",
    "firm": "潇湘水云琴坊",
}


@dataclass
class Planted:
    """The world, and the ids of county A's records by the app whose pages show them."""

    world: World
    ids: dict[str, list[UUID]] = field(default_factory=dict)
    firm: Place | None = None
    noted: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, app: str, *records: Any) -> None:
        """Note records that people of county B may not know of: the first of each kind and state."""
        for record in records:
            kind = (app, record._meta.label, getattr(record, "state", ""))
            if kind not in self.noted:
                self.noted.add(kind)
                self.ids.setdefault(app, []).append(record.pk)


def picture(shade: int) -> bytes:
    """A small photo of one colour."""
    out = BytesIO()
    Image.new("RGB", (64, 48), (shade % 256, 90, 120)).save(out, "JPEG")
    return out.getvalue()


def plant(world: World) -> Planted:
    """Every kind of record, two of those that stand in lists."""
    planted = Planted(world)
    _once(planted)
    _outside(planted)
    _twice(planted)
    _collected(planted)
    _fill(planted, range(2))
    _reports(planted)
    return planted


def grow(planted: Planted, times: int) -> None:
    """More of what stands in lists, so that there is ``times`` as much."""
    _fill(planted, range(2, 2 * times))


def _fill(planted: Planted, numbers: range) -> None:
    for number in numbers:
        _records(planted, number)
        _papers(planted, number)


def _once(planted: Planted) -> None:
    """What a county has one of."""
    world = planted.world
    a, county = CANARIES, world.county_a
    set_rule(SYSTEM, county=county, code="last_days", value=20, source=a["rule source"], since=date(2025, 9, 1))
    policy = {"issuer": "甲县教育局", "issued_on": date(2025, 8, 20), "number": "甲教〔2025〕3号"}
    paper = register_policy(SYSTEM, place=county, title=a["policy"], file=clean_file(picture(7)), **policy)
    seats = [Seat(a["group member"], "局长", "head"), Seat("王秋", "科长")]
    since = date(2025, 9, 1)
    group = set_group(SYSTEM, place=county, name="领导小组", seats=seats, since=since, pairing=world.pair)
    planted.add("pairings", world.pair)
    planted.add("papers", paper)
    planted.add("steering", group)
    planted.add("dimensions", add_dimension(SYSTEM, county=county, label=a["dimension"]))
    members = [world.a1, world.a2]
    planted.add("communities", open_community(SYSTEM, core=world.a2, name=a["community"], since=since, members=members))
    rule = {"setting": "town", "stage": "", "partners": 1, "basis": a["duty rule"]}
    planted.add("duties", set_duty_rule(SYSTEM, county=county, since=since, **rule))
    duty = set_duty(SYSTEM, county=county, school=world.a1, year=2025, planned_posts=3)
    planted.add("placements", duty)


def _outside(planted: Planted) -> None:
    """A record with a firm that has no account, and the paper it is to sign."""
    world = planted.world
    with unscoped("test"):
        planted.firm = partner_named(world.user("安"), CANARIES["firm"])
    schools = [TookPart(world.a1, "joined", 3), TookPart(planted.firm)]
    activity = record_activity(
        SYSTEM, owner=world.a1, schools=schools, by="周敏", kind="lecture", on=STARTS, topic=CANARIES["topic"]
    )
    asked = {"act": "activity", "record": activity.pk, "place": planted.firm}
    planted.add("slips", make_slip(SYSTEM, by="周敏", way="paper", **asked).slip)
    planted.ids["slip records"] = [activity.pk]


def _twice(planted: Planted) -> None:
    """One event that two schools recorded, merged."""
    world = planted.world
    schools = [TookPart(world.a1, "joined", 1), TookPart(world.a2, "joined", 1)]
    given = {"schools": schools, "kind": "discussion_meeting", "on": STARTS, "topic": CANARIES["topic"]}
    stays = record_activity(SYSTEM, owner=world.a1, by="周敏", **given)
    goes = record_activity(SYSTEM, owner=world.a2, by="马校长", **given)
    planted.add("merges", merge_activities(SYSTEM, stays=stays.pk, goes=goes.pk, by="安"))


def _collected(planted: Planted) -> None:
    """A table that was drafted, one that was sent and handed in, and a paper that is due."""
    world, ends = planted.world, date(2026, 6, 30)
    form = take_in(own_form(CANARIES["call"], ["听评课节数", CANARIES["call's column"]]), "表.xlsx")
    whole = {"form": form, "place": world.county_a, "by": "安", "due": ends, "title": CANARIES["call"]}
    draft = draft_form(SYSTEM, **whole)
    schools = [world.a1, world.a2]
    call = send_call(SYSTEM, call=draft_form(SYSTEM, **whole), schools=schools)
    days = {"due": ends, "starts": STARTS, "ends": ENDS}
    paper = ask_paper(
        SYSTEM, place=world.county_a, by="安", schools=schools, sort="plan", title=CANARIES["call"], **days
    )
    with unscoped("test"):
        dues = list(Due.objects.order_by("call_id", "school_id"))
        handed = hand_due(
            SYSTEM,
            due=next(due for due in dues if due.call_id == call.pk),
            answers={"c3": CANARIES["answer"]},
            by="周敏",
        )
        told = CleanFile(CANARIES["answer"].encode(), ".pdf", "")
        due = next(due for due in dues if due.call_id == paper.pk and due.school_id == world.a2.pk)
        with_file = hand_due(SYSTEM, due=due, answers={"words": CANARIES["answer"]}, by="马校长", file=told)
    planted.add("due files", with_file)
    planted.add("collection", draft, call)
    planted.add("drafts", draft)
    owed = next(due.pk for due in dues if due.call_id == paper.pk and due.school_id == world.a1.pk)
    planted.ids["dues"] = [handed.pk, owed]


def _records(planted: Planted, number: int) -> None:
    """What was done, given, sent and stated."""
    world = planted.world
    a1, a2, on = world.a1, world.a2, date(2026, 3, 2) + timedelta(days=number)
    own = {"teachings": [("primary", "语文")], "honours": [Won("县级", CANARIES["honour"], date(2024, 9, 10))]}
    person = add_staff(SYSTEM, school=a1, name=CANARIES["staff name"], number=f"7{number:03}", subject="语文", **own)
    planted.add("staff", person)
    pupil = Row(CANARIES["pupil"], "三年级", f"{number}班", (CANARIES["guardian"],))
    add_pupils(SYSTEM, school=a1, rows=[pupil], purpose="核对姓名")
    title = CANARIES["post"]
    planted.add("posts", give_post(SYSTEM, person=person, school=a2, title=title, since=date(2026, 1, 5)))
    went = TookPart(a1, "gave", 0, (Person(a1, person.name, person), Person(a1, "周敏", world.staff["周敏"])))
    activity = record_activity(
        SYSTEM, owner=a1, schools=[went, TookPart(a2, "received", 3)], by="周敏", pairing=world.pair,
        kind="lesson_observation", on=on, topic=f"{CANARIES['topic']}{number}", subject="语文", lessons=2,
    )  # fmt: skip
    photo = add_photo(
        SYSTEM, source="activity", record=activity.pk, owner=a1, by="周敏", photo_key=uuid4(),
        photo=clean_photo(picture(number)), children=True,
    )  # fmt: skip
    planted.add("activities", activity)
    planted.add("photos", photo)
    gift = {"donor": CANARIES["donor"], "receiver": a2, "sort": "cash", "fen": 880_000, "on": on}
    planted.add("gifts", record_gift(SYSTEM, owner=a2, by="马校长", **gift))
    opening = {"indicator": "donation.fen", "amount": 5, "years": "2022年前", "ends": date(2022, 8, 31)}
    planted.add("openings", record_opening(SYSTEM, place=a1, by="周敏", source=CANARIES["opening source"], **opening))
    year, span = 2025 - number, {"starts": STARTS, "ends": ENDS}
    batch = set_batch(
        SYSTEM, county=world.county_a, year=year, number=1, planned_posts=2, name=CANARIES["batch"], **span
    )
    sent = {"kind": "teaching", "duties": CANARIES["placement duties"], "batch": batch}
    days = {"starts": STARTS + timedelta(days=number), "ends": ENDS}
    placement = record_placement(SYSTEM, owner=a1, host=a2, by="周敏", name="林芳", **sent, **days)
    planted.add("placements", placement, batch)
    _uploaded(planted, [str(activity.pk)])


def _uploaded(planted: Planted, activities: list[str]) -> None:
    """A table that 周敏 uploaded and has not confirmed, and what she pasted."""
    rows = [[2, {"name": "钟一鸣"}]]
    table = {"sort": "staff", "sheet": "表", "columns": {"name": ["A", "姓名"]}, "rows": rows, "said": []}
    by = planted.world.user("周敏")
    batch = keep_batch(by, place=planted.world.a1, by="周敏", filename=CANARIES["pasted file"], tables=[table])
    made = {"filename": CANARIES["pasted file"], "state": "applied", "made": {"activities": activities}}
    pasted = keep_batch(by, place=planted.world.a1, by="周敏", **made)
    planted.add("intake", batch, pasted)
    staged = Staged([{"sheet": "表", "columns": {"topic": ["A", "主题"]}}], [[0, 2, {"topic": CANARIES["topic"]}]], [])
    load = stage_load(by, sort="activities", filename=CANARIES["pasted file"], digest="", data=b"")
    load = keep_rows(by, load=load, staged=staged)
    with unscoped("test"):
        chunk, known = Chunk.objects.get(load=load), known_of(by, Scope(everything=True, why="test"))
        check_chunk(by, load=load, chunk=chunk, remarks=remarks_of(load, chunk, SORTS["activities"], known))
    planted.add("bulk", load)


def _papers(planted: Planted, number: int) -> None:
    """Needs, agreements and plans."""
    world, starts = planted.world, STARTS - timedelta(days=365 * number)
    ends = starts + timedelta(days=330)
    need = state_need(
        SYSTEM, school=world.a2, sort="need", dimension="research", text=f"{CANARIES['need']}{number}",
        stated_on=STARTS, pairing=world.pair,
    )  # fmt: skip
    clauses = [Wording(CANARIES["clause"], "职责")]
    agreement = write_agreement(SYSTEM, pairing=world.pair, starts=starts, ends=ends, clauses=clauses)
    planted.add("pairings", need, agreement)
    contents = Contents(
        [MeasureDraft("教研", CANARIES["measure"], need)],
        [PromiseDraft(f"{CANARIES['promise']}{number}", "lesson.observed", 4, measure=0)],
        [CalendarDraft(starts, ends, CANARIES["measure"], 0)],
    )
    title = f"{CANARIES['plan title']}{number}"
    plan = write_plan(
        SYSTEM, school=world.a1, title=title, sort="annual", starts=starts, ends=ends, contents=contents,
        pairing=world.pair, agreement=agreement,
    )  # fmt: skip
    if number:
        plan = send_plan(SYSTEM, plan=plan)
    with unscoped("test"):
        promise, measure = Promise.objects.get(plan=plan), Measure.objects.get(plan=plan)
    planted.add("plans", plan, promise, measure)
    planted.add("progress", promise)


def _reports(planted: Planted) -> None:
    """Own words and an issued report of the first school."""
    world = planted.world
    with unscoped("test"):
        span = span_of(world.a1, "20252")
        assert span is not None, "the world's spring term has begun"
        issued = Subject("school", world.a1, span, world.pair.created_at)
        write_words(SYSTEM, subject=issued, words={"effects": CANARIES["own words"]}, by="周敏")
        issue: Issue = issue_report(SYSTEM, subject=issued, by="周敏")
    planted.add("reports", issue)
