"""Change one's own password; the first time, it ends what the slip can open."""

from __future__ import annotations

from xieshou.accounts.gate import SLIP_LATE
from xieshou.accounts.models import User
from xieshou.scoping.operations import Refused, current_deed, operation


@operation("account.password", "改自己的密码")
def change_password(actor: User, *, new: str, old: str = "") -> User:
    """Replace the actor's password; the old one must be known, and may not be taken again.

    Who has just come in by a slip has written its password already and is not asked for it a second time.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not user.must_change and not user.check_password(old):
        raise Refused("E-ACC-110 现在的密码不对。再写一遍；忘了，请本校管理员重设。", "old")
    if user.slip_is_late:
        raise Refused(SLIP_LATE)
    if user.check_password(new):
        raise Refused("E-ACC-111 新密码和现在的一样。换一个。", "new")
    user.set_password(new)
    user.must_change, user.slip_until = False, None
    user.save(update_fields=["password", "must_change", "slip_until"])
    current_deed().note(user, password=True)
    return user
