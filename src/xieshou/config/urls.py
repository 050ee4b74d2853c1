"""All addresses, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("xieshou.web.urls")),
    path("", include("xieshou.signing.urls")),
    path("", include("xieshou.office.urls")),
    path("", include("xieshou.pairings.urls")),
    path("", include("xieshou.transitions.urls")),
    path("activities/", include("xieshou.activities.urls")),
    path("placements/", include("xieshou.placements.urls")),
    path("gifts/", include("xieshou.gifts.urls")),
    path("openings/", include("xieshou.openings.urls")),
    path("plans/", include("xieshou.plans.urls")),
    path("progress/", include("xieshou.progress.urls")),
    path("county/", include("xieshou.insights.urls")),
    path("reports/", include("xieshou.reports.urls")),
    path("intake/paste/", include("xieshou.pasting.urls")),
    path("intake/", include("xieshou.intake.urls")),
]
