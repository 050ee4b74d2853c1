"""The second step of signing in: a code from one's own phone, every thirty seconds another (RFC 6238)."""

from __future__ import annotations

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.gate import WRONG_CODE, fresh_code
from xieshou.accounts.models import User
from xieshou.accounts.policy import SECOND_STEP
from xieshou.scoping.operations import Refused, current_deed, operation

NOT_DROPPED = "E-ACC-122 您的角色能停用别人的账号，两步登录不能关。换了手机，请另一位管理员当面重设密码。"


@operation("account.second_step", "开启两步登录")
def set_second_step(actor: User, *, secret: str, code: str) -> User:
    """From now on a password alone does not open this account; the phone has shown that it knows the secret."""
    user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    user.second_secret = secret
    if not fresh_code(user, code):
        raise Refused(WRONG_CODE, "code")
    user.save(update_fields=["second_secret", "second_used"])
    current_deed().note(user, second_step=True)
    return user


@operation("account.one_step", "关闭两步登录")
def drop_second_step(actor: User, *, code: str) -> User:
    """The password is enough again; only with a code of the phone, and only where the role does not want two."""
    user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not user.roles().isdisjoint(SECOND_STEP) and not is_demonstration():
        raise Refused(NOT_DROPPED)
    if not fresh_code(user, code):
        raise Refused(WRONG_CODE, "code")
    user.second_secret = ""
    user.save(update_fields=["second_secret"])
    current_deed().note(user, second_step=False)
    return user
