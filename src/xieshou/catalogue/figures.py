"""Every indicator the ledger knows. A code is never reused with another meaning."""

from .declare import Indicator
from .figures_of_work import MANAGEMENT, ORGANISING, OUTCOMES, PUBLICITY, PUPILS, SHARING, TRAINING
from .figures_people_goods import PEOPLE_AND_GOODS

GENERAL = (
    Indicator("activity.count", "活动", "次", words=("活动", "帮扶活动", "交流活动")),
    Indicator("attendance.teacher", "教师参加", "人次", "own", words=("教师", "老师", "参加教师", "参训", "参训教师")),
    Indicator("attendance.pupil", "学生参加", "人次", words=("学生", "参与学生", "覆盖学生", "幼儿")),
    Indicator("attendance.parent", "家长参加", "人次", words=("家长",)),
)

ICT_WORDS = ("信息技术整合", "整合课", "信息技术与课程整合", "信息技术与学科整合")
RESEARCH = (
    Indicator("research.count", "教研活动", "次", words=("教研", "教研活动", "联合教研"), by_subject=True),
    Indicator(
        "research.ict",
        "信息技术整合教研",
        "次",
        words=ICT_WORDS,
        by_subject=True,
    ),
    Indicator("research.online", "线上教研", "次", words=("线上教研", "网络教研", "线上专题教研"), by_subject=True),
    Indicator("research.offline", "线下教研", "次", words=("线下教研", "现场教研"), by_subject=True),
    Indicator("lesson.observed", "听评课", "节", words=("听评课", "听课", "听课评课"), by_subject=True),
    Indicator("planning.count", "集体备课", "次", words=("集体备课", "联合备课"), by_subject=True),
    Indicator("lesson.talked", "说课", "次", words=("说课",), by_subject=True),
    Indicator("lesson.reviewed", "评课", "次", words=("评课", "评课议课", "议课"), by_subject=True),
    Indicator("lesson.demonstrated", "示范课", "节", words=("示范课", "示范教学"), by_subject=True),
    Indicator("lesson.demonstrated_offline", "线下示范课", "节", words=("线下示范课",), by_subject=True),
    Indicator("lesson.open", "公开课", "节", words=("公开课", "展示课", "观摩课", "汇报课"), by_subject=True),
    Indicator("parallel.count", "同课异构", "次", words=("同课异构",), by_subject=True),
    Indicator("lesson.parallel", "同课异构课", "节", words=("同课异构课", "同课异构"), by_subject=True),
    Indicator("research.one_lesson", "同研一节课", "次", words=("同研一节课", "同研一堂课"), by_subject=True),
    Indicator("debate.count", "辩课", "次", words=("辩课",), by_subject=True),
    Indicator("seminar.count", "专题研讨", "次", words=("专题研讨", "研讨会", "研讨"), by_subject=True),
    Indicator("lecture.count", "讲座", "场", words=("讲座", "专题讲座", "报告会", "学术报告"), by_subject=True),
    Indicator("reflection.count", "教学反思交流", "次", words=("反思交流",), by_subject=True),
    Indicator("reflection.pieces", "教学反思", "篇", words=("教学反思", "反思"), by_subject=True),
    Indicator("design.count", "学案设计", "次", words=("学案设计",), by_subject=True),
    Indicator("design.pieces", "学案", "份", words=("学案", "导学案"), by_subject=True),
    Indicator("outreach.count", "送教下乡", "次", words=("送教", "送教下乡", "送课", "送课下乡"), by_subject=True),
    Indicator("lesson.outreach", "送教课", "节", words=("送教课", "送课"), by_subject=True),
    Indicator("lesson.taught", "授课", "课时", words=("授课", "任课", "教学任务", "授课课时"), by_subject=True),
    Indicator("project.count", "课题研究", "项", words=("课题", "课题研究")),
    Indicator("project.city_up", "市级以上课题", "项", words=("市级以上课题", "市级课题", "省级课题")),
)

INDICATORS = (
    *(*GENERAL, *ORGANISING, *MANAGEMENT, *RESEARCH, *TRAINING, *SHARING, *PUPILS, *PUBLICITY, *OUTCOMES),
    *PEOPLE_AND_GOODS,
)
