"""A partner without an account says one word on one record, and nothing else opens by its token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.models import Activity, School, Verdict
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.audit.models import Entry
from xieshou.gifts.models import Gift
from xieshou.gifts.operations.record_gift import amend_gift, record_gift
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.pairings.sides import partner_named
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.places.models import Place
from xieshou.scoping.operations import NotAllowed
from xieshou.scoping.scope import unscoped
from xieshou.slips.acts import Bearer
from xieshou.slips.models import Knock, Slip
from xieshou.slips.operations.make_slip import end_slip, make_slip
from xieshou.slips.operations.use_slip import NotOpen, use_slip
from xieshou.slips.selectors import MISSES_FROM_ONE_ADDRESS

TOPIC = "丝绸厂师傅教剪纸"


@dataclass
class Ready:
    """A record of the town school with a firm, that waits for the firm's word."""

    world: World
    firm: Place
    activity: Activity

    def link(self, record: Any = None, act: str = "activity") -> str:
        made = make_slip(
            self.world.user("周敏"), act=act, record=record or self.activity.pk, place=self.firm, by="周敏"
        )
        return f"/c/{made.token}/"

    def row(self) -> School:
        with unscoped("test"):
            return School.objects.get(activity=self.activity, school=self.firm)


@pytest.fixture
def ready(world: World) -> Ready:
    with unscoped("test"):
        firm = partner_named(world.user("安"), "青山丝绸有限公司")
        pair = open_pairing(
            SYSTEM, first=world.a1, second=firm, since=date(2025, 9, 1), lanes=[Lane(firm, world.a1, "sports_arts")]
        )
        activity = record_activity(
            world.user("周敏"), owner=world.a1, schools=[TookPart(world.a1, "received", 3), TookPart(firm, "gave", 2)],
            by="周敏", kind="practice", on=timezone.localdate(), topic=TOPIC, pairing=pair, pupils=40,
        )  # fmt: skip
    return Ready(world, firm, activity)


def posted(client: Client, url: str, **changes: str) -> Any:
    data = {"key": str(uuid4()), "by": "王建华，工会主席", "remark": "", "answer": "confirmed", **changes}
    return client.post(url, data)


def test_the_link_shows_the_one_record_and_its_word_counts_as_a_confirmation(ready: Ready) -> None:
    url = ready.link()
    stranger = Client()
    page = stranger.get(url)
    assert page.status_code == 200 and TOPIC in page.content.decode() and "周敏" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin" and "no-store" in page.headers["Cache-Control"]
    assert "谢谢，记下了" in posted(stranger, url).content.decode()
    row = ready.row()
    assert (row.standing, row.way) == ("confirmed", "link")
    with unscoped("test"):
        said = Verdict.objects.get(activity=ready.activity)
        slip = Slip.objects.get()
        entry = Entry.objects.filter(action="slip.use").first()
    assert (said.by, said.state, said.by_label) == ("王建华，工会主席", "confirmed", f"slip:{slip.pk.hex}")
    assert entry.actor == f"slip:{slip.pk.hex}"
    inside = Client()
    inside.force_login(ready.world.user("周敏"))
    assert "外单位已确认（链接）" in inside.get(f"/activities/{ready.activity.pk}/").content.decode()


def test_what_differs_is_told_with_its_sentence(ready: Ready) -> None:
    url = ready.link()
    refused = posted(Client(), url, answer="disputed")
    assert refused.status_code == 422 and "写一句哪里有出入" in refused.content.decode()
    posted(Client(), url, answer="disputed", remark="是30人，不是40人")
    assert ready.row().standing == "disputed"
    with unscoped("test"):
        assert Verdict.objects.get().remark == "是30人，不是40人"


def test_without_a_name_nothing_is_taken_and_the_sentence_typed_stays(ready: Ready) -> None:
    answer = posted(Client(), ready.link(), by=" ", remark="差一人", answer="disputed")
    assert answer.status_code == 422 and "差一人" in answer.content.decode()
    assert ready.row().standing == "waiting"


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: token.swapcase(), lambda token: "x" * 32])
def test_a_changed_token_opens_nothing(ready: Ready, spoil: Any) -> None:
    token = ready.link().split("/")[2]
    answer = Client().get(f"/c/{spoil(token)}/")
    assert answer.status_code == 404 and TOPIC not in answer.content.decode()


