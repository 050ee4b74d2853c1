"""The closed list of pupils: added and opened with a purpose that is logged, and shown to nobody else."""

import pytest
from django.test import Client

from tests.world import SYSTEM, World
from xieshou.audit.models import Payload
from xieshou.people.children import by_grade, names_of_children
from xieshou.people.models import Guardian, Pupil
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.people.operations.open_pupils import open_pupils
from xieshou.people.operations.remove_pupils import remove_pupils
from xieshou.scoping.operations import NotAllowed, Refused
from xieshou.scoping.scope import unscoped

LIST = (
    "姓名\t年级\t班级\t监护人\n张小花\t三年级\t1班\t张大山、李秀英\n王 芳\t三年级\t1班\t\n\n卢苇\t四年级\t2班\t卢长河\n"
)
WHY = "总结发出前核对姓名"


@pytest.fixture
def listed(world: World) -> World:
    rows = [Row("张小花", "三年级", "1班", ("张大山", "李秀英")), Row("卢苇", "四年级", "2班", ("卢长河",))]
    add_pupils(SYSTEM, school=world.a2, rows=rows, purpose=WHY)
    return world


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def logged(action: str) -> list[dict[str, object]]:
    with unscoped("test"):
        return [row.body for row in Payload.objects.filter(entry__action=action).order_by("entry__sequence")]


def test_a_head_pastes_a_list_and_the_log_keeps_why_and_how_many_but_no_name(world: World) -> None:
    head = signed_in(world, "马校长")
    answer = head.post("/pupils/add/", {"pasted": LIST, "purpose": WHY}, follow=True)
    assert "3行存好了" in answer.content.decode()
    with unscoped("test"):
        assert by_grade(world.a2) == [("三年级", 2), ("四年级", 1)]
        assert {one.name for one in Pupil.objects.all()} == {"张小花", "王芳", "卢苇"}
        assert Guardian.objects.count() == 3
    assert logged("pupil.add") == [{"purpose": WHY, "rows": 3, "added": 3}]
    head.post("/pupils/add/", {"pasted": LIST, "purpose": WHY})
    with unscoped("test"):
        assert (Pupil.objects.count(), Guardian.objects.count()) == (3, 3)


@pytest.mark.parametrize(
    ("pasted", "purpose", "sentence"),
    [
        ("张小花\t三年级", WHY, "第1行要有姓名、年级、班级"),
        ("张小花,三年级,1班", "看", "用途还没有写清楚"),
        ("", WHY, "名单还没有贴"),
        ("张小花\t" + "三" * 30 + "\t1班", WHY, "第1行：最多20个字"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_its_row_and_nothing_is_lost(
    world: World, pasted: str, purpose: str, sentence: str
) -> None:
    answer = signed_in(world, "马校长").post("/pupils/add/", {"pasted": pasted, "purpose": purpose})
    page = answer.content.decode()
    assert sentence in page
    assert pasted in page
    with unscoped("test"):
        assert not Pupil.objects.exists()


def test_the_list_opens_by_grade_for_a_purpose_and_every_opening_is_logged(listed: World) -> None:
    head = signed_in(listed, "马校长")
    closed = head.get("/pupils/").content.decode()
    assert "张小花" not in closed and "三年级（1人）" in closed
    refused = head.post("/pupils/", {"grade": "三年级", "purpose": "看"}).content.decode()
    assert "用途还没有写清楚" in refused and "张小花" not in refused
    opened = head.post("/pupils/", {"grade": "三年级", "purpose": WHY})
    page = opened.content.decode()
    assert "张小花" in page and "张大山、李秀英" in page and "卢苇" not in page
    assert opened.headers["Cache-Control"] == "no-store, private"
    assert logged("pupil.open") == [{"purpose": WHY, "grade": "三年级", "rows": 1}]


@pytest.mark.parametrize("name", ["安", "白", "丁", "陈", "李桂兰"])
def test_other_roles_know_of_no_list(listed: World, name: str) -> None:
    other = signed_in(listed, name)
    for path in ("/pupils/", "/pupils/add/"):
        assert other.get(path).status_code == 404
        assert other.post(path, {"grade": "三年级", "purpose": WHY}).status_code == 404
    assert other.post("/pupils/remove/").status_code == 404
    with pytest.raises(NotAllowed):
        open_pupils(listed.user(name), school=listed.a2, grade="三年级", purpose=WHY)


def test_the_clerk_of_another_school_opens_only_its_own(listed: World) -> None:
    page = signed_in(listed, "周敏").post("/pupils/", {"grade": "三年级", "purpose": WHY}).content.decode()
    assert "张小花" not in page
    assert open_pupils(listed.user("周敏"), school=listed.a2, grade="三年级", purpose=WHY) == []


def test_a_pupil_is_removed_for_good_with_guardians(listed: World) -> None:
    with unscoped("test"):
        pupil = Pupil.objects.get(name="张小花")
    with pytest.raises(Refused):
        remove_pupils(listed.user("马校长"), school=listed.a2, pupils=[], purpose=WHY)
    head = signed_in(listed, "马校长")
    answer = head.post("/pupils/remove/", {"pupils": [str(pupil.pk)], "purpose": "家长要求删去"}, follow=True)
    assert "监护人也一起删去" in answer.content.decode()
    with unscoped("test"):
        assert [one.name for one in Pupil.objects.all()] == ["卢苇"]
        assert [one.name for one in Guardian.objects.all()] == ["卢长河"]
    assert logged("pupil.remove") == [{"purpose": "家长要求删去", "removed": 1}]


def test_the_gate_knows_the_names_of_every_school_of_the_county_and_of_no_other(listed: World) -> None:
    assert len(names_of_children([listed.county_a])) == 5
    assert len(names_of_children([listed.county_b])) == 0
    assert len(names_of_children([])) == 0
