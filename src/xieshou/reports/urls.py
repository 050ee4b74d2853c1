"""Addresses of reports."""

from django.urls import path

from . import annexes, overview_views, views

app_name = "reports"
OWNED = "<slug:kind>/<uuid:owner>/<int:code>/"

urlpatterns = [
    path("", overview_views.reports, name="list"),
    path("teachers/", overview_views.teachers, name="teachers"),
    path(OWNED, views.report, name="report"),
    path(OWNED + "issued/<uuid:pk>/", views.corrected, name="corrected"),
    path(OWNED + "word/", views.word, name="word"),
    path(OWNED + "promises/", views.promises, name="promises"),
    path(OWNED + "papers/", annexes.papers, name="papers"),
    path(OWNED + "partners/", annexes.partners, name="partners"),
    path(OWNED + "persons/", annexes.persons, name="persons"),
    path(OWNED + "calendar/", annexes.calendar, name="calendar"),
    path(OWNED + "issue/", views.issue, name="issue"),
    path("issued/<uuid:pk>/", views.issued, name="issued"),
]
