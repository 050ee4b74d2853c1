"""Start-up of the plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Puts plans into the menu, and what answers a pair's needs on the pair's page."""

    name = "xieshou.plans"

    def ready(self) -> None:
        from xieshou.terms.turning import TURNERS, Turner  # (models exist only now)
        from xieshou.web import navigation, slots

        from . import needs, turning

        navigation.register(navigation.Entry("计划", "plans:list", "plan.view", 15))
        TURNERS.append(Turner("plans", "照着做新一年的计划", turning.offers, turning.carry))
        slots.register("pair.needs", needs.pair_needs)
