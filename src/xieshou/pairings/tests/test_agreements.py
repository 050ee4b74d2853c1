"""Agreements: drafting, signing, renewing, ending, the Word file, and telling both schools in time."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.pairings.models import Agreement
from xieshou.pairings.operations.write_agreement import Wording, sign_agreement, write_agreement
from xieshou.pairings.selectors import ending_soon
from xieshou.scoping.scope import unscoped

from .desk import CLAUSES, agreement, client_of, draft_data, keyed, lines, paper, words_of

LONG = (date(2024, 9, 1), date(2028, 8, 31))


def of(pk: Any) -> Agreement:
    with unscoped("test"):
        found: Agreement = Agreement.objects.get(pk=pk)
        return found


def clauses(pk: Any) -> list[tuple[str, str]]:
    with unscoped("test"):
        return [(row.heading, row.text) for row in of(pk).clauses.all()]


def test_a_draft_is_offered_written_once_and_signed(world: World) -> None:
    basis = paper(world)
    client, new = client_of(world, "马校长"), f"/pairs/{world.pair.pk}/agreements/new/"
    page = client.get(new).content.decode()
    assert "联席会议" in page and basis.title in page and page.count('name="rows-') > 10
    data = draft_data(basis=str(basis.pk))
    answer = client.post(new, data)
    assert answer.status_code == 302 and client.post(new, data)["Location"] == answer["Location"]
    pk = uuid.UUID(answer["Location"].split("/")[2])
    assert clauses(pk) == list(CLAUSES) and of(pk).number == "甲教结〔2026〕1号"
    assert "记下签订" in client.get(answer["Location"]).content.decode()
    sign = f"{answer['Location']}sign/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "E-AGR-107" in client.post(sign, keyed(version=1, on=tomorrow.isoformat())).content.decode()
    assert client.post(sign, keyed(version=1, on=timezone.localdate().isoformat())).status_code == 302
    assert of(pk).state == "signed"
    assert "E-AGR-103" in client.post(sign, keyed(version=2, on=timezone.localdate().isoformat())).content.decode()
    assert "E-AGR-102" in client.post(f"{answer['Location']}edit/", draft_data(version=2)).content.decode()


def test_the_word_file_says_parties_basis_clauses_and_signatures_in_order(world: World) -> None:
    basis = paper(world)
    found = agreement(world, *LONG, basis=basis, number="甲教结〔2024〕6号", rhythm="每月通话。", money="专款专用。")
    answer = client_of(world, "李桂兰").get(f"/agreements/{found.pk}/word/")
    assert "wordprocessingml" in answer["Content-Type"] and "attachment" in answer["Content-Disposition"]
    said = words_of(answer.content)
    order = [
        "甲教结〔2024〕6号", "城乡学校结对帮扶协议书", "甲方：甲县实验小学", "乙方：白塔镇中心小学",
        f"《{basis.title}》（{basis.number}）", "帮扶期限", "2024年9月1日", "2028年8月31日", "帮扶内容",
        *[text for _, text in CLAUSES], "会商", "每月通话。", "经费", "专款专用。", "其他", "一式三份",
        "甲方（盖章）\n乙方（盖章）\n甲县实验小学\n", "\n白塔镇中心小学\n", "代表签字：\n",
    ]  # fmt: skip
    places = [said.find(one) for one in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "考核" not in said.replace("考核办法", "")


def test_more_rows_are_added_without_scripts_and_nothing_is_saved(world: World) -> None:
    client, new = client_of(world, "马校长"), f"/pairs/{world.pair.pk}/agreements/new/"
    page = client.post(new, {**draft_data(starts=""), "more": "1"}).content.decode()
    assert 'name="rows-5-text"' in page and "每学期互派1名教师。" in page and 'class="err"' not in page
    with unscoped("test"):
        assert not Agreement.objects.exists()


def test_the_days_must_run_forward(world: World) -> None:
    new = f"/pairs/{world.pair.pk}/agreements/new/"
    page = client_of(world, "马校长").post(new, draft_data(ends="2026-09-01")).content.decode()
    assert "E-AGR-101" in page and "每学期互派1名教师。" in page


def test_a_draft_without_clauses_is_not_signed(world: World) -> None:
    with unscoped("test"):
        found = write_agreement(SYSTEM, pairing=world.pair, starts=LONG[0], ends=LONG[1], clauses=[])
    sign = f"/agreements/{found.pk}/sign/"
    answer = client_of(world, "马校长").post(sign, keyed(version=1, on="2024-09-01"))
    assert "E-AGR-104" in answer.content.decode() and of(found.pk).state == "draft"


def test_two_people_writing_a_draft_see_both_sides(world: World) -> None:
    found = agreement(world, *LONG, signed=False)
    with unscoped("test"):
        write_agreement(
            SYSTEM, pairing=world.pair, agreement=found, starts=LONG[0], ends=LONG[1], clauses=[], money="县里出。"
        )
    client, edit = client_of(world, "马校长"), f"/agreements/{found.pk}/edit/"
    answer = client.post(edit, draft_data(version=1))
    page = answer.content.decode()
    assert answer.status_code == 409 and "县里出。" in page and "各自承担差旅。" in page and "条款" in page
    form = answer.context["form"]
    again = draft_data(version=form["version"].value(), key=form["key"].value())
    assert client.post(edit, again).status_code == 302
    assert of(found.pk).money == "各自承担差旅。" and clauses(found.pk) == list(CLAUSES)


def test_emptying_a_row_deletes_the_clause(world: World) -> None:
    found = agreement(world, *LONG, signed=False)
    data = draft_data(version=1) | lines([{"heading": "只剩", "text": "这一条。"}, {"heading": "空", "text": ""}])
    assert client_of(world, "马校长").post(f"/agreements/{found.pk}/edit/", data).status_code == 302
    assert clauses(found.pk) == [("只剩", "这一条。")]


def test_a_renewal_starts_the_day_after_and_keeps_what_it_renews_when_changed(world: World) -> None:
    found = agreement(world, *LONG)
    client = client_of(world, "马校长")
    page = client.get(f"/agreements/{found.pk}/renew/").content.decode()
    assert 'value="2028-09-01"' in page and 'value="2031-08-31"' in page and "每学期互派1名教师。" in page
    answer = client.post(f"/agreements/{found.pk}/renew/", draft_data(starts="2028-09-01", ends="2031-08-31"))
    pk = uuid.UUID(answer["Location"].split("/")[2])
    assert of(pk).renews_id == found.pk
    data = draft_data(version=1, starts="2028-09-01", ends="2031-08-31", money="改过。")
    assert client.post(f"/agreements/{pk}/edit/", data).status_code == 302
    assert of(pk).renews_id == found.pk and of(pk).money == "改过。"
    page = client.get(f"/pairs/{world.pair.pk}/").content.decode()
    assert "下一份在起草" in page and f"/agreements/{pk}/" in page
    assert "续签</a>" not in client.get(f"/agreements/{found.pk}/").content.decode()


def test_an_agreement_ends_early_with_a_reason_by_the_officer_only(world: World) -> None:
    found = agreement(world, *LONG)
    url = f"/agreements/{found.pk}/end/"
    assert client_of(world, "马校长").get(url).status_code == 404
    client = client_of(world, "安")
    outside = client.post(url, keyed(version=2, on="2023-01-01", because="撤并")).content.decode()
    assert "E-AGR-108" in outside
    assert 'class="err"' in client.post(url, keyed(version=2, on="2026-06-30", because="")).content.decode()
    assert client.post(url, keyed(version=2, on="2026-06-30", because="学校撤并")).status_code == 302
    assert of(found.pk).state == "ended"
    said = client.get(f"/agreements/{found.pk}/").content.decode()
    assert "学校撤并" in said and "2026年6月30日终止" in said
    assert "E-AGR-106" in client.post(url, keyed(version=3, on="2026-06-30", because="再")).content.decode()
    assert "已经到期或终止" in client.get(f"/pairs/{world.pair.pk}/").content.decode()


def test_both_schools_and_the_officer_are_told_sixty_days_before_the_end(world: World) -> None:
    today = timezone.localdate()
    found = agreement(world, today - timedelta(days=900), today + timedelta(days=60))
    for name in ("周敏", "马校长", "安"):
        assert "1份协议快到期" in client_of(world, name).get("/").content.decode(), name
    for name in ("陈", "乙校长"):
        assert "快到期" not in client_of(world, name).get("/").content.decode(), name
    assert "续签一份" in client_of(world, "马校长").get(f"/pairs/{world.pair.pk}/").content.decode()
    with unscoped("test"):
        assert not ending_soon(today - timedelta(days=1)).exists()
        again = agreement(world, today + timedelta(days=61), today + timedelta(days=900), signed=False, renews=found)
        assert ending_soon(today).exists()
        sign_agreement(SYSTEM, agreement=again, on=today)
        assert not ending_soon(today).exists()


PATHS = ("", "edit/", "sign/", "end/", "renew/", "word/")


@pytest.mark.parametrize("path", PATHS)
def test_another_county_does_not_know_the_agreement(world: World, path: str) -> None:
    found = agreement(world, *LONG, signed=False)
    client = client_of(world, "陈")
    assert client.get(f"/agreements/{found.pk}/{path}").status_code == 404
    assert client_of(world, "安").get(f"/agreements/{found.pk}/{path}").status_code == 200


@pytest.mark.parametrize("name", ["白", "李桂兰"])
def test_viewers_and_teachers_only_read(world: World, name: str) -> None:
    found = agreement(world, *LONG, signed=False)
    client = client_of(world, name)
    assert client.get(f"/agreements/{found.pk}/").status_code == 200
    for path in ("edit/", "sign/", "end/", "renew/"):
        assert client.get(f"/agreements/{found.pk}/{path}").status_code == 404


def test_the_paper_an_agreement_rests_on_is_a_link_only_for_those_who_may_open_it(world: World) -> None:
    basis, said = paper(world), [Wording("每学期互派1名教师。", "教师交流")]
    with unscoped("test"):
        shared = write_agreement(SYSTEM, pairing=world.across, starts=LONG[0], ends=LONG[1], clauses=said, basis=basis)
        sign_agreement(SYSTEM, agreement=shared, on=LONG[0])
    address = f"/papers/{basis.pk}/"
    for name, status in (("安", 200), ("陈", 404)):
        client = client_of(world, name)
        page = client.get(f"/pairs/{world.across.pk}/").content.decode()
        assert basis.number in page and (address in page) == (status == 200), name
        assert client.get(address).status_code == status, name
