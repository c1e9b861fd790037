"""Which of the two databases a model lives in. No relation crosses."""

from typing import Any

from django.conf import settings

FRONT_APPS = frozenset({"letterbox", "noticeboard", "counter"})


class Router:
    """The front apps live in `front` where this process knows it, else in its only database."""

    def _home(self, app_label: str) -> str:
        return "front" if app_label in FRONT_APPS and "front" in settings.DATABASES else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return self._home(model._meta.app_label)

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return self._home(model._meta.app_label)

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return self._home(first._meta.app_label) == self._home(second._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == self._home(app_label)
