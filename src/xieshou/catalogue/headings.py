"""Families of kinds: the headings of a report and of the kind picker."""

from .declare import Family

FAMILIES = (
    Family("organising", "组织与会商"),
    Family("management", "管理互助"),
    Family("research", "教研互助"),
    Family("training", "教师培训"),
    Family("online", "线上与资源共享"),
    Family("pupils", "学生活动"),
    Family("publicity", "动员与宣传"),
    Family("outcomes", "成果"),
)

# Dimension of help: (code, full word, one character on its badge).
DIMENSIONS = (
    ("staffing", "师资", "师"),
    ("management", "管理", "管"),
    ("research", "教研", "研"),
    ("moral", "德育", "德"),
    ("digital", "信息化", "信"),
    ("sports_arts", "体艺", "体"),
    ("subject", "学科", "科"),
    ("funds", "资金", "资"),
    ("goods", "物资", "物"),
    ("culture", "校园文化", "文"),
    ("logistics", "后勤", "勤"),
    ("family", "家校共育", "家"),
    ("safety", "安全", "安"),
    ("teacher_growth", "教师培养", "培"),
)
DIMENSION_LABELS = {code: label for code, label, _ in DIMENSIONS}

SUBJECTS = (
    "语文",
    "数学",
    "英语",
    "道德与法治",
    "科学",
    "信息科技",
    "体育",
    "音乐",
    "美术",
    "劳动",
    "物理",
    "化学",
    "生物",
    "历史",
    "地理",
    "心理健康",
    "综合实践",
    "幼儿五大领域",
    "健康",
    "语言",
    "社会",
    "艺术",
)

# Stored as they are said, like subjects: a level is shown in lists, tables and Excel without a key. Lowest first.
LEVELS = ("校级", "县级", "赛区", "市级", "省级", "国家级")
POSTS = ("校长", "副校长", "教学主任", "德育主任", "安全主任", "其他中层")


def dimension_choices() -> list[tuple[str, str]]:
    """Dimensions of help."""
    return [(code, label) for code, label, _ in DIMENSIONS]


def subject_choices() -> list[tuple[str, str]]:
    """School subjects."""
    return [(subject, subject) for subject in SUBJECTS]
