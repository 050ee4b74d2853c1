"""Start-up of the doubles app."""

from django.apps import AppConfig


class DoublesConfig(AppConfig):
    """Puts the list into the menu, and its door on the page of a pair."""

    name = "xieshou.doubles"

    def ready(self) -> None:
        from xieshou.web import navigation, slots

        from .panels import suspected

        navigation.register(navigation.Entry("可能记了两遍", "doubles:list", "activity.tell_apart", 66))
        slots.register("pair.timeline", suspected, weight=5)
