"""Start-up of the placements app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Opens the app's door for the ledger and the reading side, and puts 人员 into the menu."""

    name = "xieshou.placements"

    def ready(self) -> None:
        from xieshou.ledger.sources import Source, register
        from xieshou.people import joining
        from xieshou.web import navigation

        from .facts import parts_of
        from .models import Placement
        from .sections import DUTIES, ROSTER
        from .selectors import lines, of_person

        register(Source("placement", "派遣", Placement, parts_of, lines, (DUTIES, ROSTER), of_person))
        joining.register(joining.TypedNames(Placement, "owner", "created_at"))
        navigation.register(navigation.Entry("人员", "placements:list", "placement.view", 40))
