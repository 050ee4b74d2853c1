"""Forms of calls: the empty form, what a column is, whom to ask, and what a school types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from xieshou.blankforms.column import KINDS, Column, Plain, check_answer
from xieshou.blankforms.recognising import known_column
from xieshou.blankforms.vocabulary import known_of, offered
from xieshou.files.fields import PaperFileField
from xieshou.kernel.periods import Period
from xieshou.kernel.text import clean_line
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.web.forms import DayInput, Pick, PickMany
from xieshou.web.keyed import KeyedForm

from .attached import check_file
from .models import SORTS, TABLES, Call, Due

MOST_ITEMS = 30
LARGEST = 2**31 - 1
DAY_WORDS = re.compile("日期|时间")
LONG_WORDS = ("做法", "成效", "情况", "问题", "措施", "内容", "经验", "建议", "案例")


class EmptyFormForm(KeyedForm):
    """The superior's empty form, as it came."""

    book = forms.FileField(
        label="上级的空表",
        help_text="收 .xlsx。标题、合并的表头、序号、合计和填表人都不用删。",
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"required": "还没有选文件。", "empty": "E-IMP-101 这个表格是空文件。请重新选一次。"},
    )


class OwnForm(KeyedForm):
    """A few things the bureau itself wants to know."""

    title = forms.CharField(label="叫什么", max_length=100, help_text="比如“春季帮扶情况摸底”。")
    items = forms.CharField(
        label="要哪几项",
        widget=forms.Textarea({"rows": 6}),
        help_text="一行一项，比如“听评课节数”“是否有专用教室”“主要做法”。系统里有的会自动填。",
    )

    def clean_items(self) -> list[str]:
        """One item a line, each once."""
        lines = [clean_line(line, 60) for line in str(self.cleaned_data["items"]).splitlines()]
        items = list(dict.fromkeys(line for line in lines if line))
        if not items or len(items) > MOST_ITEMS:
            raise forms.ValidationError(f"写1到{MOST_ITEMS}项，一行一项。")
        return items


class VersionField(forms.IntegerField):
    """The version a page was made from; a number no column holds is no version."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class SchoolsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's own class takes no argument
    """Schools by their short names."""

    def clean(self, value: Any) -> Any:
        """Numbers that no key can be name no school."""
        return super().clean([one for one in value or () if str(one).isdecimal() and int(one) <= LARGEST])

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.brief)


class CallForm(KeyedForm):
    """What it is called, by when, over which days, and of whom."""

    title = forms.CharField(label="叫什么", max_length=100)
    due = forms.DateField(label="哪天前交", widget=DayInput)
    starts = forms.DateField(label="数从哪天起", widget=DayInput)
    ends = forms.DateField(label="数到哪天", widget=DayInput, help_text="表头自己写了时间的列，按表头。")
    asks = forms.CharField(label="还有什么要说的", max_length=300, required=False)
    schools = SchoolsField(
        label="要哪些学校填",
        queryset=Place.objects.none(),
        widget=PickMany,
        error_messages={"required": "还没有选学校。"},
    )
    version = VersionField()

    def __init__(self, *args: Any, schools: Any, call: Call | None = None, **kwargs: Any) -> None:
        first = (
            {} if call is None else {name: getattr(call, name) for name in ("title", "due", "starts", "ends", "asks")}
        )
        version = {} if call is None else {"version": call.version}
        everyone = {"schools": [school.pk for school in schools]}
        super().__init__(*args, initial={**first, **version, **everyone}, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["schools"].queryset = schools


class PaperForm(CallForm):
    """A paper that every school owes: which sort, by when."""

    sort = forms.ChoiceField(label="哪一种", widget=Pick)
    field_order = ("sort", "title", "due", "asks", "schools")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["sort"].choices = [(code, label) for code, label in SORTS if code not in TABLES]
        del self.fields["starts"], self.fields["ends"]


class ColumnForm(KeyedForm):
    """What fills one column: of each use only what it needs."""

    NEEDS = {"known": ("known", "starts", "ends", "unit"), "ask": ("kind", "choices"), "fixed": ("fixed",)}

    known = forms.ChoiceField(label="系统里的哪个数", widget=forms.Select({"data-select": ""}))
    starts = forms.DateField(label="从哪天起", required=False, widget=DayInput, help_text="空着就按整张表的时段。")
    ends = forms.DateField(label="到哪天", required=False, widget=DayInput)
    unit = forms.CharField(label="单位", max_length=8, required=False, help_text="金额写“元”或“万元”。")
    kind = forms.ChoiceField(label="填什么", choices=KINDS, widget=Pick)
    choices = forms.CharField(
        label="选项", required=False, max_length=300, help_text="用顿号隔开，如“优秀、良好、一般”。"
    )
    fixed = forms.CharField(label="都填哪一句", max_length=120)
    version = VersionField()

    def __init__(self, *args: Any, column: Column, use: str, version: int, **kwargs: Any) -> None:
        self.column, self.use = column, use
        shown = {
            "known": column.known, "starts": column.starts, "ends": column.ends, "unit": column.unit,
            "kind": column.kind, "choices": "、".join(column.choices), "fixed": column.fixed,
        }  # fmt: skip
        super().__init__(*args, initial={**shown, "version": version}, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["known"].choices = offered()
        for name in {name for names in self.NEEDS.values() for name in names} - set(self.NEEDS.get(use, ())):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Days come in pairs, and a choice has something to choose."""
        values: dict[str, Any] = super().clean() or {}
        starts, ends = values.get("starts"), values.get("ends")
        if values.get("kind") == "choice" and len(self.options()) < 2:
            self.add_error("choices", "至少写两个选项，用顿号隔开。")
        if bool(starts) != bool(ends) or (starts and ends and ends < starts):
            self.add_error("ends", "两个日期都写，结束不能早于开始；或者都空着。")
        return values

    def options(self) -> tuple[str, ...]:
        """The choices that were typed."""
        text = str(self.cleaned_data.get("choices") or "").replace(",", "、").replace("，", "、")
        return tuple(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))

    def result(self) -> Column:
        """The column as it is to be, where it stood."""
        kept = self.column
        return replace(self._filled(), formula=kept.formula, optional=kept.optional, cell=kept.cell, hole=kept.hole)

    def _filled(self) -> Column:
        given = self.cleaned_data
        bare = Column(self.column.index, self.column.label, self.use)
        if self.use == "known":
            unit = given["unit"].strip()
            filled = known_column(replace(bare, unit=unit), known_of(given["known"]).code, unit)
            return filled.of(Period(given["starts"], given["ends"]) if given["starts"] else None)
        if self.use == "ask":
            options = self.options() if given["kind"] == "choice" else ()
            numeric = given["kind"] in ("int", "number")
            return replace(bare, kind=given["kind"], choices=options, adds=numeric, unit=self.column.unit)
        if self.use == "handed":
            return replace(bare, kind="date" if DAY_WORDS.search(bare.label) else "text")
        return replace(bare, fixed=given.get("fixed", ""), kind="number" if self.use == "sum" else "text")


