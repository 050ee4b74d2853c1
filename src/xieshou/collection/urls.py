"""Addresses of calls and of what is owed."""

from django.urls import path

from .views import answering, listing, making, sheet, state

app_name = "collection"
urlpatterns = [
    path("", listing.index, name="list"),
    path("new/", making.new, name="new"),
    path("own/", making.own, name="own"),
    path("paper/", making.paper, name="paper"),
    path("<uuid:pk>/", state.detail, name="detail"),
    path("<uuid:pk>/send/", making.send, name="send"),
    path("<uuid:pk>/drop/", making.drop, name="drop"),
    path("<uuid:pk>/columns/<int:index>/", making.column, name="column"),
    path("<uuid:pk>/table/", sheet.table, name="table"),
    path("<uuid:pk>/sheet/", sheet.download_sheet, name="sheet"),
    path("<uuid:pk>/renew/", sheet.renew, name="renew"),
    path("<uuid:pk>/settle/", state.settle, name="settle"),
    path("<uuid:pk>/close/", state.close, name="close"),
    path("dues/<uuid:pk>/", answering.due, name="due"),
    path("dues/<uuid:pk>/file/", answering.file, name="file"),
    path("dues/<uuid:pk>/accept/", answering.accept, name="accept"),
    path("dues/<uuid:pk>/return/", answering.give_back, name="return"),
]
