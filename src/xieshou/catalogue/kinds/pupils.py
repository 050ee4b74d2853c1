"""Kinds of pupils' activities. Pupils are numbers here, never names."""

from xieshou.catalogue.declare import Count, Field, Kind, of, one

from .parts import HOURS, LESSONS, ONLINE, PUPILS, PUPILS_THERE, SUBJECT, UNTIL, activity, items

THEMES = ("养成教育", "生命教育", "感恩教育", "责任教育", "法治教育", "诚信", "环保", "爱国主义", "其他")
THEME = Field("theme", "教育主题", "choice", column=False, choices=tuple((theme, theme) for theme in THEMES))
TRANSPORT = Field("transport", "交通方式", "text", column=False)
RAIN_PLAN = Field("rain_plan", "雨天预案", "text", column=False)
RESULT = Field("result", "比赛结果", "text", column=False)
CHOSEN = Field("chosen", "评出优秀作品", "int", column=False, unit="件")
SPORTS = ("篮球", "足球", "乒乓球", "羽毛球", "田径", "拔河", "跳绳", "其他")
SPORT = Field("sport", "项目", "choice", column=False, choices=tuple((sport, sport) for sport in SPORTS))
BOXES = (
    Field("friends", "交好朋友", "int", unit="个", aliases=("好朋友个数",)),
    Field("letters", "写交友信", "int", unit="封", aliases=("交友信封数",)),
    Field("books", "赠图书文具报纸", "int", unit="件", aliases=("赠书件数",)),
    Field("deeds", "做好事", "int", unit="件", aliases=("好事件数",)),
    Field("skills", "互学技能", "int", unit="项", aliases=("技能项数",)),
)


def _event(
    code: str,
    label: str,
    icon: str,
    indicator: str,
    sentence: str,
    *fields: Field,
    reads_as: tuple[str, ...],
    dimension: str = "moral",
) -> Kind:
    """An event of pupils: it happens once, with so many pupils."""
    counts = activity(Count(indicator, one), PUPILS_THERE)
    wording = f"{sentence}{{{indicator.replace('.', '_')}}}，参与学生{{attendance_pupil}}"
    form = (PUPILS, *fields)
    return Kind(code, label, "pupils", icon, form, counts, wording, dimension, reads_as, pupils_in_photos=True)


_MORAL = (
    _event(
        "moral_event",
        "主题德育",
        "k-flag",
        "moral.count",
        "开展主题德育活动",
        THEME,
        ONLINE,
        reads_as=("德育活动", "主题教育", "养成教育", "感恩教育", "法治教育", "法制教育"),
    ),
    Kind(
        "class_meeting",
        "主题班会",
        "pupils",
        "k-board",
        (LESSONS, PUPILS, THEME, ONLINE),
        activity(Count("meeting.class", of("lessons", 1)), PUPILS_THERE),
        "共办主题班会{meeting_class}，参与学生{attendance_pupil}",
        "moral",
        ("主题班会", "班会", "主题队会", "班级主题队会"),
        pupils_in_photos=True,
    ),
    Kind(
        "five_ones",
        "五个一",
        "pupils",
        "k-heart",
        BOXES,
        activity(
            Count("five.count", one),
            Count("five.friends", of("friends")),
            Count("letters.count", of("letters")),
            Count("keepsake.count", of("books")),
            Count("deed.count", of("deeds")),
            Count("skill.count", of("skills")),
        ),
        "开展“五个一”活动{five_count}，交好朋友{five_friends}，写交友信{letters_count}，"
        "互赠图书文具{keepsake_count}，做好事{deed_count}，互学技能{skill_count}",
        "moral",
        ("五个一", "六个一"),
        pupils_in_photos=True,
    ),
)

