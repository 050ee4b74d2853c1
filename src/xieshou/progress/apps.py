"""Start-up of the progress app."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Puts how far promises have come on the pages of other apps, and answers what is owed."""

    name = "xieshou.progress"

    def ready(self) -> None:
        from xieshou.web import slots  # (models exist only now)

        from . import done, lanes, moves, panels

        slots.register("home.school", panels.school_home, weight=5)
        slots.register("pair.promises", panels.pair_promises)
        slots.register("activity.saved", moves.saved)
        slots.register("activity.detail", moves.detail)
        slots.register("activity.will", moves.will)
        slots.answer("plan.progress", panels.plan_progress)
        slots.answer("calendar.done", done.records_of)
        slots.answer("activity.kinds", moves.owed_kinds)
        slots.answer("pair.lane_figures", lanes.lane_figures)
