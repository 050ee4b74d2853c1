"""Start-up of the papers app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Puts the register beside the pairs."""

    name = "xieshou.papers"

    def ready(self) -> None:
        from xieshou.web import navigation

        navigation.register_sister("pairs", navigation.Entry("文件", "papers:list", "policy.view", 50))
