"""The ``xieshou`` command: Django's commands under our settings."""

import os
import sys

from django.core.management import execute_from_command_line

SERVING = {"run", "serve"}


def main() -> None:
    """Entry point."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieshou.config.settings")
    if SERVING & set(sys.argv[1:2]):
        os.environ["XIESHOU_SERVING"] = "1"  # settings read it: static files get digests in their names
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
