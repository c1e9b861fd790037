"""The staff site's addresses: its own, and signing in under /account/."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("doitonline.office.urls")),
]