_FRIENDS = (
    Kind(
        "pen_pals",
        "手拉手结对",
        "pupils",
        "k-kids",
        (items("结对对数", "对", "对数", required=True),),
        activity(Count("penpal.pairs", of("items", 1))),
        "学生“手拉手”结对{penpal_pairs}",
        "moral",
        ("手拉手", "成长伙伴", "手拉手结对", "结对伙伴"),
    ),
    Kind(
        "letters",
        "书信往来",
        "pupils",
        "k-letter",
        (items("书信封数", "封", "信件数", "封数"),),
        activity(Count("letters.count", of("items", 1))),
        "学生书信往来{letters_count}",
        "moral",
        ("书信", "通信", "交友信", "写信"),
    ),
    _event(
        "pupil_online",
        "线上联谊",
        "k-screen",
        "pupil.online",
        "开展线上联谊",
        reads_as=("线上联谊", "视频通话", "联谊活动", "云端相见"),
    ),
    _event(
        "pupil_visit",
        "学生互访",
        "k-kids",
        "visit.pupil",
        "组织学生互访",
        TRANSPORT,
        RAIN_PLAN,
        reads_as=("学生互访", "师生来访", "科学实验体验", "名著共读", "体验课堂"),
    ),
    _event(
        "day_visit",
        "城乡体验一日游",
        "k-bus",
        "visit.day",
        "组织城乡体验一日游",
        TRANSPORT,
        RAIN_PLAN,
        reads_as=("一日游", "城乡体验", "体验生活"),
    ),
    _event(
        "practice",
        "主题实践",
        "k-walk",
        "practice.count",
        "组织主题实践",
        UNTIL,
        TRANSPORT,
        RAIN_PLAN,
        reads_as=("实践活动", "主题实践", "农耕体验", "研学", "夏令营"),
    ),
)

_SHOWS = (
    _event(
        "pupil_contest",
        "学生竞赛",
        "k-award",
        "contest.pupil",
        "组织学生竞赛",
        SUBJECT,
        RESULT,
        reads_as=("竞赛", "手抄报比赛", "知识竞赛", "竞赛活动"),
        dimension="subject",
    ),
    Kind(
        "art_show",
        "作品展",
        "pupils",
        "cam",
        (items("展出件数", "件", "作品件数"), PUPILS, CHOSEN),
        activity(Count("art.shows", one), Count("art.works", of("items")), PUPILS_THERE),
        "举办作品展{art_shows}，展出学生作品{art_works}",
        "sports_arts",
        ("作品展", "艺术作品展", "书画展", "艺术展"),
        pupils_in_photos=True,
    ),
    _event(
        "sports_match",
        "友谊赛",
        "k-ball",
        "match.count",
        "举行友谊赛",
        SPORT,
        RESULT,
        reads_as=("友谊赛", "对抗赛", "交流对抗", "篮球赛", "足球赛"),
        dimension="sports_arts",
    ),
    _event(
        "sports_festival",
        "体育文化节",
        "k-ball",
        "festival.sports",
        "举办体育文化节",
        UNTIL,
        reads_as=("体育文化节", "趣味运动会", "运动会", "跳绳比赛", "拔河比赛"),
        dimension="sports_arts",
    ),
    Kind(
        "club",
        "社团",
        "pupils",
        "k-ball",
        (items("社团个数", "个", "社团数"), PUPILS),
        activity(Count("club.count", of("items", 1)), PUPILS_THERE),
        "新建社团{club_count}，参与学生{attendance_pupil}",
        "sports_arts",
        ("社团", "兴趣小组", "篮球队", "田径队", "校队"),
        pupils_in_photos=True,
    ),
)

_CARE = (
    Kind(
        "home_visit",
        "家访",
        "pupils",
        "home",
        (items("家访户数", "户", "户数"),),
        activity(Count("home.visited", of("items", 1))),
        "家访{home_visited}",
        "family",
        ("家访", "进十家", "走访家庭", "入户"),
    ),
    Kind(
        "parent_lecture",
        "家长讲座",
        "pupils",
        "k-mic",
        (items("家长人次", "人次", "参加家长"), ONLINE),
        activity(Count("lecture.parent", one), Count("attendance.parent", of("items"))),
        "举办家长讲座{lecture_parent}，参加家长{attendance_parent}",
        "family",
        ("家长讲座", "家庭教育讲座", "家长课堂", "家长学校"),
    ),
    Kind(
        "tutoring",
        "学困生辅导",
        "pupils",
        "k-study",
        (SUBJECT, PUPILS, items("学习对子数", "对", "学习对子"), HOURS, ONLINE),
        activity(Count("tutoring.count", one), Count("tutoring.pairs", of("items")), PUPILS_THERE),
        "辅导学困生{tutoring_count}，结成学习对子{tutoring_pairs}",
        "subject",
        ("学困生", "辅导答疑", "学习对子", "一对一辅导"),
    ),
)

PUPIL_KINDS = (*_MORAL, *_FRIENDS, *_SHOWS, *_CARE)
