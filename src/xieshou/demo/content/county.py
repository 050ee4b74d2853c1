"""云溪县 and its neighbour: towns, schools and the people named for them. All invented."""

from xieshou.demo.spec import SchoolSpec

from .tables import lines_of

PROVINCE = "云岭省"
CITY, COUNTY = "青山市", "云溪县"
OTHER_CITY, OTHER_COUNTY = "兰水市", "临江县"

EXPERIMENTAL, BAITA = "云溪县实验小学", "白塔镇中心小学"

# Sign-in name, name, post, place, role: the cards of the door, in this order.
CARDS = [line.split() for line in lines_of("cards")]


def _schools() -> list[SchoolSpec]:
    """A line of a school, and an indented one of the people named for it."""
    rows: list[list[str]] = []
    for line in lines_of("schools"):
        if line.startswith(" "):
            rows[-1].append(line.strip())
        else:
            rows.append(line.split())
    return [_school(*row) for row in rows]


def _school(name: str, short: str, town: str, stage: str, setting: str, *rest: str) -> SchoolSpec:
    pupils, teachers, classes, listed = map(int, rest[:4])
    place = "" if town == "-" else town
    return SchoolSpec(name, short, place, stage, setting, pupils, teachers, classes, listed, "".join(rest[4:]))


# The first four make a small demonstration that still gives, receives and passes on; the last lies over the border.
*_OWN, _OTHER = _schools()
SCHOOLS, OTHER_SCHOOLS = tuple(_OWN), (_OTHER,)
