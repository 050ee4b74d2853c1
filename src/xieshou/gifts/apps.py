"""Start-up of the gifts app."""

from django.apps import AppConfig


class GiftsConfig(AppConfig):
    """Opens the app's door for the ledger and the reading side, and puts 捐赠 into the menu."""

    name = "xieshou.gifts"

    def ready(self) -> None:
        from xieshou.ledger.sources import Source, register
        from xieshou.slips import acts
        from xieshou.web import navigation, slots

        from .facts import parts_of
        from .given import given_here
        from .models import Gift
        from .outside import WORD
        from .sections import DONATIONS
        from .selectors import lines

        register(Source("gift", "捐赠", Gift, parts_of, lines, (DONATIONS,)))
        acts.register(WORD)
        slots.register("home.school", given_here, weight=5)
        navigation.register(navigation.Entry("捐赠", "gifts:list", "gift.view", 45))
        navigation.register(navigation.Entry("我的捐赠", "gifts:given", "gift.given", 46))
