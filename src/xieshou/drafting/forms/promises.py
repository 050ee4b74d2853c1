"""One promise: what is counted, how many, how often, for each of what; and a changed number with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.pairings.models import Clause
from xieshou.places.models import Place
from xieshou.plans.models import Measure, Promise, Replan
from xieshou.plans.offered import QUOTAS
from xieshou.plans.operations.write_plan import PromiseDraft
from xieshou.plans.wording import entered_in, measure_word
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput, Pick, PickMany

from .lines import LineField
from .quotas import MOST

SELECT = {"data-select": ""}
USUAL, PEOPLE_AND_GOODS = "常写的", "派遣、捐赠与其他"
EVERYTHING = "activity.count"
FIRST_SUBJECTS = ("语文", "数学", "英语", "科学", "体育", "音乐", "美术")


def _label(code: str) -> str:
    item = catalogue.indicators[code]
    return f"{item.label}（{measure_word(item)}）"


def indicator_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What plans usually promise, then indicators under the family whose records count them; each stands once."""
    family_of: dict[str, str] = {}
    for kind in catalogue.kinds.values():
        for count in kind.counts:
            family_of.setdefault(count.indicator, kind.family)
    usual = list(dict.fromkeys(draft.indicator for draft in QUOTAS))
    groups: dict[str, list[tuple[str, str]]] = {USUAL: [(code, _label(code)) for code in usual]}
    groups |= {family.label: [] for family in catalogue.families.values()}
    groups[PEOPLE_AND_GOODS] = []
    for code in catalogue.indicators:
        family = catalogue.families.get(family_of.get(code, ""))
        if code not in usual:
            groups[family.label if family else PEOPLE_AND_GOODS].append((code, _label(code)))
    return [(label, options) for label, options in groups.items() if options]


