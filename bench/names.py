"""Time the name gate of a county (60 schools × 1 000 pupils, a guardian each) against looking each name up in the text.

Prints how long reading the names takes, how long one report takes, and the ratio; run it on either engine.
"""

import random
import sys
import time

from _ground import also_on_postgresql, in_turns, milliseconds, open_ground

open_ground()

from xieshou.documents.model import texts  # noqa: E402  (after the set-up)
from xieshou.documents.tests.sample import sample_report  # noqa: E402  (likewise)
from xieshou.people.children import names_of_children  # noqa: E402  (likewise)
from xieshou.people.models import Guardian, Pupil  # noqa: E402  (likewise)
from xieshou.people.scanning import Names, fold, names_in  # noqa: E402  (likewise)
from xieshou.places.models import COUNTY, NATION, PROVINCE, SCHOOL, Place  # noqa: E402  (likewise)
from xieshou.places.operations.add_place import add_place  # noqa: E402  (likewise)
from xieshou.scoping.operations import SystemActor  # noqa: E402  (likewise)
from xieshou.scoping.scope import unscoped  # noqa: E402  (likewise)

SCHOOLS, PUPILS, ROUNDS = 60, 1000, 5
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
LETTERS = "子涵雨桐梓浩宇欣怡诗琪俊杰思远佳宁一诺明轩语嫣若溪天佑晨曦可心志强"


def county_with_names() -> tuple[Place, set[str]]:
    """A county whose schools list their pupils, and all names."""
    rng, system = random.Random(1), SystemActor("a comparison")

    def name() -> str:
        return rng.choice(SURNAMES) + "".join(rng.choices(LETTERS, k=2))

    nation = add_place(system, parent=None, level=NATION, name="中国")
    province = add_place(system, parent=nation, level=PROVINCE, name="甲省")
    county = add_place(system, parent=province, level=COUNTY, name="甲县")
    every: set[str] = set()
    with unscoped("a comparison"):
        for number in range(SCHOOLS):
            school = add_place(system, parent=county, level=SCHOOL, name=f"第{number}小学")
            own, kin = [name() for _ in range(PUPILS)], [name() for _ in range(PUPILS)]
            pupils = [Pupil(school=school, name=one, key=one, grade="三年级", class_name="1班") for one in own]
            Pupil.objects.bulk_create(pupils)
            guardians = zip(pupils, kin, strict=True)
            Guardian.objects.bulk_create(Guardian(pupil=pupil, name=one, key=one) for pupil, one in guardians)
            every |= {*own, *kin}
    return county, every


def main() -> int:
    """Write the county, then time both ways."""
    county, every = county_with_names()
    read = min(milliseconds(lambda: names_of_children([county]), time.process_time) for _ in range(ROUNDS))
    children, nobody = names_of_children([county]), Names(())
    pieces = [text for block in sample_report().blocks for text in texts(block)]

    def gate() -> list[int]:
        return [len(names_in(text, children, nobody)) for text in pieces]

    def one_by_one() -> list[int]:
        return [sum(name in folded for name in every) for folded in (fold(text).text for text in pieces)]

    ours, naive = in_turns(gate, one_by_one, ROUNDS)
    letters = sum(map(len, pieces))
    print(f"{2 * SCHOOLS * PUPILS} people, {len(children)} different names, a report of {letters} letters")
    print(f"names read in {read:.0f} ms of this process, report read in {ours:.1f} ms")
    print(f"name by name {naive:.0f} ms, ratio {ours / naive:.4f}")
    return also_on_postgresql(__file__)


if __name__ == "__main__":
    sys.exit(main())
