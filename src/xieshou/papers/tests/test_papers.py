"""Registering papers, finding them, citing them, and keeping them in their county."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.world import SYSTEM, World
from xieshou.documents.docx import to_docx
from xieshou.documents.model import Document, Paragraph, Text
from xieshou.pairings.tests.desk import agreement, client_of, keyed, paper
from xieshou.papers.models import PolicyDocument
from xieshou.papers.operations.register_policy import amend_policy
from xieshou.papers.selectors import basis_of
from xieshou.scoping.scope import unscoped

WORD = to_docx(Document("关于结对帮扶", blocks=(Paragraph((Text("各学校："),)),)))


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """Where files are kept, for this test alone."""
    settings.FILES_ROOT = tmp_path
    return tmp_path


def registered(**changes: Any) -> dict[str, Any]:
    first = {"title": "《帮扶办法》", "number": "甲教发[2026]3号", "issuer": "甲县教育局", "issued_on": "2026-03-01"}
    return keyed(**{**first, **changes})


def test_a_paper_is_registered_once_found_and_cited(world: World) -> None:
    client, data = client_of(world, "安"), registered(in_force_from="2026-03-01", pilot="on")
    answer = client.post("/papers/new/", data)
    assert answer.status_code == 302 and client.post("/papers/new/", data)["Location"] == answer["Location"]
    page = client_of(world, "李桂兰").get(answer["Location"]).content.decode()
    assert "《帮扶办法》" in page and "甲教发〔2026〕3号" in page and "试点" in page and "改一改" not in page
    with unscoped("test"):
        found = PolicyDocument.objects.get()
    agreement(world, date(2026, 9, 1), date(2029, 8, 31), signed=False, basis=found, number="甲教结〔2026〕1号")
    assert "甲教结〔2026〕1号" in client.get(answer["Location"]).content.decode()
    for query, number in (("", 1), ("?q=帮扶", 1), ("?q=航模", 0), ("?force=now", 1), ("?force=over", 0)):
        assert client.get(f"/papers/{query}").content.decode().count("<tr><td") == number, query


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("E-POL-101", {"title": "《》"}),
        ("E-POL-102", {"in_force_from": "2026-03-01", "in_force_to": "2026-02-01"}),
        ("必填", {"issuer": ""}),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(world: World, sentence: str, changes: dict[str, str]) -> None:
    answer = client_of(world, "安").post("/papers/new/", registered(**changes))
    assert answer.status_code == 200 and (
        sentence in answer.content.decode() or 'class="err"' in answer.content.decode()
    )
    with unscoped("test"):
        assert not PolicyDocument.objects.exists()


def test_a_paper_changed_meanwhile_shows_both_sides(world: World) -> None:
    found = paper(world)
    with unscoped("test"):
        amend_policy(SYSTEM, paper=found, issuer="甲县人民政府")
    client, url = client_of(world, "安"), f"/papers/{found.pk}/edit/"
    answer = client.post(url, registered(version=1))
    assert answer.status_code == 409 and "甲县人民政府" in answer.content.decode()
    form = answer.context["form"]
    assert client.post(url, registered(version=form["version"].value(), key=form["key"].value())).status_code == 302


def test_another_county_sees_no_papers_of_this_one(world: World) -> None:
    found = paper(world)
    for path in ("", "edit/"):
        assert client_of(world, "陈").get(f"/papers/{found.pk}/{path}").status_code == 404
    assert client_of(world, "陈").get("/papers/").content.decode().count("<tr><td") == 0
    assert client_of(world, "马校长").get("/papers/new/").status_code == 404


def document(name: str = "关于结对帮扶.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, WORD, "application/octet-stream")


def test_the_file_of_a_paper_comes_back_as_it_went_in(world: World, files: Path) -> None:
    client = client_of(world, "安")
    url = client.post("/papers/new/", registered(file=document()))["Location"]
    page = client_of(world, "李桂兰").get(url).content.decode()
    assert "下载原件" in page and "Word" in page
    answer = client_of(world, "李桂兰").get(f"{url}file/")
    assert answer.content == WORD
    assert answer["Content-Disposition"].startswith("attachment;") and answer["X-Content-Type-Options"] == "nosniff"
    assert quote("甲教发〔2026〕3号帮扶办法.docx") in answer["Content-Disposition"]
    assert [path.suffix for path in files.rglob("*.*")] == [".docx"]
    assert client_of(world, "陈").get(f"{url}file/").status_code == 404


def test_a_file_is_replaced_and_taken_away_and_the_rest_stands(world: World, files: Path) -> None:
    client = client_of(world, "安")
    url = client.post("/papers/new/", registered(file=document()))["Location"]
    picture = BytesIO()
    Image.new("RGB", (600, 800), "white").save(picture, "PNG")
    scan = SimpleUploadedFile("扫描.png", picture.getvalue())
    assert client.post(f"{url}edit/", registered(version=1, file=scan)).status_code == 302
    assert client.get(f"{url}file/")["Content-Type"] == "image/jpeg"
    assert client.post(f"{url}edit/", registered(version=2, pilot="on")).status_code == 302
    assert client.get(f"{url}file/").status_code == 200
    assert client.post(f"{url}edit/", registered(version=3, without_file="on")).status_code == 302
    assert client.get(f"{url}file/").status_code == 404 and "下载原件" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "E-ATT-101"), (b"MZ\x90", "E-ATT-103"), (b"%PDF-1.7 /JavaScript %%EOF", "E-ATT-106")],
)
def test_a_bad_file_saves_nothing_and_loses_no_word(world: World, files: Path, content: bytes, code: str) -> None:
    data = registered(file=SimpleUploadedFile("文件.pdf", content))
    page = client_of(world, "安").post("/papers/new/", data).content.decode()
    assert code in page and "《帮扶办法》" in page
    with unscoped("test"):
        assert not PolicyDocument.objects.exists()
    assert not list(files.rglob("*.*"))


def test_a_paper_carries_out_an_older_one_and_never_itself_in_a_ring(world: World) -> None:
    upper = paper(world, title="意见")
    lower = paper(world, title="通知", number="甲教发〔2025〕9号", implements=upper)
    client = client_of(world, "安")
    for one, other in ((upper, lower), (lower, upper)):
        assert f"《{other.title}》" in client.get(f"/papers/{one.pk}/").content.decode()
    answer = client.post(f"/papers/{upper.pk}/edit/", registered(version=1, implements=str(lower.pk)))
    assert "E-POL-103" in answer.content.decode()


def test_a_paper_is_cited_as_long_as_it_holds(world: World) -> None:
    old = paper(world, title="旧办法", in_force_to=date(2026, 2, 28))
    new = paper(world, title="新办法", number="甲教发〔2026〕2号", in_force_from=date(2026, 3, 1))
    with unscoped("test"):
        assert basis_of(old, world.a1, date(2026, 2, 28)) == [old]
        assert basis_of(old, world.a1, date(2026, 3, 1)) == [new]
        assert basis_of(None, world.a1, date(2026, 2, 28)) == [old]
        assert basis_of(None, world.b1, date(2026, 3, 1)) == []
    page = client_of(world, "安").get(f"/papers/{old.pk}/").content.decode()
    assert "现在不在执行" in page