class PromiseForm(EntryForm):
    """A promise as a sentence with blanks."""

    indicator = forms.ChoiceField(label="做什么", widget=forms.Select(SELECT))
    minimum = forms.IntegerField(label="最少", min_value=1, max_value=MOST)
    maximum = forms.IntegerField(label="最多", min_value=1, max_value=MOST, required=False)
    per = forms.ChoiceField(label="多久一轮", choices=Promise.PERIODS, initial="term", widget=Pick)
    each = forms.ChoiceField(label="对谁各算", choices=Promise.EACH, initial="none", widget=Pick)
    subjects = forms.MultipleChoiceField(
        label="哪些学科", choices=subject_choices, required=False, widget=PickMany({"data-optional": "选了每学科才用"})
    )
    heads = forms.IntegerField(
        label="有几位教师", min_value=1, max_value=9999, required=False,
        widget=forms.NumberInput({"data-optional": "选了每位教师才用"}),
    )  # fmt: skip
    inner = forms.ChoiceField(label="其中", required=False, widget=forms.Select(SELECT))
    inner_minimum = forms.IntegerField(
        label="不少于", min_value=1, max_value=MOST, required=False, widget=forms.NumberInput({"data-optional": ""})
    )
    doer = forms.ChoiceField(label="只算谁做的", required=False)
    name = LineField(label="叫什么", max_length=80, required=False, help_text="不填就用上面选的名称。")
    responsible = LineField(label="谁负责", max_length=60, required=False)
    measure = forms.ChoiceField(label="属于哪条措施", required=False, widget=forms.Select(SELECT))
    clause = forms.ChoiceField(label="出自协议哪一条", required=False, widget=forms.Select(SELECT))

    def __init__(
        self, *args: Any, doers: Sequence[Place], measures: Sequence[Measure], clauses: Sequence[Clause], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doers = {str(place.pk): place for place in doers}
        self.measures = {str(measure.pk): measure for measure in measures}
        self.clauses = {str(clause.pk): clause for clause in clauses}
        fields: dict[str, Any] = self.fields
        fields["indicator"].choices = [("", "选一个"), *indicator_groups()]
        fields["doer"].choices = [("", "谁做的都算"), *((pk, place.brief) for pk, place in self.doers.items())]
        fields["measure"].choices = [
            ("", "不归到措施下"), *((pk, f"{m.heading}：{m.text[:30]}") for pk, m in self.measures.items())
        ]  # fmt: skip
        fields["clause"].choices = [
            ("", "不对应"), *((pk, f"{c.heading}：{c.text[:30]}") for pk, c in self.clauses.items())
        ]  # fmt: skip
        fields["inner"].choices = [("", "没有"), *inner_choices(str(self["indicator"].value() or ""))]
        if not self.clauses:
            del self.fields["clause"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        least, most = given.get("minimum"), given.get("maximum")
        if least is not None and most is not None and most < least:
            self.add_error("maximum", f"最多{most}小于最少{least}。对调或改一个。")
        inner, part = given.get("inner"), given.get("inner_minimum")
        if inner and part is None and "inner_minimum" not in self.errors:
            self.add_error("inner_minimum", "写上其中不少于几次；没有这一条，就选“没有”。")
        if part is not None and not inner and "inner" not in self.errors:
            self.add_error("inner", "选其中的哪一样；没有这一条，就清空后面的数。")
        return given

    def draft(self) -> PromiseDraft:
        """The promise as entered. Those who are sent are always counted as present: nothing else counts them."""
        given = self.cleaned_data
        code, most = given["indicator"], given["maximum"]
        per = entered_in(code)
        return PromiseDraft(
            name=given["name"] or catalogue.indicators[code].label,
            indicator=code,
            minimum=given["minimum"] * per,
            maximum=most * per if most is not None else None,
            per=given["per"],
            each=given["each"],
            subjects=tuple(given["subjects"]) if given["each"] == "subject" else (),
            counting="presence" if catalogue.indicators[code].stock else "events",
            doer=self.doers.get(given["doer"]),
            responsible=given["responsible"],
            clause=self.clauses.get(given.get("clause", "")),
            heads=given["heads"] if given["each"] == "teacher" else None,
        )

    def inner_draft(self) -> PromiseDraft | None:
        """The part of it that has to be of a narrower kind, with everything else as in the whole."""
        code = self.cleaned_data["inner"]
        if not code:
            return None
        least = self.cleaned_data["inner_minimum"] * entered_in(code)
        label = catalogue.indicators[code].label
        return replace(self.draft(), name=label, indicator=code, minimum=least, maximum=None)

    @property
    def asides(self) -> list[forms.BoundField]:
        """What most promises do without: folded away until one of them says something."""
        return [self[name] for name in ("doer", "heads", "measure", "clause", "name") if name in self.fields]

    @property
    def asides_open(self) -> bool:
        """Whether one of them must be seen."""
        return any(field.errors or (field.value() and field.name not in ("measure", "heads")) for field in self.asides)

    @property
    def subject_chips(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """Subjects to show at once, and those behind 更多; each with whether it is chosen."""
        chosen = self["subjects"].value() or []
        first = [subject for subject, _ in subject_choices() if subject in chosen or subject in FIRST_SUBJECTS]
        rest = [subject for subject, _ in subject_choices() if subject not in first]
        return [(one, one in chosen) for one in first], [(one, False) for one in rest]

    @property
    def under(self) -> Measure | None:
        """The measure it stands under."""
        return self.measures.get(self.cleaned_data["measure"])


def inner_choices(indicator: str) -> list[Any]:
    """What can be asked of a part: of the chosen figure, or, before one is chosen, of every figure that has parts."""
    if indicator in catalogue.indicators:
        return [(code, _label(code)) for code in catalogue.narrower(indicator)]
    wholes = ((code, catalogue.narrower(code)) for code in catalogue.indicators if code != EVERYTHING)
    return [
        (catalogue.indicators[whole].label, [(code, _label(code)) for code in parts])
        for whole, parts in wholes
        if parts
    ]


def values_of(promise: Promise, inner: Promise | None = None) -> dict[str, Any]:
    """A promise as its form begins with it."""
    per = entered_in(promise.indicator)
    same = ("indicator", "per", "each", "subjects", "heads", "name", "responsible")
    return {
        **{name: getattr(promise, name) for name in same},
        "minimum": promise.minimum // per,
        "maximum": promise.maximum // per if promise.maximum is not None else None,
        "doer": promise.doer_id or "",
        "measure": promise.measure_id or "",
        "clause": promise.clause_id or "",
        "inner": inner.indicator if inner else "",
        "inner_minimum": inner.minimum // entered_in(inner.indicator) if inner else None,
    }


class ReplanForm(EntryForm):
    """Another number, from when, and why."""

    minimum = forms.IntegerField(label="最少改成", min_value=1, max_value=MOST)
    effective = forms.DateField(label="从哪天起", widget=DayInput)
    reason = forms.ChoiceField(label="为什么", choices=Replan.REASONS, widget=Pick)
    note = LineField(label="说明", max_length=200, required=False)
