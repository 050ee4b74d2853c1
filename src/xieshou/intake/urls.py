"""Addresses of importing."""

from django.urls import path

from .views import batch, upload

app_name = "intake"
urlpatterns = [
    path("upload/", upload.upload, name="upload"),
    path("upload/<slug:sort>/", upload.upload, name="upload-one"),
    path("template/<slug:sort>/", upload.template, name="template"),
    path("batches/<uuid:pk>/", batch.batch_page, name="batch"),
    path("batches/<uuid:pk>/mend/", batch.mend, name="mend"),
    path("batches/<uuid:pk>/confirm/", batch.confirm, name="confirm"),
    path("batches/<uuid:pk>/undo/", batch.undo, name="undo"),
    path("batches/<uuid:pk>/drop/", batch.drop, name="drop"),
    path("batches/<uuid:pk>/marked/", batch.marked, name="marked"),
]
