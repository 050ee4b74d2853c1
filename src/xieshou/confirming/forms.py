"""The sentence of disputing."""

from __future__ import annotations

from xieshou.activities.forms import LineField
from xieshou.web.entry import EntryForm


class DisputeForm(EntryForm):
    """What is not right, in the version that was shown."""

    use_required_attribute = False
    remark = LineField(
        label="哪里有出入",
        limit=200,
        help_text="比如：是2节，不是3节。两校都会看到这句。",
        error_messages={"required": "写一句哪里有出入。"},
    )
