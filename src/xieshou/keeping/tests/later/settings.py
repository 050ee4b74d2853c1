"""The product's settings, one version later."""

from xieshou.config.settings import *  # noqa: F403  (all of them)
from xieshou.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "xieshou.keeping.tests.later"]
