"""The page of the documentation is in step."""

from pathlib import Path

from xieshou.catalogue import catalogue
from xieshou.catalogue.describe import describe

PAGE = Path(__file__).resolve().parents[4] / "docs" / "catalogue.md"


def test_the_page_in_docs_is_what_the_catalogue_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe(catalogue), "run python -m xieshou.catalogue.describe"


def test_every_kind_and_figure_is_on_the_page() -> None:
    page = describe(catalogue)
    missing = [code for code in (*catalogue.kinds, *catalogue.indicators) if f"`{code}`" not in page]
    assert missing == []
