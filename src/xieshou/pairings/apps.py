"""Start-up of the pairings app."""

from django.apps import AppConfig


class PairingsConfig(AppConfig):
    """Puts pairs into the menu, and agreements that end soon on the home pages."""

    name = "xieshou.pairings"

    def ready(self) -> None:
        from xieshou.web import navigation, slots  # (models exist only now)

        from .panels import ending_here

        # One behind the round tab of recording, which stands in the middle of a phone.
        navigation.register(navigation.Entry("结对", "pairings:list", "pairing.view", 21, icon="pair"))
        slots.register("home.side", ending_here, weight=30)
        slots.register("home.county", ending_here, weight=20)
