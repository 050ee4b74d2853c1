"""Start-up of the signing app."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Puts 账号 into the menu, asks for the password once more before S and A, and for a second step."""

    name = "xieshou.signing"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from xieshou.web import navigation, slots

        from .again import asked, remember
        from .second import asked_here

        navigation.register(navigation.Entry("账号", "signing:accounts", "account.view", 51))
        user_logged_in.connect(remember)
        slots.answer("password.again", asked)
        slots.register("home.county", asked_here, weight=-5)
        slots.register("home.school", asked_here, weight=-5)
