"""Several browsers' requests at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

from tests.counter.visitor import Visitor

Result = TypeVar("Result")


def at_once(tasks: list[Callable[[], Result]]) -> list[Result]:
    """Starts all tasks together; their results in order. What one raises is raised."""
    gate = threading.Barrier(len(tasks))

    def run(task: Callable[[], Result]) -> Result:
        try:
            connections["default"].ensure_connection()
            gate.wait(timeout=30)
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return [each.result() for each in [threads.submit(run, task) for task in tasks]]


def same_browser(visitor: Visitor) -> Visitor:
    """Another tab of a browser: the same cookies, and the same page open."""
    tab = Visitor()
    for name, morsel in visitor.client.cookies.items():
        tab.client.cookies[name] = morsel.value
    tab.page = visitor.page
    return tab
