"""Keeping an installation alive: serving, looking it over, backups that were restored, going back, upgrading."""
