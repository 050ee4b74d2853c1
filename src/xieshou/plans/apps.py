"""Start-up of the plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Puts plans into the menu, and what answers a pair's needs on the pair's page."""

    name = "xieshou.plans"

    def ready(self) -> None:
        from xieshou.web import navigation, slots  # (models exist only now)

        from . import needs

        navigation.register(navigation.Entry("计划", "plans:list", "plan.view", 15))
        slots.register("pair.needs", needs.pair_needs)
