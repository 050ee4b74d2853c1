"""What a pair does in a term and what it promises: bundles that pairs of like strength share."""

from xieshou.demo.spec import Line, Quota

PARTS = ("joint_planning", "lesson_talk", "reflection")
JOINT = Line("joint_meeting", 1, "both", season="early", teachers=3)
VISIT = Line("leader_visit", 2, "a", level="校长", teachers=2, items=2)
MORAL = Line("moral_event", 2, "both", pupils=92, teachers=3)

FULL = (
    JOINT,
    VISIT,
    Line("joint_planning", 3, "both", "语文 数学 英语", teachers=3),
    Line("lesson_observation", 4, "a", "语文 数学 英语 科学", lessons=1, teachers=4),
    Line("research_activity", 3, "both", "语文 数学 英语", ict=True, lessons=1, parts=PARTS),
    Line("research_activity", 6, "both", "英语", monthly=True, teachers=2),
    Line("same_lesson_online", 1, "both", "数学", ict=True, online=True, teachers=5),
    Line("demonstration_lesson", 6, "a", "语文 数学", lessons=1, placed=True, teachers=1),
    Line("outreach_lesson", 2, "a", "美术 科学", lessons=2, pupils=34, teachers=2),
    Line("synchronous_class", 4, "a", "英语 美术", lessons=2, pupils=38, teachers=1),
    Line("study_visit", 6, "a", "语文 数学 英语", teachers=3),
    Line("staff_exchange", 1, "both", season="middle", teachers=9, tail=(("role", "班主任"),)),
    Line("mentorship", 1, "a", season="early", items=3, teachers=3),
    MORAL,
    Line("five_ones", 1, "both", season="middle", teachers=4),
    Line("day_visit", 1, "a", season="late", pupils=42, teachers=6, lapses=True),
    Line("guidance_visit", 2, "b", "体育", teachers=1, items=1),
    Line("sports_match", 1, "b", pupils=24, teachers=2, tail=(("sport", "篮球"),)),
    Line("research_project", 1, "both", season="early", level="市级", yearly=True),
    Line("gain", 1, "b", season="late", items=1, teachers=1),
    Line(
        "award",
        1,
        "both",
        season="late",
        level="县级",
        items=1,
        teachers=1,
        tail=(("rank", "三等奖"), ("winner", "学生")),
    ),
)
STRONG = (
    JOINT,
    VISIT,
    Line("leader_visit", 3, "both", level="教学主任", teachers=2),
    Line("lesson_observation", 4, "a", "数学 物理 英语", lessons=2, teachers=4),
    Line("research_activity", 5, "both", "数学 英语 物理", monthly=True, online=True, ict=True),
    Line("demonstration_lesson", 6, "a", "物理 数学", lessons=1, placed=True, teachers=1),
    Line("parallel_lesson", 1, "both", "数学", lessons=2, teachers=4),
    Line("joint_exam", 1, "both", "数学", season="middle", pupils=410, teachers=4),
    Line("guidance_visit", 2, "b", "数学", teachers=2, items=2),
    Line("rule_shared", 1, "both", items=1, teachers=3, yearly=True),
    Line(
        "award",
        1,
        "both",
        season="late",
        level="县级",
        items=2,
        teachers=1,
        tail=(("rank", "二等奖"), ("winner", "教师")),
    ),
    Line("facility_opened", 1, "a", pupils=60, teachers=2, tail=(("room", "实验室"),)),
)
MIDDLE = (
    JOINT,
    Line("joint_planning", 3, "both", "语文 数学"),
    Line("lesson_observation", 3, "a", "语文 数学 音乐", lessons=1, teachers=3),
    Line("demonstration_lesson", 3, "a", "语文 数学", lessons=1, placed=True, teachers=1),
    Line("staff_exchange", 2, "both", teachers=6, tail=(("role", "班主任"),)),
    MORAL,
    Line("pen_pals", 1, "both", season="early", items=30, teachers=2),
    Line("parent_lecture", 1, "a", items=56, teachers=1),
)
LINKED = (
    Line("joint_meeting", 1, "both", season="early"),
    Line("research_activity", 5, "both", "英语 数学", monthly=True, online=True),
    Line("demonstration_lesson", 3, "a", "数学 英语", lessons=1, placed=True, teachers=1),
    Line("tutoring", 3, "a", "数学", pupils=10, items=5, teachers=2, online=True),
    Line("lecture", 1, "a", "数学", season="middle", teachers=12),
)
ARTS = (
    Line("outreach_lesson", 5, "a", "体育 音乐", monthly=True, lessons=2, pupils=36, teachers=1, lapses=True),
    Line("lesson_observation", 3, "a", "音乐 语文", lessons=1),
    Line("sports_match", 1, "both", pupils=30, teachers=3),
    Line("art_show", 1, "both", season="late", items=60, pupils=120, teachers=3),
    Line("joint_meeting", 1, "both", season="early"),
)
GOODS = (
    Line("resources_shared", 5, "a", "语文 数学", monthly=True, items=26, teachers=1),
    Line("letters", 1, "both", season="middle", items=45, teachers=2),
    Line("leader_visit", 1, "a", level="副校长", teachers=2),
)
ITINERANT = (
    Line("outreach_lesson", 5, "a", "音乐", monthly=True, lessons=2, pupils=30, teachers=1),
    Line("joint_planning", 2, "both", "语文", teachers=2),
)
VILLAGE = (
    Line("lesson_observation", 2, "a", "语文 数学", lessons=1, teachers=2),
    Line("joint_planning", 2, "both", "语文 数学", teachers=2),
    Line("delivered_class", 3, "a", "音乐 美术", lessons=1, pupils=22, teachers=1),
)
SMALL = (
    Line("research_seminar", 1, "both", "语文", teachers=3),
    Line("study_visit", 2, "a", "语文 数学", teachers=2),
    Line("guidance_visit", 1, "a", "语文", teachers=1, items=2),
)
PLAYING = (
    Line("outreach_lesson", 2, "a", "体育", lessons=1, pupils=23, teachers=1),
    Line("sports_match", 1, "both", pupils=20, teachers=2),
)
FUNDS = (
    Line("coordination_meeting", 1, "both", season="early"),
    Line("leader_visit", 2, "a", level="副校长", teachers=2),
)
FAR = (
    Line("online_meeting", 1, "both", season="early"),
    Line(
        "synchronous_class",
        2,
        "a",
        "英语 科学",
        lessons=1,
        pupils=36,
        teachers=1,
        tail=(("trouble", "下午断线两次，换手机热点上完"),),
    ),
    Line("same_lesson_online", 1, "both", "语文", online=True, ict=True, teachers=4),
)

