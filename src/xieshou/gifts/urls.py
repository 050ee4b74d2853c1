"""Addresses of gifts."""

app_name = "gifts"
urlpatterns: list[object] = []