def _asked_field(column: Column) -> forms.Field:
    """How a school is asked for one column."""
    common: dict[str, Any] = {"label": column.label, "required": False}
    if column.kind == "choice":
        blank = [("", "不选")]
        return forms.ChoiceField(choices=[*blank, *((one, one) for one in column.choices)], widget=Pick, **common)
    if column.kind == "date":
        return forms.CharField(widget=DayInput(), **common)
    if column.kind in ("int", "number"):
        mode = "numeric" if column.kind == "int" else "decimal"
        unit = f"单位：{column.unit}。" if column.unit else ""
        return forms.CharField(widget=forms.TextInput({"inputmode": mode}), help_text=unit, max_length=40, **common)
    long = any(word in column.label for word in LONG_WORDS) or re.search(r"\d+字", column.label)
    widget = forms.Textarea({"rows": 3}) if long else forms.TextInput()
    return forms.CharField(widget=widget, max_length=300, **common)


class AnswerForm(KeyedForm):
    """What a school types: one field for each column that is not known."""

    version = VersionField()

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for column in columns:
            field = _asked_field(column)
            field.widget.attrs["data-optional"] = " "
            self.fields[column.key] = field

    def clean(self) -> dict[str, Any]:
        """Every answer as its column's type; each fault where it belongs."""
        values: dict[str, Any] = super().clean() or {}
        today: date = timezone.localdate()
        for column in self.columns:
            try:
                values[column.key] = check_answer(column, str(values.get(column.key) or ""), today)
            except ValueError as fault:
                self.add_error(column.key, f"E-COL-140 {fault}")
        return values

    def answers(self) -> dict[str, Plain]:
        """What was typed, by column."""
        return {column.key: self.cleaned_data.get(column.key) for column in self.columns}


class PaperAnswerForm(KeyedForm):
    """Which paper it is, or a line that says where it went."""

    paper = forms.ChoiceField(label="交哪一份", required=False, widget=forms.RadioSelect)
    file = PaperFileField(
        label="传一个文件",
        help_text="Word（.docx）、PDF或一张照片，不超过20MB。里面不能有学生和家长的姓名。",
    )
    looked_through = forms.BooleanField(
        label="我看过了：里面没有学生和家长的姓名、身份证号",
        required=False,
        help_text="照片和扫描的PDF看不出字，要勾。别的不用。",
    )
    without_file = forms.BooleanField(label="去掉传过的文件", required=False)
    words = forms.CharField(
        label="写一句", required=False, max_length=300, help_text="不传文件的，写交到了哪里，如“纸质稿已送人事股”。"
    )
    version = VersionField()

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]], due: Due, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["paper"].choices = [("", "都不是"), *papers]
        if not papers:
            del self.fields["paper"]
        if not due.file:
            del self.fields["without_file"]
        self.school = due.school

    def clean(self) -> dict[str, Any]:
        """No child's name goes with it."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("file") is not None:
            try:
                check_file(values["file"], self.school, values["looked_through"])
            except Refused as refusal:
                self.add_error(refusal.field_name, str(refusal))
        return values

    def attached(self) -> dict[str, Any]:
        """The file to keep, or that the one kept before goes."""
        return {"file": self.cleaned_data["file"], "without_file": bool(self.cleaned_data.get("without_file"))}

    def answers(self) -> dict[str, Plain]:
        """The paper's address and title, and the words."""
        chosen = self.cleaned_data.get("paper") or ""
        fields: dict[str, Any] = self.fields
        title = dict(fields["paper"].choices).get(chosen, "") if chosen else ""
        return {"paper": chosen, "title": title, "words": self.cleaned_data["words"].strip()}


class ReturnForm(KeyedForm):
    """What is to be mended."""

    remark = forms.CharField(
        label="要改哪里", max_length=300, required=False, widget=forms.TextInput({"data-optional": " "})
    )
    version = VersionField()
