"""What kinds of records exist and what each one counts."""

from .declare import Catalogue, Count, Family, Field, Indicator, Kind
from .figures import INDICATORS
from .headings import FAMILIES
from .kinds import ALL_KINDS

__all__ = ["Catalogue", "Count", "Family", "Field", "Indicator", "Kind", "catalogue"]

catalogue = Catalogue()
catalogue.add_families(*FAMILIES)
catalogue.add_indicators(*INDICATORS)
catalogue.add(*ALL_KINDS)
