"""Start-up of the recording app."""

from django.apps import AppConfig


class RecordingConfig(AppConfig):
    """Puts the form's door into the menu."""

    name = "xieshou.recording"

    def ready(self) -> None:
        from xieshou.web import navigation

        # Officers may record for a school but have none of their own: the door of joining leaves them out.
        go = navigation.Entry("记一次", "activities:new", "activity.join", 20, icon="plus", go=True, in_nav=False)
        navigation.register(go)