def test_a_used_link_opens_nothing_but_a_press_repeated_by_the_network_hears_its_answer(ready: Ready) -> None:
    url, key = ready.link(), str(uuid4())
    posted(Client(), url, key=key)
    assert "谢谢，记下了" in posted(Client(), url, key=key).content.decode()
    assert posted(Client(), url).status_code == 404 == Client().get(url).status_code
    with unscoped("test"):
        assert Verdict.objects.count() == 1


def test_a_late_link_opens_nothing(ready: Ready) -> None:
    url = ready.link()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert Client().get(url).status_code == 404 == posted(Client(), url).status_code
    assert ready.row().standing == "waiting"


def test_a_link_taken_back_or_replaced_opens_nothing(ready: Ready) -> None:
    first = ready.link()
    second = ready.link()
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    with unscoped("test"):
        slip = Slip.objects.get(ended_at__isnull=True)
    end_slip(ready.world.user("周敏"), slip=slip.pk)
    assert Client().get(second).status_code == 404


def test_a_change_of_what_counts_or_a_withdrawal_closes_the_link(ready: Ready) -> None:
    url, clerk = ready.link(), ready.world.user("周敏")
    amend_activity(clerk, activity=ready.activity, by="周敏", topic="师傅教剪纸")
    assert Client().get(url).status_code == 200  # words do not count
    amend_activity(clerk, activity=ready.activity, by="周敏", pupils=30)
    assert Client().get(url).status_code == 404
    again = ready.link()
    posted(Client(), again)
    amend_activity(clerk, activity=ready.activity, by="周敏", pupils=31)
    assert (ready.row().standing, ready.row().way) == ("waiting", "")
    third = ready.link()
    withdraw_activity(clerk, activity=ready.activity, by="周敏", because="记错了")
    assert Client().get(third).status_code == 404


def test_tokens_cannot_be_tried_without_end(ready: Ready) -> None:
    url, client = ready.link(), Client()
    for number in range(MISSES_FROM_ONE_ADDRESS):
        assert client.get(f"/c/none-{number}/").status_code == 404
    assert client.get(url).status_code == 429 == client.get("/c/none/").status_code
    assert Client(REMOTE_ADDR="10.0.0.9").get(url).status_code == 200
    assert Knock.objects.count() == MISSES_FROM_ONE_ADDRESS
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(url).status_code == 200


def test_the_bearer_may_do_nothing_else(ready: Ready) -> None:
    ready.link()
    with unscoped("test"):
        slip = Slip.objects.select_related("place", "owner").get()
        other = record_activity(
            ready.world.user("周敏"), owner=ready.world.a1, schools=[TookPart(ready.world.a1), TookPart(ready.firm)],
            by="周敏", kind="lecture", on=timezone.localdate(), topic="另一件",
        )  # fmt: skip
    bearer = Bearer(slip)
    assert bearer.scope_for("activity.amend") is None and bearer.scope_for("gift.vouch") is None
    with pytest.raises(NotAllowed):
        amend_activity(bearer, activity=ready.activity, by="x", pupils=1)
    make_slip(ready.world.user("周敏"), act="activity", record=other.pk, place=ready.firm, by="周敏")
    with unscoped("test"):
        foreign = Slip.objects.get(record=other.pk)
    with pytest.raises(NotOpen):
        use_slip(bearer, slip=foreign.pk, true=True, by="王建华")
    assert TOPIC not in Client().get(f"/activities/{ready.activity.pk}/").content.decode()


