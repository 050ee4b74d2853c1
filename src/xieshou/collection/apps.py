"""Start-up of the collection app."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Puts 报送 into the menu, and what is owed or to be collected on the home pages; dues follow their school."""

    name = "xieshou.collection"

    def ready(self) -> None:
        from xieshou.places.following import FOLLOWERS, Follower  # (models exist only now)
        from xieshou.web import navigation, slots

        from .following import carry, foresee
        from .panels import owed_here, to_collect

        navigation.register(navigation.Entry("报送", "collection:list", "collection.view", 47))
        slots.register("home.side", owed_here, weight=5)
        slots.register("home.county", to_collect, weight=15)
        FOLLOWERS.append(Follower(foresee, carry))
