"""A file handed in for a paper due: no child's name goes with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from xieshou.documents.gate import MOST_TOLD, free_words, passage
from xieshou.files.attaching import CleanFile, words_of
from xieshou.kernel.names import search_key
from xieshou.pairings.models import Pairing
from xieshou.people.children import names_of_children
from xieshou.people.models import Staff
from xieshou.people.scanning import Names, names_in, numbers_in
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import unscoped

IDENTITY_DIGITS = 18


def check_file(file: CleanFile, school: Place, looked_through: bool) -> None:
    """Refuse a file that names a child or a guardian; of one that cannot be read a person says so."""
    words = words_of(file)
    if words is None:
        if not looked_through:
            raise Refused(
                "E-COL-126 这份是照片或扫描件，看不出字。自己看一遍，没有学生和家长的姓名，就勾上“我看过了”。",
                "looked_through",
            )
        return
    county = county_of(school)
    children = names_of_children([county] if county else [])
    found = list(dict.fromkeys(_named(words, children, school)))
    if found:
        where = "；".join(f"“{one}”" for one in found[:MOST_TOLD])
        more = f"等{len(found)}处" if len(found) > MOST_TOLD else ""
        raise Refused(
            f"E-COL-125 文件里{where}{more}有学生或家长的姓名、身份证号。删去再传，可以写“一名学生”。", "file"
        )


def _named(words: list[str], children: Names, school: Place) -> Iterator[str]:
    free: Names | None = None
    for text in words:
        spans = [
            span for span in numbers_in(text) if sum(map(str.isalnum, text[span.start : span.end])) == IDENTITY_DIGITS
        ]
        if names_in(text, children, Names(())):
            free = free or Names(search_key(word) for word in _free(school))
            spans += names_in(text, children, free)
        yield from (passage(text, span) for span in spans)


def _free(school: Place) -> Iterator[str]:
    """Namesakes: teachers of the school and of those it is paired with; places, words of the product."""
    pairs = Pairing.objects.filter(Q(first=school) | Q(second=school)).values_list("first", "second")
    schools = {school.pk, *(pk for pair in pairs for pk in pair)}
    with unscoped("names of teachers of both sides are compared, none is shown"):
        yield from Staff.objects.filter(school__in=schools).order_by().values_list("name", flat=True)
    county = county_of(school)
    yield from free_words([county] if county else [])
