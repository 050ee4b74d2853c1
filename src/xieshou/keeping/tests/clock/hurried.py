"""The same, and the day is looked at every moment."""

from .settings import *  # noqa: F403  (all of them)
from .settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "xieshou.keeping.tests.clock.apps.ClockConfig"]
