"""The office's addresses: each room lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("doitonline.office.casework.urls")),
    path("", include("doitonline.office.people.urls")),
    path("", include("doitonline.office.audit.urls")),
]
