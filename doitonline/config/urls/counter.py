"""The public site's addresses, and its pages for when there is none or something fails."""

from django.urls import include, path

handler400 = "doitonline.counter.views.failures.bad_request"
handler404 = "doitonline.counter.views.failures.not_found"
handler500 = "doitonline.counter.views.failures.server_error"

urlpatterns = [path("", include("doitonline.counter.urls"))]