def test_only_the_school_that_recorded_it_asks_and_only_an_outside_partner(ready: Ready) -> None:
    activity, firm, world = ready.activity, ready.firm, ready.world
    for name, status in (("李桂兰", 404), ("乙校长", 404), ("白", 404)):
        client = Client()
        client.force_login(world.user(name))
        assert client.post(f"/slips/activity/{activity.pk}/{firm.pk}/link/").status_code == status, name
    clerk = Client()
    clerk.force_login(world.user("周敏"))
    assert clerk.post(f"/slips/activity/{activity.pk}/{world.a2.pk}/link/").status_code == 404
    assert clerk.post(f"/slips/nonsense/{activity.pk}/{firm.pk}/link/").status_code == 404
    posted(Client(), ready.link())
    answer = clerk.post(f"/slips/activity/{activity.pk}/{firm.pk}/link/", follow=True)
    assert "不用这个单位确认" in answer.content.decode()


def test_the_page_that_makes_it_has_words_to_copy_and_a_code_to_scan(ready: Ready) -> None:
    clerk = Client()
    clerk.force_login(ready.world.user("周敏"))
    page = clerk.post(f"/slips/activity/{ready.activity.pk}/{ready.firm.pk}/link/").content.decode()
    found = re.search(r"http://testserver(/c/[\w-]+/)", page)
    assert found and "data-copy" in page and "<svg" in page
    assert Client().get(found[1]).status_code == 200
    with unscoped("test"):
        assert found[1].split("/")[2] not in str(Slip.objects.values().get())


def test_a_childs_name_in_the_topic_is_covered(ready: Ready) -> None:
    add_pupils(
        ready.world.user("马校长"), school=ready.world.a2, rows=[Row("斛律采薇", "四年级", "1班")], purpose="看看名字"
    )
    amend_activity(ready.world.user("周敏"), activity=ready.activity, by="周敏", topic="教斛律采薇剪纸")
    page = Client().get(ready.link()).content.decode()
    assert "采薇" not in page and "教□□□□剪纸" in page


def test_a_signed_paper_is_entered_by_a_colleague_with_who_and_when(ready: Ready) -> None:
    made = make_slip(
        ready.world.user("周敏"), act="activity", record=ready.activity.pk, place=ready.firm, by="周敏", way="paper"
    )
    assert Client().get(f"/c/{made.token}/").status_code == 404  # a paper is no link
    url = f"/slips/{made.slip.pk}/register/"
    data = {"answer": "confirmed", "by": "王建华，厂长", "on": str(timezone.localdate()), "remark": ""}
    mine = Client()
    mine.force_login(ready.world.user("周敏"))
    assert made.slip.number in mine.get(f"/slips/{made.slip.pk}/").content.decode()
    refused = mine.post(url, data)
    assert "请本校另一位登记" in refused.content.decode() and ready.row().standing == "waiting"
    with unscoped("test"):
        Activity.objects.filter(pk=ready.activity.pk).update(recorded_by="林芳")
    late = mine.post(url, {**data, "on": str(timezone.localdate() + timedelta(days=1))})
    assert "不能晚于今天" in late.content.decode()
    answer = mine.post(url, data, follow=True)
    assert "外单位已确认（纸质）" in answer.content.decode() and "周敏登记" in answer.content.decode()
    assert mine.post(url, {**data, "key": str(uuid4())}).status_code == 200  # a second time says why not
    with unscoped("test"):
        assert Verdict.objects.count() == 1


def test_a_gift_from_the_partner_is_vouched_for_and_a_change_asks_again(ready: Ready) -> None:
    clerk = ready.world.user("周敏")
    given = {"giver": ready.firm, "receiver": ready.world.a1, "on": timezone.localdate(), "sort": "goods"}
    gift = record_gift(clerk, owner=ready.world.a1, by="周敏", category="图书", count=200, **given)
    url = ready.link(gift.pk, "gift")
    assert "图书200册" in Client().get(url).content.decode()
    posted(Client(), url)
    with unscoped("test"):
        assert Gift.objects.get().outside_said == "link"
    inside = Client()
    inside.force_login(clerk)
    assert "外单位已确认（链接）" in inside.get(f"/gifts/{gift.pk}/").content.decode()
    amend_gift(clerk, gift=gift, by="周敏", count=210)
    with unscoped("test"):
        assert Gift.objects.get().outside_said == ""
    posted(Client(), ready.link(gift.pk, "gift"), answer="disputed", remark="是200册")
    assert "外单位说有出入" in inside.get(f"/gifts/{gift.pk}/").content.decode()
