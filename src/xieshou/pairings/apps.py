"""Start-up of the pairings app."""

from django.apps import AppConfig


class PairingsConfig(AppConfig):
    """Puts pairs into the menu, and agreements that end soon on the home pages."""

    name = "xieshou.pairings"

    def ready(self) -> None:
        from xieshou.dimensions import carriers
        from xieshou.web import navigation, slots  # (models exist only now)

        from .models import Need, Strand
        from .panels import ending_here, resting_on

        carriers.carry(Strand, Need)

        # One behind the round tab of recording, which stands in the middle of a phone.
        navigation.register(navigation.Entry("结对", "pairings:list", "pairing.view", 21, icon="pair"))
        for label, name, weight in (("结对", "list", 10), ("需求与优势", "needs", 30)):
            navigation.register_sister("pairs", navigation.Entry(label, f"pairings:{name}", "pairing.view", weight))
        slots.register("paper.cited", resting_on)
        slots.register("home.side", ending_here, weight=30)
        slots.register("home.county", ending_here, weight=20)
