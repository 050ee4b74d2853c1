"""Addresses of openings."""

app_name = "openings"
urlpatterns: list[object] = []
