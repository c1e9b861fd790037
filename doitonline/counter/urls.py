"""The counter's addresses. Inside a journey they name neither the service nor an offence."""

from django.urls import path

from doitonline.counter.views import failures, front, journey, leaving, lists, sent, words

urlpatterns = [
    path("", front.home, name="home"),
    path("health", failures.health, name="health"),
    path("exit", leaving.leave, name="exit"),
    path("back", leaving.back, name="back"),
    path("help/<slug:page>", words.help_page, name="help"),
    path("d/<uuid:draft>", journey.resume, name="resume"),
    path("d/<uuid:draft>/sent", sent.sent, name="sent"),
    path("d/<uuid:draft>/code", leaving.code, name="code"),
    path("d/<uuid:draft>/stay", leaving.stay, name="stay"),
    path("d/<uuid:draft>/locked", leaving.locked, name="locked"),
    path("d/<uuid:draft>/<slug:page>", journey.page, name="page"),
    path("d/<uuid:draft>/<slug:page>/<slug:item>", journey.page, name="page"),
    path("d/<uuid:draft>/<slug:page>/<slug:item>/remove", lists.remove, name="remove"),
    path("<slug:slug>", front.start, name="start"),
    path("<slug:slug>/privacy", front.privacy, name="privacy"),
]
