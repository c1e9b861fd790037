"""The web server's own log, which would else repeat addresses and exceptions' messages."""

from typing import Any

from gunicorn.glogging import Logger

from doitonline.config.logs import Line


class ServerLog(Logger):  # type: ignore[misc]
    """gunicorn's log, each line built from the same allow-list as ours (`--logger-class`)."""

    def setup(self, cfg: Any) -> None:
        """Set up as gunicorn does, then have `Line` write."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Line())
