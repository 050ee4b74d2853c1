"""Time the name gate of a county (60 schools × 1 000 pupils, a guardian each) against looking each name up in the text.

Prints how long reading the names takes, how long one report takes, and the ratio; run it on either engine.
"""

import random
import sys

from _ground import also_on_postgresql, in_turns, milliseconds, open_ground

SCHOOLS, PUPILS, ROUNDS = 60, 1000, 5
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
LETTERS = "子涵雨桐梓浩宇欣怡诗琪俊杰思远佳宁一诺明轩语嫣若溪天佑晨曦可心志强"


def main() -> int:
    open_ground()
    from xieshou.documents.model import texts
    from xieshou.documents.tests.sample import sample_report
    from xieshou.people.children import names_of_children
    from xieshou.people.models import Guardian, Pupil
    from xieshou.people.scanning import Names, fold, names_in
    from xieshou.places.models import COUNTY, NATION, PROVINCE, SCHOOL
    from xieshou.places.operations.add_place import add_place
    from xieshou.scoping.operations import SystemActor
    from xieshou.scoping.scope import unscoped

    rng, system = random.Random(1), SystemActor("a comparison")

    def name() -> str:
        return rng.choice(SURNAMES) + "".join(rng.choices(LETTERS, k=2))

    nation = add_place(system, parent=None, level=NATION, name="中国")
    province = add_place(system, parent=nation, level=PROVINCE, name="甲省")
    county = add_place(system, parent=province, level=COUNTY, name="甲县")
    with unscoped("a comparison"):
        for number in range(SCHOOLS):
            school = add_place(system, parent=county, level=SCHOOL, name=f"第{number}小学")
            named = [(name(), name()) for _ in range(PUPILS)]
            pupils = [Pupil(school=school, name=own, key=own, grade="三年级", class_name="1班") for own, _ in named]
            Pupil.objects.bulk_create(pupils)
            kin = zip(pupils, named, strict=True)
            Guardian.objects.bulk_create(Guardian(pupil=one, name=other, key=other) for one, (_, other) in kin)
    read = min(milliseconds(lambda: names_of_children([county])) for _ in range(ROUNDS))
    children, nobody = names_of_children([county]), Names(())
    pieces = [text for block in sample_report().blocks for text in texts(block)]
    plain = sorted({key for start in children._by_start.values() for key in start})

    def gate() -> None:
        for text in pieces:
            names_in(text, children, nobody)

    def one_by_one() -> None:
        for text in pieces:
            folded = fold(text).text
            [key for key in plain if key in folded]

    ours, naive = in_turns(gate, one_by_one, ROUNDS)
    letters = sum(map(len, pieces))
    print(f"{2 * SCHOOLS * PUPILS} people, {len(children)} different names, a report of {letters} letters")
    print(
        f"names read in {read:.0f} ms, report read in {ours:.1f} ms; name by name {naive:.0f} ms, ratio {ours / naive:.4f}"
    )
    return also_on_postgresql(__file__)


if __name__ == "__main__":
    sys.exit(main())