CORE = ("语文", "数学", "英语")
# The eleven quotas of a recipient's plan, and the demonstration lessons of those who were sent.
ELEVEN = (
    Quota("联席会议", "meeting.joint", 1, "学校管理"),
    Quota("副校长带课题挂职", "secondment.present", 1, "学校管理", counting="presence", doer="b"),
    Quota("中层干部蹲点", "residency.sent", 1, "学校管理", maximum=2, doer="b"),
    Quota("线上同研一节课", "research.one_lesson", 1, "校本教研"),
    Quota("市级以上课题", "project.city_up", 1, "校本教研", per="agreement"),
    Quota("教研活动", "research.count", 2, "校本教研", maximum=4, each="subject", subjects=CORE),
    Quota("信息技术整合教研", "research.ict", 2, "校本教研"),
    Quota("骨干教师外出学习", "visit.study", 2, "教师培养", each="subject", subjects=CORE),
    Quota("主题德育活动", "moral.count", 2, "学生发展"),
    Quota("手拉手五个一", "five.count", 1, "学生发展"),
    Quota("城乡体验一日游", "visit.day", 1, "学生发展"),
    Quota("示范课，每位支教教师3节", "lesson.demonstrated", 3, "教学交流", each="bearer"),
    Quota("英语教研每月1次", "research.count", 1, "校本教研", per="month", each="subject", subjects=("英语",)),
)
STRONG_QUOTAS = (
    Quota("联席会议", "meeting.joint", 1, "学校管理"),
    Quota("校级领导互访", "visit.head", 2, "学校管理"),
    Quota("教学主任互访", "visit.teaching_director", 3, "学校管理"),
    Quota("副校长挂职", "secondment.present", 1, "学校管理", counting="presence", doer="b"),
    Quota("听评课", "lesson.observed", 6, "校本教研"),
    Quota("线上教研每月1次", "research.online", 1, "校本教研", per="month"),
    Quota("线下教研每季度1次", "research.offline", 1, "校本教研", per="quarter"),
    Quota("示范课，每位支教教师3节", "lesson.demonstrated", 3, "教学交流", each="bearer"),
    Quota("同课异构", "parallel.count", 1, "校本教研"),
    Quota("改进建议", "advice.count", 4, "学校管理", per="school_year"),
    Quota("支教教师2人在岗", "teaching.present", 2, "教学交流", counting="presence", doer="a"),
    Quota("开放实验室", "facility.opened", 2, "教学交流", per="school_year"),
)
MIDDLE_QUOTAS = (
    Quota("联席会议", "meeting.joint", 1, "学校管理"),
    Quota("集体备课", "planning.count", 3, "校本教研"),
    Quota("听评课", "lesson.observed", 3, "校本教研"),
    Quota("线下示范课", "lesson.demonstrated_offline", 2, "教学交流"),
    Quota("班主任交流", "exchange.staff", 2, "教师培养"),
    Quota("主题德育活动", "moral.count", 2, "学生发展"),
    Quota("手拉手结对", "penpal.pairs", 30, "学生发展"),
    Quota("家长讲座", "lecture.parent", 1, "学生发展"),
    Quota("支教教师2人在岗", "teaching.present", 2, "教学交流", counting="presence", doer="a"),
    Quota("图书捐赠", "donation.times", 1, "物资支持", per="school_year", doer="a"),
)
LINKED_QUOTAS = (
    Quota("线上教研每月1次", "research.online", 1, "校本教研", per="month"),
    Quota("示范课，每位支教教师1节", "lesson.demonstrated", 1, "教学交流", each="bearer"),
    Quota("学困生辅导", "tutoring.count", 3, "学生发展"),
    Quota("专题讲座", "lecture.count", 1, "教师培养"),
    Quota("联席会议", "meeting.joint", 1, "学校管理"),
    Quota("支教教师3人在岗", "teaching.present", 3, "教学交流", counting="presence", doer="a"),
)
ARTS_QUOTAS = (
    Quota("体艺送教每月1次", "outreach.count", 1, "教学交流", per="month"),
    Quota("听评课", "lesson.observed", 3, "校本教研"),
    Quota("友谊赛", "match.count", 1, "学生发展"),
    Quota("学生作品展", "art.shows", 1, "学生发展"),
    Quota("联席会议", "meeting.joint", 1, "学校管理"),
    Quota("体育支教1人在岗", "teaching.present", 1, "教学交流", counting="presence", doer="a"),
)
GOODS_QUOTAS = (
    Quota("图书每季度1批", "donation.times", 1, "物资支持", per="quarter", doer="a"),
    Quota("教学资源每月更新", "resource.shared", 20, "教学交流", per="month"),
    Quota("书信往来", "letters.count", 40, "学生发展"),
)
ITINERANT_QUOTAS = (
    Quota("音乐走教送课每月2节", "lesson.outreach", 2, "教学交流", per="month"),
    Quota("集体备课", "planning.count", 2, "校本教研"),
    Quota("走教教师1人在岗", "itinerant.present", 1, "教学交流", counting="presence", doer="a"),
)
VILLAGE_QUOTAS = (
    Quota("听评课", "lesson.observed", 2, "校本教研"),
    Quota("集体备课", "planning.count", 2, "校本教研"),
    Quota("专递课堂", "lesson.delivered", 3, "教学交流"),
    Quota("走教教师1人在岗", "itinerant.present", 1, "教学交流", counting="presence", doer="a"),
)
SMALL_QUOTAS = (
    Quota("专题研讨", "seminar.count", 1, "校本教研"),
    Quota("外出学习", "visit.study", 2, "教师培养"),
)
PLAYING_QUOTAS = (
    Quota("体育送教", "lesson.outreach", 2, "教学交流"),
    Quota("友谊赛", "match.count", 1, "学生发展"),
)
FUNDS_QUOTAS = (
    Quota("帮扶资金每季度1笔", "donation.times", 1, "物资支持", per="quarter", doer="a"),
    Quota("校级领导互访", "visit.head", 2, "学校管理"),
    Quota("协调会", "meeting.coordination", 1, "学校管理"),
)
FAR_QUOTAS = (
    Quota("同步课堂", "lesson.synchronous", 2, "教学交流"),
    Quota("线上同研一节课", "research.one_lesson", 1, "校本教研"),
    Quota("线上会议", "meeting.online", 1, "学校管理"),
)

COMMUNITY_LINES = (
    Line("research_seminar", 1, "both", "语文", online=True, teachers=3),
    Line("teacher_contest", 1, "both", "数学", season="middle", items=18, teachers=2),
    Line("experience_meeting", 1, "both", season="late", teachers=2),
)
COMMUNITY_QUOTAS = (
    Quota("专题研讨", "seminar.count", 1, "校本教研"),
    Quota("教师评比参评案例", "contest.entries", 18, "教师培养"),
    Quota("经验交流会", "meeting.experience", 1, "学校管理"),
)
