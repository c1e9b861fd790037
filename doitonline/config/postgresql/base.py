"""A connection from the pool is used only if the server has not closed it, as after a restart.

Django's own check (`CONN_HEALTH_CHECKS`) sends an empty query before every request, which costs a
tenth of a page. An idle connection has nothing to read unless the server said goodbye, so that one
look at its socket tells as much.
"""

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, which takes no closed connection from the pool."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that the server has left open."""
        connection = super().get_new_connection(conn_params)
        while self.pool and has_something_to_read(connection.fileno()):
            connection.close()
            self.pool.putconn(connection)
            connection = super().get_new_connection(conn_params)
        return connection


def has_something_to_read(descriptor: int) -> bool:
    """Whether there is anything, be it the end, to read from a socket now."""
    looking = poll()
    looking.register(descriptor, POLLIN)
    return bool(looking.poll(0))
