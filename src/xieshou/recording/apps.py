"""Start-up of the recording app."""

from django.apps import AppConfig


class RecordingConfig(AppConfig):
    """Puts the form's door into the menu."""

    name = "xieshou.recording"

    def ready(self) -> None:
        from xieshou.web import navigation

        go = navigation.Entry(
            "记一次", "activities:new", "activity.record", 20, icon="plus", go=True, in_nav=False, at_school=True
        )
        navigation.register(go)
