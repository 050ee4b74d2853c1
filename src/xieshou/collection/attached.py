"""A file handed in for a paper due: no child's name goes with it."""

from __future__ import annotations

from django.db.models import Q

from xieshou.documents.gate import MOST_TOLD, named_in
from xieshou.files.attaching import CleanFile, words_of
from xieshou.pairings.models import Pairing
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.scoping.operations import Refused

UNREADABLE = "E-COL-126 这份看不出字（照片、扫描件）。自己看一遍，没有学生和家长的姓名，就勾上“我看过了”。"


def check_file(file: CleanFile, school: Place, looked_through: bool) -> None:
    """Refuse a file that names a child or a guardian; of one that cannot be read a person says so."""
    words, county = words_of(file), county_of(school)
    if words is None and not looked_through:
        raise Refused(UNREADABLE, "looked_through")
    pairs = Pairing.objects.filter(Q(first=school) | Q(second=school)).values_list("first", "second")
    schools = {school.pk, *(pk for pair in pairs for pk in pair)}
    found = named_in(words or [], [county] if county else [], schools)
    if found:
        where = "；".join(f"“{one}”" for one in found[:MOST_TOLD]) + f"等{len(found)}处" * (len(found) > MOST_TOLD)
        raise Refused(f"E-COL-125 文件里{where}有学生或家长的姓名、身份证号。删去再传。", "file")
