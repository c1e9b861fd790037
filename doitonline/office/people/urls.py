"""The addresses of the administrator's pages, and of those who confirm a role."""

from django.urls import path

from doitonline.office.people import officers

urlpatterns = [
    path("people", officers.officers, name="officers"),
    path("people/new", officers.new_officer, name="new_officer"),
    path("people/<uuid:officer_id>", officers.one_officer, name="officer"),
    path("people/<uuid:officer_id>/postings", officers.postings, name="postings"),
    path("people/<uuid:officer_id>/disablement", officers.disablement, name="disablement"),
    path("people/<uuid:officer_id>/enablement", officers.enablement, name="enablement"),
    path(
        "people/<uuid:officer_id>/password-resets", officers.password_resets, name="password_resets"
    ),
    path(
        "people/<uuid:officer_id>/authenticator-resets",
        officers.authenticator_resets,
        name="authenticator_resets",
    ),
    path("postings/waiting", officers.waiting, name="postings_waiting"),
    path("postings/<int:posting_id>/confirmation", officers.confirmation, name="confirmation"),
    path("postings/<int:posting_id>/ending", officers.ending, name="ending"),
]
