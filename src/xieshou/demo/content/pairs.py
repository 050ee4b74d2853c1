"""The pairs of 云溪县, who is sent, what is given, and what was true before the first record. All invented."""

from xieshou.demo.spec import GiftSpec, NeedSpec, PairSpec, SendSpec

from . import programs as p

# agreement: signed, ending (within sixty days) or draft; plan: accepted, sent or missing (of the newest year).
# lapse: "quiet" leaves out everything since the last month that is over; lapsing: (kind, subject) left out since then.
PAIRS = (
    PairSpec(
        "云溪县实验小学",
        "白塔镇中心小学",
        "a:staffing a:research a:digital a:goods b:management b:sports_arts",
        p.FULL,
        p.QUOTAS["ELEVEN"],
        contacts=("周敏", "李桂兰"),
        lapsing=(("*", "英语"), ("day_visit", "")),
        needs=(
            NeedSpec("b", "need", "staffing", "英语、美术专任教师不足，高年级英语由语文教师兼。", "interview"),
            NeedSpec("b", "need", "research", "教研组会多是读文件，备课讲课说课反思接不起来。", "lesson"),
            NeedSpec("b", "need", "digital", "多媒体教室有，会用同步课堂的老师只有2位。", "lesson"),
            NeedSpec("b", "need", "moral", "留守学生多，很少走出乡镇。", "interview"),
            NeedSpec("b", "need", "family", "家长会到会的人少，多是老人。", "other"),
            NeedSpec("b", "strength", "sports_arts", "篮球是传统项目，连续几年全县领先。", "other"),
            NeedSpec("a", "strength", "research", "语文教研有一套，三读三段课堂在全县推广。", "other"),
            NeedSpec("a", "need", "management", "校干配备缺人手，教学秩序巡查没人接。", "other"),
            NeedSpec("a", "strength", "staffing", "县级以上骨干教师23人。", "other"),
        ),
    ),
    PairSpec("云溪县实验小学", "青石岭小学", "a:goods", p.SMALL, p.QUOTAS["SMALL_QUOTAS"], contacts=("周敏", "向明")),
    PairSpec(
        "白塔镇中心小学",
        "大湾村小学",
        "a:staffing a:research",
        p.VILLAGE,
        p.QUOTAS["VILLAGE_QUOTAS"],
        contacts=("吴晓燕", "石长根"),
        plan="sent",
        needs=(
            NeedSpec("b", "need", "staffing", "全校没有音乐教师，音乐课上成自习。", "interview"),
            NeedSpec("b", "need", "research", "一个学科只有一两位老师，没人一起备课。", "interview"),
        ),
    ),
    PairSpec(
        "城关镇第一小学",
        "枫林镇中心小学",
        "a:staffing a:moral",
        p.MIDDLE,
        p.QUOTAS["MIDDLE_QUOTAS"],
        contacts=("彭涛", "龙桂芝"),
        needs=(
            NeedSpec("b", "need", "staffing", "语文教师平均年龄51岁。", "other"),
            NeedSpec("b", "need", "moral", "班会课多是讲安全，没有主题。", "lesson"),
        ),
    ),
    PairSpec(
        "城关镇第一小学", "柳河乡中心小学", "a:goods", p.GOODS, p.QUOTAS["GOODS_QUOTAS"], contacts=("彭涛", "白秀英")
    ),
    PairSpec(
        "城关镇第二小学",
        "柳河乡中心小学",
        "a:staffing a:sports_arts",
        p.ARTS,
        p.QUOTAS["ARTS_QUOTAS"],
        contacts=("潘志刚", "白秀英"),
        lapsing=(("outreach_lesson", ""),),
        needs=(NeedSpec("b", "need", "sports_arts", "雨天没有室内场地，体育课停上。", "lesson"),),
    ),
    PairSpec(
        "云溪县实验中学",
        "石桥中学",
        "a:staffing a:research b:management",
        p.STRONG,
        p.QUOTAS["STRONG_QUOTAS"],
        contacts=("崔建军", "廖春花"),
        agreement="ending",
        needs=(
            NeedSpec("b", "need", "staffing", "物理只有1位专任教师。", "interview"),
            NeedSpec("b", "need", "subject", "八年级几何证明思路不清，及格率低。", "marks"),
            NeedSpec("b", "strength", "management", "寄宿管理做了十年，有一套值班办法。", "other"),
            NeedSpec("a", "need", "management", "新设寄宿部，缺有经验的管理干部。", "other"),
        ),
    ),
    PairSpec(
        "云溪县实验中学",
        "沙坝中学",
        "a:funds",
        p.FUNDS,
        p.QUOTAS["FUNDS_QUOTAS"],
        contacts=("崔建军", "万小兵"),
        lapse="quiet",
    ),
    PairSpec(
        "云溪县第二中学",
        "沙坝中学",
        "a:staffing a:subject",
        p.LINKED,
        p.QUOTAS["LINKED_QUOTAS"],
        contacts=("卢明辉", "万小兵"),
    ),
    PairSpec(
        "枫林镇中心小学",
        "青石岭小学",
        "a:research",
        p.VILLAGE[:2],
        p.QUOTAS["VILLAGE_QUOTAS"][:2],
        contacts=("龙桂芝", "向明"),
        agreement="draft",
    ),
    PairSpec(
        "柳河乡中心小学",
        "马家坪教学点",
        "a:sports_arts",
        p.PLAYING,
        p.QUOTAS["PLAYING_QUOTAS"],
        contacts=("江燕", "马有粮"),
        plan="missing",
    ),
    PairSpec(
        "石桥中学",
        "龙塘小学",
        "a:staffing a:goods",
        p.ITINERANT,
        p.QUOTAS["ITINERANT_QUOTAS"],
        contacts=("文静宜", "姚永福"),
        lapse="quiet",
    ),
    PairSpec(
        "云溪县实验小学", "临江县河口小学", "a:digital", p.FAR, p.QUOTAS["FAR_QUOTAS"], contacts=("邓佳", "汪小满")
    ),
)

