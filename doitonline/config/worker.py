"""The office's worker as a process: `python -m doitonline.config.worker`, run as the websites are.

It refuses to start where it would not be safe.
"""

import os

import django
from django.utils.module_loading import import_string

WORK = "doitonline.office.intake.worker.main"


def main() -> None:
    """Work until told to stop (SIGTERM)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doitonline.config.settings.office")
    django.setup()
    from doitonline.config.safety import refuse_unless_safe

    refuse_unless_safe()
    import_string(WORK)()


if __name__ == "__main__":
    main()
