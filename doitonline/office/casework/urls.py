"""The addresses of queues and cases. What is done to a case is a noun: an assessment is made."""

from django.urls import path, register_converter

from doitonline.office.casework import case_views, queue_views
from doitonline.office.casework.addresses import ReferenceConverter

register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("", queue_views.home, name="home"),
    path("queues/<slug:team>", queue_views.queue, name="queue"),
    path("cases/<reference:reference>", case_views.case, name="case"),
    path("cases/<reference:reference>/assessments", case_views.assessments, name="assessments"),
    path("cases/<reference:reference>/claims", case_views.claims, name="claims"),
    path("cases/<reference:reference>/releases", case_views.releases, name="releases"),
    path("cases/<reference:reference>/notes", case_views.notes, name="notes"),
    path("cases/<reference:reference>/closures", case_views.closures, name="closures"),
]
