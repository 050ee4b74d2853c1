"""What one answer remembers: for one scope, until a write, and never into the next answer."""

from itertools import count

import pytest

from xieshou.scoping.memory import answering, once, writing
from xieshou.scoping.scope import Scope, use

ASKED = count()


@once
def read(place: int) -> tuple[int, int]:
    return place, next(ASKED)


def test_it_is_read_once_in_an_answer_and_again_in_the_next() -> None:
    with answering():
        first = read(1)
        assert read(1) == first and read(2) != first
    with answering():
        assert read(1) != first


def test_outside_an_answer_nothing_is_remembered() -> None:
    assert read(1) != read(1)


def test_another_scope_reads_for_itself() -> None:
    with answering(), use(Scope(spans=((0, 10),))):
        mine = read(1)
        with use(Scope(spans=((10, 20),))):
            assert read(1) != mine
        with use(Scope(everything=True)):
            assert read(1) != mine
        assert read(1) == mine


@pytest.mark.parametrize("broken", [False, True])
def test_a_write_reads_afresh_and_forgets_what_was_read_before_it(broken: bool) -> None:
    with answering():
        before = read(1)
        try:
            with writing():
                assert read(1) != read(1)
                if broken:
                    raise ValueError
        except ValueError:
            pass
        assert read(1) != before
