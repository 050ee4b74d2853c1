import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static" / "web"


@pytest.mark.parametrize("name, budget", [("look.css", 11 * 1024), ("xieshou.js", 8 * 1024), ("worker.js", 2 * 1024)])
def test_a_file_stays_within_its_compressed_budget(name, budget):
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= budget


def test_the_style_sheet_uses_nothing_newer_than_chromium_86():
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "look.css").read_text(), flags=re.S)
    for newer in (":has(", "@container", "light-dark(", "color-mix(", "@layer", ":is(", ":where("):
        assert newer not in css, newer


def test_text_is_never_smaller_than_fourteen_pixels():
    css = (STATIC / "look.css").read_text()
    sizes = [float(n) for n in re.findall(r"font-size: ([\d.]+)px", css)]
    assert sizes and min(sizes) >= 13  # the badge characters of a phone's network picture
    assert "--t0: .875rem" in css


@pytest.mark.parametrize("name", ["xieshou.js", "worker.js"])
def test_scripts_work_under_the_content_policy(name):
    script = (STATIC / name).read_text()
    for refused in ("eval(", "new Function", ".innerHTML", ".style.", "document.write", "http://", "https://"):
        assert refused not in script, refused
