"""More counties by pattern, for those who want to see many schools: names, headcounts and pairs are made up."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from .content import programs as p
from .spec import CountySpec, Line, PairSpec, Quota, SchoolSpec

LARGEST = 40
OF_A_CITY, OF_A_TOWN = 10, 6
HEADS = "安宁平康福永长丰和兴广德新明清秀云青白金玉龙凤松柏梅兰竹桂"
TAILS = "溪江河山岭源泉川塘湖坪原州阳水林"
VILLAGE_HEADS = "上下东西大小前后高石黄马杨李罗双三五七"
VILLAGE_TAILS = ("家湾", "家坪", "塘", "岭", "岩", "家坝", "树", "沟", "桥头", "井")
WORK: tuple[tuple[str, tuple[Line, ...], tuple[Quota, ...]], ...] = (
    ("a:staffing a:moral", p.MIDDLE, p.QUOTAS["MIDDLE_QUOTAS"]),
    ("a:sports_arts", p.ARTS, p.QUOTAS["ARTS_QUOTAS"]),
    ("a:research", p.VILLAGE[:2], p.QUOTAS["VILLAGE_QUOTAS"][:2]),
    ("a:goods a:digital", p.GOODS, p.QUOTAS["GOODS_QUOTAS"][1:]),
)


def _syllables(number: int) -> str:
    """A name of two syllables, another one for every number below six hundred, then of three."""
    head, tail = HEADS[number % len(HEADS)], TAILS[(number // len(HEADS) + number) % len(TAILS)]
    rounds = number // (len(HEADS) * len(TAILS))
    return f"{HEADS[rounds - 1] if rounds else ''}{head}{tail}"


def counties(schools: int, seed: int) -> Iterator[CountySpec]:
    """Counties of at most forty schools until so many schools are there."""
    number = 0
    while schools > 0:
        size = min(schools, LARGEST)
        yield _county(number, size, Random(f"{seed}/county/{number}"))
        schools -= size
        number += 1


def _county(number: int, size: int, rng: Random) -> CountySpec:
    name = f"{_syllables(number)}县"
    strong = max(1, size // 5)
    schools = [_strong(name, n, rng) if n < strong else _rural(number, n, rng) for n in range(size)]
    pairs = tuple(_pair(schools[n % strong], schools[n], n) for n in range(strong, size))
    return CountySpec(name, f"{_syllables(number // OF_A_CITY + 7)}市", tuple(schools), pairs)


def _strong(county: str, number: int, rng: Random) -> SchoolSpec:
    pupils, short = rng.randint(900, 2200), f"{county.removesuffix('县')}{number + 1}小"
    name = f"{county}第{number + 1}小学"
    return SchoolSpec(name, short, "城关镇", "primary", "town", pupils, pupils // 18, pupils // 46, 12)


def _rural(county: int, number: int, rng: Random) -> SchoolSpec:
    """The central school of a town, or one of its villages; 7 and 190 share no factor, so no village comes twice."""
    seat, nth = divmod(number, OF_A_TOWN)
    town = f"{HEADS[(seat * 5 + county) % len(HEADS)]}{TAILS[(seat * 3 + county) % len(TAILS)]}镇"
    if nth == 0:
        pupils = rng.randint(220, 480)
        return SchoolSpec(f"{town}中心小学", f"{town}中小", town, "primary", "country", pupils, 28, 12, 10)
    tail, head = divmod(number * 7 % (len(VILLAGE_HEADS) * len(VILLAGE_TAILS)), len(VILLAGE_HEADS))
    village = VILLAGE_HEADS[head] + VILLAGE_TAILS[tail]
    pupils = rng.randint(30, 120)
    return SchoolSpec(f"{town}{village}小学", f"{village}小学", town, "primary", "country", pupils, 8, 6, 8)


def _pair(first: SchoolSpec, second: SchoolSpec, number: int) -> PairSpec:
    lanes, lines, quotas = WORK[number % len(WORK)]
    return PairSpec(first.name, second.name, lanes, lines, quotas)
