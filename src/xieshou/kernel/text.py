"""Plain text from people: cleaned before it is kept, cut for search, shortened for a list."""

import re
import unicodedata

_HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_JOINING = (
    r"\u0600-\u06ff\u0750-\u077f\u0f00-\u0fff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc"
    r"\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
)
# joiners shape Uyghur, Kazakh, Tibetan and Mongolian letters and hold emoji together; elsewhere they only hide
_STRAY_JOINER = re.compile(rf"(?<![{_JOINING}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINING}])")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NEWLINE = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+")


def clean_line(text: str, limit: int) -> str:
    """Clean one line of at most limit letters: breaks and runs of spaces become one space.

    ValueError in Chinese for a control character or for too long a line.
    """
    plain = _readable(_SPACES.sub(" ", _NEWLINE.sub(" ", text)))
    return _within(_SPACES.sub(" ", plain).strip(), limit)


def clean_text(text: str, limit: int) -> str:
    """Clean a text of several lines, at most limit letters in all: NFC, LF, nothing invisible, no space at line ends.

    ValueError in Chinese for a control character, with its place, or for too long a text.
    """
    plain = _readable(_NEWLINE.sub("\n", text))
    lines = (line.rstrip() for line in plain.split("\n"))
    return _within("\n".join(lines).strip("\n"), limit)


def _readable(text: str) -> str:
    _refuse_control(text)
    seen = text
    while (less := _STRAY_JOINER.sub("", _INVISIBLE.sub("", seen))) != seen:
        seen = less
    return unicodedata.normalize("NFC", seen)


def _refuse_control(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        for place, letter in enumerate(line, start=1):
            if _is_control(letter):
                where = f"第{number}行第{place}个字" if "\n" in text else f"第{place}个字"
                raise ValueError(f"{where}是看不见的控制字符（U+{ord(letter):04X}）。删去它再保存。")


def _is_control(letter: str) -> bool:
    """Say whether a letter is a control character, half a surrogate pair, or no character at all."""
    if letter == "\t":
        return False
    point = ord(letter)
    nothing = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return nothing or unicodedata.category(letter) in ("Cc", "Cs")


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise ValueError(f"最多{limit}个字，现在是{len(text)}个，多了{len(text) - limit}个。")
    return text


def _runs(text: str) -> list[tuple[str, bool]]:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return [(m[0], m["han"] is not None) for m in _WORDS.finditer(folded)]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def bigrams(text: str) -> str:
    """Give what the search index holds: of Chinese every pair and every single letter, of other scripts whole words.

    Joined by spaces, NFKC, lower case. Every Chinese passage of a text has all its search_terms here.
    """
    terms: list[str] = []
    for run, han in _runs(text):
        terms += [*_pairs(run), *run] if han else [run]
    return " ".join(terms)


def search_terms(query: str) -> list[str]:
    """Give the fewest terms that must all be in the index: pairs of Chinese letters, lone letters, words."""
    terms: list[str] = []
    for run, han in _runs(query):
        terms += _pairs(run) if han and len(run) > 1 else [run]
    return list(dict.fromkeys(terms))


def shorten(text: str, n: int) -> str:
    """Give at most n letters on one line, … for what is left out; never cuts a figure in two.

    ValueError when n is below 1.
    """
    if n < 1:
        raise ValueError(f"至少留1个字，现在是{n}。")
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= n:
        return line
    cut = n - 1
    while cut and _belongs_together(line[cut - 1], line[cut]):
        cut -= 1
    return line[:cut].rstrip() + "…"


def _belongs_together(left: str, right: str) -> bool:
    figure = left.isdigit() and (right.isdigit() or right in ".,")
    decimals = left in ".," and right.isdigit()
    return figure or decimals or unicodedata.combining(right) > 0 or "\u200d" in (left, right)
