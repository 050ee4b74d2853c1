"""Upgrading an installation made from an archive, from the page or by a double click, with the way back."""
