"""What a character may do on paper: whether XML allows it, and how wide it sets."""

import re
import unicodedata

_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def legal(text: str) -> str:
    """Drop what no XML file may hold: control characters, lone surrogates, non-characters."""
    return _ILLEGAL.sub("", text)


def ems(text: str) -> float:
    """Width of the text in full-width characters; a Latin letter or digit counts one half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
