"""The staff site's addresses: its own, and signing in under /account/."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("doitonline.office.people.account")),
    path("", include("doitonline.office.urls")),
]
