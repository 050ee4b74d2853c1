"""Whether this installation holds the demonstration county: then nobody real may be entered, nor the other way."""

from __future__ import annotations

from django.conf import settings

from .models import User


def is_demonstration() -> bool:
    """The mark beside the data decides; it is written before the first invented person is."""
    return bool(settings.DEMONSTRATION.exists())


def claim_for_demonstration() -> None:
    """Mark an empty installation as a demonstration; refuses where real people have accounts."""
    if User.objects.filter(demo=False).exists():
        raise SystemExit("这里已经有真实的账号，不能再写入演示数据。换一个数据目录：XIESHOU_HOME=… xieshou demo")
    settings.DEMONSTRATION.touch()