COMMUNITY = ("青山教育共同体", "云溪县实验小学", ("白塔镇中心小学", "枫林镇中心小学", "大湾村小学", "临江县河口小学"))

SENDS = (
    SendSpec("云溪县实验小学", "白塔镇中心小学", "teaching", "刘思远", "语文", 8, lodging="学校周转房，食堂就餐"),
    SendSpec("云溪县实验小学", "白塔镇中心小学", "teaching", "谢东升", "数学", 8, lodging="学校周转房，食堂就餐"),
    SendSpec(
        "白塔镇中心小学",
        "云溪县实验小学",
        "secondment",
        "何永胜",
        project="课堂教学秩序的日常管理",
        duties="集体备课、课堂教学秩序、班主任管理",
        every="term",
    ),
    SendSpec("白塔镇中心小学", "云溪县实验小学", "residency", "杨秀梅", every="term", days=11, duties="跟教导处办公"),
    SendSpec("白塔镇中心小学", "大湾村小学", "itinerant", "阿依古丽·买买提", "音乐", 4),
    SendSpec("城关镇第一小学", "枫林镇中心小学", "teaching", "蒋丽华", "语文", 8),
    SendSpec("城关镇第一小学", "枫林镇中心小学", "teaching", "冯国庆", "数学", 8),
    SendSpec("枫林镇中心小学", "城关镇第一小学", "shadowing", "易小红", "语文", every="term", days=13),
    SendSpec("城关镇第二小学", "柳河乡中心小学", "teaching", "潘志刚", "体育", 4),
    SendSpec("云溪县实验中学", "石桥中学", "teaching", "秦岚", "物理", 8, lodging="教师宿舍"),
    SendSpec("云溪县实验中学", "石桥中学", "teaching", "贺子轩", "数学", 8, lodging="教师宿舍"),
    SendSpec("石桥中学", "云溪县实验中学", "secondment", "熊立平", duties="寄宿部值班和管理", every="term"),
    SendSpec("云溪县第二中学", "沙坝中学", "teaching", "丁一帆", "数学", 8),
    SendSpec("云溪县第二中学", "沙坝中学", "teaching", "钱若兰", "英语", 8),
    SendSpec("云溪县第二中学", "沙坝中学", "teaching", "卢明辉", "英语", 4),
    SendSpec("石桥中学", "龙塘小学", "itinerant", "文静宜", "音乐", 2),
    SendSpec("临江县河口小学", "云溪县实验小学", "shadowing", "汪小满", "英语", every="term", days=20),
)

