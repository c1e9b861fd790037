"""Words come as UTF-8, whatever a request says of them."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]


def hears_utf8(application: Application) -> Application:
    """The application, told nothing of the charset that a content type names.

    Every browser sends our pages' forms as UTF-8. A stranger could name any codec of Python's, and
    those that are for no text make Django fail before a page of ours could say so.
    """

    def heard(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        kind, *told = environ.get("CONTENT_TYPE", "").split(";")
        if told:
            kept = [each for each in told if not each.strip().lower().startswith("charset")]
            environ["CONTENT_TYPE"] = ";".join([kind, *kept])
        return application(environ, start_response)

    return heard
