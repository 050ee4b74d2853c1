"""Indicators of meetings, management, training, sharing, pupils' activities, publicity and outcomes."""

from .declare import Indicator

ORGANISING = (
    Indicator("meeting.joint", "联席会议", "次", words=("联席会议", "联席会")),
    Indicator("meeting.coordination", "协调会", "次", words=("协调会", "碰头会", "对接会")),
    Indicator("meeting.experience", "经验交流会", "次", words=("经验交流会", "交流会")),
    Indicator("meeting.discussion", "座谈会", "次", words=("座谈会", "座谈")),
    Indicator("meeting.briefing", "校内部署会", "次", words=("部署会", "工作布置会", "校内会议")),
    Indicator("meeting.review", "总结会", "次", words=("总结会", "小结会")),
    Indicator("signing.count", "签约", "次", words=("签约", "签订协议", "签约仪式")),
    Indicator("visit.leader", "领导互访", "次", words=("领导互访", "互访", "走访", "管理团队互访")),
    Indicator("visit.head", "校级领导互访", "次", words=("校长互访", "副校长互访", "校级领导", "校长", "副校长")),
    Indicator("visit.teaching_director", "教学主任互访", "次", words=("教学主任",)),
    Indicator("visit.moral_director", "德育主任互访", "次", words=("德育主任",)),
    Indicator("visit.safety_director", "安全主任互访", "次", words=("安全主任",)),
    Indicator("team.count", "跨校团队", "个", words=("团队", "教研小团队", "合作团队", "工作室")),
)

MANAGEMENT = (
    Indicator("meeting.management", "管理问题研讨会", "次", words=("管理问题研讨会", "管理研讨")),
    Indicator("inspection.count", "调研督查", "次", words=("督查", "检查督导", "督导检查", "专项检查")),
    Indicator("guidance.count", "到校指导", "次", words=("指导", "到校指导", "入校指导", "现场指导")),
    Indicator("survey.learning", "学情调研", "次", words=("学情调研", "学情分析", "摸底调研")),
    Indicator("advice.count", "改进建议", "条", words=("建议", "改进建议", "教学建议", "意见建议")),
    Indicator("rule.shared", "共建制度", "项", words=("制度", "共建制度", "管理制度", "规范")),
)

TRAINING = (
    Indicator("training.count", "培训班", "期", words=("培训班", "培训", "专题培训", "集中培训")),
    Indicator("training.hours", "培训学时", "学时", words=("培训学时", "学时")),
    Indicator("training.school", "跟班轮训", "次", words=("跟班轮训", "轮训", "跟班学习")),
    Indicator("relay.count", "回校转培训", "次", words=("转培训", "二次培训", "回校转培训")),
    Indicator("visit.study", "参观学习", "次", words=("参观学习", "教学观摩", "观摩学习", "外出观摩"), by_subject=True),
    Indicator("exchange.staff", "班主任、辅导员、教研组长交流", "次", words=("班主任交流", "教研组长交流")),
    Indicator("mentor.pairs", "师徒结对", "对", words=("师徒结对", "师徒", "结对青年教师", "徒弟")),
    Indicator("contest.teacher", "教师评比", "次", words=("评比", "教学评比", "教学比武", "基本功比赛", "赛课")),
    Indicator("contest.entries", "教师参评", "件", words=("参评", "参赛案例", "提交案例", "课堂案例")),
)

SHARING = (
    Indicator("lesson.delivered", "专递课堂", "节", words=("专递课堂",), by_subject=True),
    Indicator("lesson.synchronous", "同步课堂", "节", words=("同步课堂", "同步课", "直播课"), by_subject=True),
    Indicator("meeting.online", "线上会议", "次", words=("线上会议", "视频会议", "网络会议")),
    Indicator("resource.shared", "共享资源", "件", words=("资源", "教学资源", "课件", "微课", "教案")),
    Indicator("video.recorded", "录制课例视频", "节", words=("示范课视频", "课例视频", "录像课"), by_subject=True),
    Indicator("course.built", "共建课程", "门", words=("课程", "融合课程", "校本课程", "共建课程")),
    Indicator("course.shown", "课程展示", "次", words=("课程展示", "课程展示活动")),
    Indicator("case.produced", "教学案例", "个", words=("案例", "课程案例", "教学案例")),
    Indicator("handbook.compiled", "手册汇编", "册", words=("手册", "汇编", "案例集", "操作手册")),
    Indicator("material.compiled", "校本教材", "册", words=("教材", "校本教材", "读本")),
    Indicator("facility.opened", "场馆开放", "次", words=("场馆开放", "开放实验室", "开放图书馆", "开放体育馆")),
    Indicator("exam.joint", "统一考试", "次", words=("统一考试", "联考", "统一月考", "统一测试")),
)

