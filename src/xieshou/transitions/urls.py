"""Addresses of what becomes of schools, and of a new school year."""

from django.urls import path

from . import changes, years

app_name = "transitions"
urlpatterns = [
    *(path(f"schools/<uuid:uid>/{sort.code}/", changes.changing(sort), name=sort.code) for sort in changes.SORTS),
    path("years/<int:year>/", years.year_open, name="year"),
    path("years/<int:year>/schools/<int:number>/", years.headcounts, name="headcounts"),
]
