"""Importing this sets up a throw-away installation, so that models may be imported below it."""

from _ground import open_ground

open_ground()
