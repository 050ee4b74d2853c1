"""All addresses, app by app."""

from django.urls import include, path

from xieshou.activities import urls as activities
from xieshou.confirming import urls as confirming
from xieshou.recording import urls as recording

urlpatterns = [
    path("", include("xieshou.web.urls")),
    path("", include("xieshou.signing.urls")),
    path("", include("xieshou.office.urls")),
    path("", include("xieshou.slips.urls")),
    path("papers/", include("xieshou.papers.urls")),
    path("backups/upgrade/", include("xieshou.upgrading.urls")),
    path("backups/", include("xieshou.keeping.urls")),
    path("", include("xieshou.pairings.urls")),
    path("duties/", include("xieshou.duties.urls")),
    path("groups/", include("xieshou.steering.urls")),
    path("communities/", include("xieshou.communities.urls")),
    path("dimensions/", include("xieshou.dimensions.urls")),
    path(
        "activities/",
        include(([*confirming.urlpatterns, *activities.urlpatterns, *recording.urlpatterns], "activities")),
    ),
    path("doubles/", include("xieshou.doubles.urls")),
    path("", include("xieshou.transitions.urls")),
    path("placements/", include("xieshou.placements.urls")),
    path("gifts/", include("xieshou.gifts.urls")),
    path("openings/", include("xieshou.openings.urls")),
    path("calendars/", include("xieshou.calendars.urls")),
    path("plans/", include("xieshou.drafting.urls")),
    path("collection/", include("xieshou.collection.urls")),
    path("plans/", include("xieshou.plans.urls")),
    path("progress/", include("xieshou.progress.urls")),
    path("county/", include("xieshou.insights.urls")),
    path("reports/", include("xieshou.reports.urls")),
    path("intake/tables/", include("xieshou.bulk.urls")),
    path("intake/paste/", include("xieshou.pasting.urls")),
    path("intake/", include("xieshou.intake.urls")),
]
