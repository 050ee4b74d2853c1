"""Start-up of the steering app."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Puts the list of groups beside the pairs, and a pair's group on its page."""

    name = "xieshou.steering"

    def ready(self) -> None:
        from xieshou.web import navigation, slots

        from .panels import leaders_here  # (models exist only now)

        navigation.register_sister("pairs", navigation.Entry("领导小组", "steering:list", "pairing.view", 40))
        slots.register("pair.facts", leaders_here)
