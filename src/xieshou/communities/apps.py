"""Start-up of the communities app."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Puts communities beside the pairs; their tables lie in pairings, whose sides they may be."""

    name = "xieshou.communities"

    def ready(self) -> None:
        from xieshou.web import navigation

        navigation.register_sister("pairs", navigation.Entry("共同体", "communities:list", "pairing.view", 20))
