"""The pure engine by itself, and the check of every service: `python -m bench.engine`.

CPU time of this process, medians of 25 runs.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

from bench.figures import Figure, show
from bench.stage import SERVICE, story
from doitonline.config.surroundings import force_folder
from doitonline.definitions.assessing import assess
from doitonline.definitions.compiling import compile_folder
from doitonline.definitions.journey import Journey
from doitonline.definitions.plan import Plan
from doitonline.definitions.record import record
from doitonline.definitions.summary import sections
from doitonline.definitions.written import walk
from doitonline.force import Force
from doitonline.station.services import SERVICES, compiled, known

RUNS = 25


def milliseconds(work: Callable[[], object], runs: int = RUNS, repeats: int = 1) -> float:
    """The median over the runs of the CPU time of one call."""
    work()
    took = []
    for _ in range(runs):
        began = time.process_time_ns()
        for _ in range(repeats):
            work()
        took.append((time.process_time_ns() - began) / repeats / 1e6)
    return median(took)


def report() -> None:
    """Measures and prints."""
    force = Force.load(force_folder())
    began = time.process_time()
    services = list(compiled(SERVICES, force))
    check = time.process_time() - began
    found = compile_folder(SERVICES / SERVICE, known(force))
    plan, written = Plan.read(found.tree), story()
    walked = walk(plan, written)
    journey, now = walked.journey, written.moment
    pages = len(walked.visited)
    show(
        f"The pure engine: {SERVICE}, {len(plan.pages)} pages, of which the story visits {pages}",
        [
            Figure(f"all {len(services)} services read and checked, once", check, "s", 2),
            Figure("the whole story walked", milliseconds(lambda: walk(plan, written)), "ms", 5),
            *(
                Figure(f"  {name}", milliseconds(work, repeats=5), "ms", digits=3)
                for name, work in {
                    "the whole path derived once, all answered": lambda: (
                        Journey(plan, walked.answers, now).steps
                    ),
                    "the whole path derived once, nothing answered": lambda: (
                        Journey(plan, {}, now).steps
                    ),
                    "flags, team and grade": lambda: assess(plan, journey.on_path, now),
                    "the POLE record": lambda: record(plan, journey.on_path, now),
                    "check your answers": lambda: sections(journey, "en", lambda key: key),
                }.items()
            ),
            Figure(
                "a published service made ready",
                milliseconds(lambda: Plan.read(found.tree), 5),
                "ms",
            ),
        ],
    )


def main() -> None:
    """Measures and prints."""
    report()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