PUPILS = (
    Indicator("moral.count", "主题德育", "次", words=("德育活动", "主题教育", "主题德育", "德育主题活动")),
    Indicator("meeting.class", "主题班会", "节", words=("主题班会", "班会", "主题队会", "班队会")),
    Indicator("five.count", "五个一活动", "次", words=("五个一", "五个一活动")),
    Indicator("five.friends", "交手拉手好朋友", "个", words=("好朋友", "小伙伴")),
    Indicator("letters.count", "书信往来", "封", words=("书信", "通信", "交友信", "信件", "来信")),
    Indicator("keepsake.count", "互赠图书文具报纸", "件", words=("互赠", "互赠图书", "互赠文具", "贺卡", "手工艺品")),
    Indicator("deed.count", "为伙伴做好事", "件", words=("好事",)),
    Indicator("skill.count", "互学技能", "项", words=("技能", "新技能")),
    Indicator("visit.day", "城乡体验一日游", "次", words=("一日游", "城乡体验", "体验活动")),
    Indicator("visit.pupil", "学生互访", "次", words=("学生互访", "师生来访", "来访")),
    Indicator("practice.count", "主题实践", "次", words=("实践活动", "主题实践", "研学", "线下实践活动")),
    Indicator("penpal.pairs", "手拉手结对", "对", words=("手拉手", "手拉手结对", "成长伙伴", "结对伙伴")),
    Indicator("pupil.online", "线上联谊", "次", words=("线上联谊", "联谊", "联谊活动", "视频连线")),
    Indicator("contest.pupil", "学生竞赛", "次", words=("竞赛", "竞赛活动", "学生竞赛", "手抄报比赛")),
    Indicator("art.shows", "作品展", "次", words=("作品展", "艺术展", "书画展", "艺术作品展")),
    Indicator("art.works", "展出作品", "件", words=("作品", "展出作品", "学生作品")),
    Indicator("match.count", "友谊赛", "场", words=("友谊赛", "对抗赛", "篮球赛", "足球赛", "联赛")),
    Indicator("festival.sports", "体育文化节", "届", words=("体育文化节", "运动会", "趣味运动会", "体育节")),
    Indicator("club.count", "社团", "个", words=("社团", "兴趣小组", "校队", "运动队")),
    Indicator("home.visited", "家访", "户", words=("家访", "走访家庭", "入户")),
    Indicator("lecture.parent", "家长讲座", "场", words=("家长讲座", "家庭教育讲座", "家长课堂", "家长学校")),
    Indicator("tutoring.count", "学困生辅导", "次", words=("辅导", "学困生辅导", "答疑", "辅导答疑")),
    Indicator("tutoring.pairs", "学习对子", "对", words=("学习对子", "学困生结对")),
)

PUBLICITY = (
    Indicator("meeting.mobilisation", "动员会", "次", words=("动员会", "动员大会", "启动会", "启动仪式")),
    Indicator("farewell.count", "欢送会", "次", words=("欢送会", "欢送仪式")),
    Indicator("welcome.count", "欢迎会", "次", words=("欢迎会", "欢迎仪式", "见面会")),
    Indicator("story.count", "宣传报道", "篇", words=("宣传报道", "报道", "新闻稿", "信息报道", "典型经验")),
)

OUTCOMES = (
    Indicator("award.count", "获奖", "项", words=("获奖", "奖项", "一等奖", "二等奖", "三等奖", "入选")),
    Indicator("award.school", "校级获奖", "项", words=("校级奖", "校级奖项")),
    Indicator("award.county", "县级获奖", "项", words=("县级奖", "县级奖项", "区级奖项", "全县", "全区")),
    Indicator("award.division", "赛区获奖", "项", words=("赛区",)),
    Indicator("award.city", "市级获奖", "项", words=("市级奖", "市级奖项", "全市")),
    Indicator("award.province", "省级获奖", "项", words=("省级奖", "省级奖项", "全省")),
    Indicator("award.nation", "国家级获奖", "项", words=("国家级奖", "国家级奖项", "全国")),
    Indicator("award.own", "本校特色获奖", "项"),
    Indicator("gain.count", "支援校收获", "项", words=("收获", "反哺")),
)
