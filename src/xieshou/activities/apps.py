"""Start-up of the activities app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Opens the app's door for the ledger and the reading side, and its doors for people."""

    name = "xieshou.activities"

    def ready(self) -> None:
        from django.db.models import Prefetch

        from xieshou.ledger.sources import Source, register
        from xieshou.people import joining
        from xieshou.slips import acts
        from xieshou.web import navigation, slots

        from .facts import parts_of
        from .models import Activity, Participant, School
        from .outside import WORD
        from .panels import call_to_record
        from .selectors import lines
        from .timeline import pair_timeline

        took_part = Participant.objects.values_list("activity_id", flat=True)
        register(
            Source(
                "activity",
                "活动",
                Activity,
                parts_of,
                lines,
                of_person=lambda who: took_part.filter(staff=who),
                rows=(Prefetch("schools", School.objects.select_related("school")),),
            )
        )
        joining.register(joining.TypedNames(Participant, "school", "activity__created_at"))
        acts.register(WORD)
        navigation.register(navigation.Entry("活动", "activities:list", "activity.view", 10, icon="list"))
        slots.register("home.cta", call_to_record)
        slots.register("pair.timeline", pair_timeline)
