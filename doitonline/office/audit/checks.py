"""What the office refuses to start without: the key that chains its log."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from doitonline.office.audit.chain import key


@register("station")
def the_log_has_its_key(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """AUDIT_KEY is 32 bytes, where the log is written."""
    if settings.SITE != "office":
        return []
    try:
        key()
    except (ImproperlyConfigured, ValueError):
        return [Error("AUDIT_KEY must be 32 bytes in base64.", id="audit.E001")]
    return []
