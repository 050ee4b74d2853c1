"""Every indicator the ledger knows. A code is never reused with another meaning."""

from .declare import Indicator
from .figures_people_goods import PEOPLE_AND_GOODS

INDICATORS = (
    Indicator("activity.count", "活动", "次", words=("活动",)),
    Indicator("research.count", "教研活动", "次", words=("教研", "教研活动", "研讨"), by_subject=True),
    Indicator("research.ict", "信息技术整合教研", "次", words=("信息技术整合", "信息技术"), by_subject=True),
    Indicator("attendance.teacher", "教师参加", "人次", "own", words=("教师", "老师", "参加", "参训")),
    Indicator("attendance.pupil", "学生参加", "人次", words=("学生", "覆盖", "参加")),
    Indicator("lesson.observed", "听评课", "节", words=("听评课", "听课", "评课"), by_subject=True),
    Indicator("planning.count", "集体备课", "次", words=("集体备课", "备课"), by_subject=True),
    Indicator("lesson.demonstrated", "示范课", "节", words=("示范课", "公开课", "展示课"), by_subject=True),
    Indicator("meeting.joint", "联席会议", "次", words=("联席会议", "联席会")),
    *PEOPLE_AND_GOODS,
)