EXPERIMENTAL, BAITA, SHIQIAO = "云溪县实验小学", "白塔镇中心小学", "石桥中学"
GIFTS = (
    GiftSpec(EXPERIMENTAL, BAITA, 10, 16, "图书", 500, 9600, "invoice", purpose="图书角"),
    GiftSpec(EXPERIMENTAL, BAITA, 11, 17, "图书", 120, purpose="图书角", confirmed=False, ago=5),
    GiftSpec(EXPERIMENTAL, "青石岭小学", 11, 6, "文具", 71, 1420, "market", article="文具套装"),
    GiftSpec("云溪县实验中学", SHIQIAO, 10, 23, "电脑", 10, 28000, "depreciated", article="手提电脑"),
    GiftSpec("云溪县实验中学", SHIQIAO, 3, 18, "教学仪器", None, article="物理实验器材一批", by_receiver=True),
    GiftSpec("城关镇第一小学", "枫林镇中心小学", 9, 25, "图书", 300, 5400, "invoice"),
    GiftSpec("城关镇第一小学", "柳河乡中心小学", 10, 30, "图书", 160, 2900, "market", confirmed=False, ago=28),
    GiftSpec("城关镇第一小学", "柳河乡中心小学", 11, 10, "衣物", None, article="冬衣两大包", confirmed=False, ago=12),
    GiftSpec(SHIQIAO, "龙塘小学", 9, 18, "课桌椅", 40, 6000, "depreciated"),
    GiftSpec(SHIQIAO, "龙塘小学", 4, 12, "文体器材", 15, 1100, "market", article="篮球和跳绳"),
    GiftSpec(EXPERIMENTAL, BAITA, 5, 30, "", None, 3600, purpose="学生五个一活动"),
    GiftSpec("城关镇第二小学", "柳河乡中心小学", 12, 8, "文体器材", 24, 2200, "invoice", article="小篮球"),
    GiftSpec("云溪县启明书店", BAITA, 9, 28, "图书", 200, 3800, "factory", purpose="班级图书角", by_receiver=True),
    GiftSpec("云溪县众和水泥厂", BAITA, 9, 10, "", None, 20000, purpose="奖教奖学", by_receiver=True),
    GiftSpec("云溪县实验中学", SHIQIAO, 10, 15, "", None, 12000, purpose="实验室改造"),
    GiftSpec("城关镇第二小学", "柳河乡中心小学", 11, 4, "", None, 1800, purpose="学生冬衣"),
    GiftSpec("云溪县众和水泥厂", "大湾村小学", 6, 1, "", None, 5000, purpose="六一慰问", by_receiver=True),
)
# The funds promised every quarter: (giver, receiver, yuan).
QUARTERLY = (("云溪县实验中学", "沙坝中学", 8000),)

# (indicator, amount, word, incomplete): what the county's own summary said of the years before.
OPENINGS = (
    ("donation.fen", 290_000_00, "余", True),
    ("goods.fen", 170_000_00, "余", True),
    ("placement.sent", 107, "", False),
)
OPENING_SOURCE = "县教育局结对帮扶总结：19所学校，计划129人，四年三批107人次"

# (school, posts it owes in a school year)
DUTIES = (
    (EXPERIMENTAL, 3),
    ("城关镇第一小学", 3),
    ("城关镇第二小学", 2),
    ("云溪县实验中学", 3),
    ("云溪县第二中学", 3),
    (BAITA, 3),
    (SHIQIAO, 2),
    ("枫林镇中心小学", 1),
)
