"""Rules as they come with the product: samples, until a county sets its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A rule's name, measure word and value, and between what it may be set."""

    label: str
    unit: str
    value: int
    least: int
    most: int
    means: str


SOURCE = "样例，没有文件依据"
SAMPLES = {
    "late_share": Sample("时间过去多少", "%", 60, 1, 100, "时间过去这么多，还没有做完，才可能算有风险。"),
    "last_days": Sample("离期末多少天", "天", 21, 1, 180, "离截止不到这么多天，还没有做完，算有风险。"),
    "least_share": Sample("上课天数占多少", "%", 25, 1, 100, "一周、一月、一季里上课的天数不到这么多，这一段不要求。"),
}
