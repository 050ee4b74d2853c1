"""Kinds of ceremonies, stories, awards and what the giving school gained."""

from xieshou.catalogue.declare import Count, Field, Kind, among, of, one
from xieshou.catalogue.headings import LEVELS

from .parts import LEVEL, LINK, PUPILS, PUPILS_THERE, VENUE, activity, items

RANK = Field("rank", "奖次", "text", column=False, aliases=("等次", "名次"), hint="一等奖、第一名、入选")
SORTS = ("教师", "学生", "团队", "学校")
WINNER = Field("winner", "获奖方", "choice", column=False, choices=tuple((sort, sort) for sort in SORTS))
ISSUER = Field("issuer", "颁奖单位", "text", column=False)
MEDIUM = Field("medium", "发表在", "text", column=False, aliases=("媒体",))
GAINS = ("案例", "课程", "方法", "奖项", "管理经验", "其他")
GAIN = Field("gain", "收获类型", "choice", column=False, choices=tuple((gain, gain) for gain in GAINS))
LEVEL_CODES = ("school", "county", "division", "city", "province", "nation")
AWARD_FORM = (LEVEL, RANK, WINNER, items("获奖项数", "项", "获奖数"), ISSUER)


def _ceremony(code: str, label: str, icon: str, indicator: str, *reads_as: str) -> Kind:
    """A ceremony: it is held, with pupils or without."""
    sentence = f"举行{label}{{{indicator.replace('.', '_')}}}"
    counts = activity(Count(indicator, one), PUPILS_THERE)
    return Kind(code, label, "publicity", icon, (VENUE, PUPILS), counts, sentence, "staffing", (label, *reads_as))


def _by_level() -> tuple[Count, ...]:
    """Awards of each level, each its own figure."""
    pairs = zip(LEVEL_CODES, LEVELS, strict=True)
    return tuple(Count(f"award.{code}", among("level", (level,), of("items", 1))) for code, level in pairs)


def _levels_said() -> str:
    """The levels of a sentence, highest first."""
    pairs = reversed(list(zip(LEVEL_CODES, LEVELS, strict=True)))
    return "".join(f"，{level}{{award_{code}}}" for code, level in pairs)


PUBLICITY_KINDS = (
    _ceremony("mobilisation", "动员会", "k-flag", "meeting.mobilisation", "动员大会", "启动会", "启动仪式"),
    _ceremony("farewell", "欢送会", "k-bus", "farewell.count", "欢送仪式", "送行"),
    _ceremony("welcome", "欢迎会", "k-heart", "welcome.count", "欢迎仪式", "见面会"),
    Kind(
        "story",
        "宣传报道",
        "publicity",
        "k-mic",
        (items("报道篇数", "篇", "稿件数"), MEDIUM, LINK),
        (Count("story.count", of("items", 1)),),
        "宣传报道{story_count}",
        "culture",
        ("宣传报道", "报道", "典型经验", "新闻稿"),
    ),
)

OUTCOME_KINDS = (
    Kind(
        "award",
        "获奖",
        "outcomes",
        "k-award",
        AWARD_FORM,
        (Count("award.count", of("items", 1)), *_by_level()),
        f"帮扶成果获奖{{award_count}}{_levels_said()}",
        "research",
        ("获奖", "奖项", "一等奖", "二等奖", "三等奖", "入选"),
    ),
    Kind(
        "own_award",
        "本校特色获奖",
        "outcomes",
        "k-award",
        AWARD_FORM,
        (Count("award.own", of("items", 1)),),
        "本校特色工作获奖{award_own}",
        "sports_arts",
        ("本校获奖", "第一名", "特色获奖"),
    ),
    Kind(
        "gain",
        "支援校收获",
        "outcomes",
        "k-heart",
        (GAIN, items("收获项数", "项", "收获数")),
        (Count("gain.count", of("items", 1)),),
        "支援学校从中收获{gain_count}",
        "research",
        ("收获", "反哺", "获得启发"),
    ),
)
