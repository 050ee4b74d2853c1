"""Addresses of the foundation's pages."""

from django.urls import path

from . import journal, photos, printed, start
from .rosters import pupils, school_forms, schools, setup, staff, staff_forms, terms

app_name = "office"
urlpatterns = [
    path("start/", start.start, name="start"),
    path("photos/<str:source>/<uuid:record>/", photos.upload, name="photo-upload"),
    path("photos/<uuid:pk>/", photos.show, name="photo"),
    path("photos/<uuid:pk>/remove/", photos.remove, name="photo-remove"),
    path("rosters/", setup.rosters, name="rosters"),
    path("schools/", schools.school_list, name="schools"),
    path("schools/new/", school_forms.school_add, name="school-add"),
    path("schools/<uuid:uid>/", schools.school_detail, name="school"),
    path("schools/<uuid:uid>/edit/", school_forms.school_edit, name="school-edit"),
    path("schools/<uuid:uid>/campuses/new/", school_forms.unit_add, name="campus-add"),
    path("schools/<uuid:uid>/figures/", school_forms.school_figures, name="school-figures"),
    path("staff/", staff.staff_list, name="staff"),
    path("staff/new/", staff_forms.person_add, name="person-add"),
    path("staff/<uuid:pk>/", staff.person_detail, name="person"),
    path("staff/<uuid:pk>/edit/", staff_forms.person_edit, name="person-edit"),
    path("staff/<uuid:pk>/left/", staff_forms.person_left, name="person-left"),
    path("staff/<uuid:pk>/posts/new/", staff_forms.post_add, name="post-add"),
    path("staff/<uuid:pk>/posts/<uuid:post>/", staff_forms.post_end, name="post-end"),
    path("rosters/rare.otf", printed.rare_font, name="rare-font"),
    path("audit/", journal.journal, name="audit"),
    path("pupils/", pupils.pupils, name="pupils"),
    path("pupils/add/", pupils.pupils_add, name="pupils-add"),
    path("pupils/remove/", pupils.pupils_remove, name="pupils-remove"),
    path("terms/", terms.term_list, name="terms"),
    path("terms/usual/", terms.terms_usual, name="terms-usual"),
    path("terms/<int:year>/<int:ordinal>/", terms.term_edit, name="term"),
]
