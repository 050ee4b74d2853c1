"""What can be asked of a part of a figure."""

import pytest

from xieshou.catalogue import catalogue


@pytest.mark.parametrize(
    "whole, part",
    [
        ("research.count", "research.ict"),
        ("project.count", "project.city_up"),
        ("visit.leader", "visit.head"),
        ("lesson.demonstrated", "lesson.demonstrated_offline"),
    ],
)
def test_a_figure_knows_the_figures_within_it(whole: str, part: str) -> None:
    assert part in catalogue.narrower(whole) and whole not in catalogue.narrower(part)


def test_no_figure_is_within_one_that_other_kinds_do_not_count() -> None:
    for whole in catalogue.indicators:
        for part in catalogue.narrower(whole):
            for kind in catalogue.kinds.values():
                counted = {count.indicator for count in kind.counts}
                assert part not in counted or whole in counted
