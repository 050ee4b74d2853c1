"""Start-up of the signing app."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Puts 账号 into the menu of those who only look after accounts, and asks officers for a second step."""

    name = "xieshou.signing"

    def ready(self) -> None:
        from xieshou.web import navigation, slots

        from .second import asked_here

        navigation.register(navigation.Entry("账号", "signing:accounts", "account.view", 51))
        slots.register("home.county", asked_here, weight=-5)
        slots.register("home.school", asked_here, weight=-5)
