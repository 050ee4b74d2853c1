"""One promise: what is counted, how many, how often, for each of what; and a changed number with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.pairings.models import Clause
from xieshou.places.models import Place
from xieshou.plans.models import Measure, Promise, Replan
from xieshou.plans.operations.write_plan import PromiseDraft
from xieshou.plans.wording import entered_in, measure_word
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput, Pick, PickMany

from .lines import LineField
from .quotas import MOST

SELECT = {"data-select": ""}
PEOPLE_AND_GOODS = "派遣、捐赠与其他"


def indicator_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators under the family whose records count them; each stands once."""
    family_of: dict[str, str] = {}
    for kind in catalogue.kinds.values():
        for count in kind.counts:
            family_of.setdefault(count.indicator, kind.family)
    groups: dict[str, list[tuple[str, str]]] = {family.label: [] for family in catalogue.families.values()}
    groups[PEOPLE_AND_GOODS] = []
    for code, item in catalogue.indicators.items():
        family = catalogue.families.get(family_of.get(code, ""))
        groups[family.label if family else PEOPLE_AND_GOODS].append((code, f"{item.label}（{measure_word(item)}）"))
    return [(label, options) for label, options in groups.items() if options]


class PromiseForm(EntryForm):
    """A promise as a sentence with blanks."""

    indicator = forms.ChoiceField(label="做什么", widget=forms.Select(SELECT))
    minimum = forms.IntegerField(label="最少", min_value=1, max_value=MOST)
    maximum = forms.IntegerField(label="最多", min_value=1, max_value=MOST, required=False)
    per = forms.ChoiceField(label="多久一轮", choices=Promise.PERIODS, initial="term", widget=Pick)
    each = forms.ChoiceField(label="对谁各算", choices=Promise.EACH, initial="none", widget=Pick)
    subjects = forms.MultipleChoiceField(
        label="哪些学科", choices=subject_choices, required=False, widget=PickMany({"data-optional": "按学科算时选"})
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
        if not self.clauses:
            del self.fields["clause"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        least, most = given.get("minimum"), given.get("maximum")
        if least is not None and most is not None and most < least:
            self.add_error("maximum", f"最多{most}小于最少{least}。对调或改一个。")
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
        )

    @property
    def under(self) -> Measure | None:
        """The measure it stands under."""
        return self.measures.get(self.cleaned_data["measure"])


def values_of(promise: Promise) -> dict[str, Any]:
    """A promise as its form begins with it."""
    per = entered_in(promise.indicator)
    same = ("indicator", "per", "each", "subjects", "name", "responsible")
    return {
        **{name: getattr(promise, name) for name in same},
        "minimum": promise.minimum // per,
        "maximum": promise.maximum // per if promise.maximum is not None else None,
        "doer": promise.doer_id or "",
        "measure": promise.measure_id or "",
        "clause": promise.clause_id or "",
    }


class ReplanForm(EntryForm):
    """Another number, from when, and why."""

    minimum = forms.IntegerField(label="最少改成", min_value=1, max_value=MOST)
    effective = forms.DateField(label="从哪天起", widget=DayInput)
    reason = forms.ChoiceField(label="为什么", choices=Replan.REASONS, widget=Pick)
    note = LineField(label="说明", max_length=200, required=False)
