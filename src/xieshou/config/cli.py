"""The ``xieshou`` command: Django's commands under our settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Entry point."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieshou.config.settings")
    execute_from_command_line(sys.argv)
