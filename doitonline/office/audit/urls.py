"""The addresses of the auditor's pages."""

from django.urls import path

from doitonline.office.audit import views

urlpatterns = [
    path("audit", views.log, name="audit_log"),
    path("audit/cases/<str:reference>", views.case, name="audit_case"),
    path("audit/officers/<uuid:officer_id>", views.officer, name="audit_officer"),
]
