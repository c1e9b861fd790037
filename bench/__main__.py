"""All measurements in one run on one machine: `make bench`, some 90 seconds.

Absolute times mean little on a shared machine: trust the ratios to what was measured beside them.
"""

import os
import platform
import time

from bench import engine, journey, sealing, weight
from bench.figures import Figure, show
from bench.stage import stage

SEALED = ("stretch a code", "seal an envelope", "seal to a person", "seal a draft", "open a draft")


def report_sealing() -> None:
    """What sealing costs by itself; `python -m bench.sealing` prints more."""
    works = [work for work in sealing.small_works() if work[0].startswith(SEALED)]
    show(
        f"Sealing by itself, medians of {sealing.ROUNDS}",
        [
            Figure(name, sealing.cpu_milliseconds(work, max(repeats // 10, 1)), "ms", digits=3)
            for name, work, repeats in works
        ],
    )


def main() -> None:
    """Measures everything and prints it."""
    began = time.monotonic()
    print(
        f"{time.strftime('%d %B %Y, %H:%M')}; Python {platform.python_version()}; "
        f"{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}"
    )
    engine.report()
    report_sealing()
    with stage() as made:
        got = journey.measure(made)
        journey.report(got)
        with made.counter() as counter:
            weight.report(counter, got.told)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end; {time.monotonic() - began:.0f} s in all")


if __name__ == "__main__":
    main()
