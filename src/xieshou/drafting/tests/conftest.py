"""The head of the town school, who reads and accepts what the country school writes."""

from xieshou.plans.tests.conftest import partner

__all__ = ["partner"]
