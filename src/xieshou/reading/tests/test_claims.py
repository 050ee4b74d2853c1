"""Sixty sentences as a head might write them, judged against the hand-written ledger; developed against."""

from collections.abc import Sequence

from xieshou.reading import judge
from xieshou.reading.tests.table import NAMES, TABLE

LETTERS = {"borne_out": "B", "contradicted": "C", "no_record": "N"}

# Each sentence with the verdicts its claims should get, in order: borne out, contradicted, no record.
BORNE_OUT = [
    ("本学期我校教师共上示范课24节，听评课46节。", "BB"),
    ("听评课46节，其中语文20节、数学16节、英语10节。", "BBBB"),
    ("上示范课二十四节，孩子们听得入神。", "B"),
    ("3月送到柳湾小学和石桥小学的示范课一共6节。", "B"),
    ("语文、数学两科的示范课合计18节。", "B"),
    ("我们到柳湾小学听课30节，到石桥小学听课16节。", "BB"),
    ("全学期组织联合教研9次，每次都有记录。", "B"),
    ("四月份开展集体备课3次，五月份2次。", "BB"),
    ("专题讲座办了5场，老师们带着问题来。", "B"),
    ("选派6名骨干教师支教，其中柳湾小学4名。", "BB"),
    ("接收柳湾小学、石桥小学8名教师来校跟岗。", "B"),
    ("培训班办了三期，参训教师132人次。", "BB"),
    ("参与师生1200余人次。", "B"),
    ("结成师徒11对，青年教师有人带、有人问。", "B"),
    ("两校孩子往来书信118封。", "B"),
    ("孩子们写信不断，往来信件近120封。", "B"),
    ("30对手拉手伙伴一直没有断过联系。", "B"),
    ("师生自愿捐款3.29万元，全部有收据。", "B"),
    ("捐款32860元，捐赠图书860册、电脑12台。", "BBB"),
    ("捐赠物资折合17万余元。", "B"),
    ("向柳湾小学赠书，图书500本已上架。", "B"),
    ("两校领导互访7次，召开联席会议4次。", "BB"),
    ("共享课件、微课等资源300多件。", "B"),
    ("合编融合课程4门，现已排进课表。", "B"),
    ("英语学科上示范课6节，听课10节。", "BB"),
    ("示范课、公开课共30节，场场有评议。", "B"),
    ("学生问卷回收后统计，满意度达92%。", "B"),
    ("备课达标率从70%提高到95%。", "B"),
    ("5月办讲座3场，柳湾小学也有老师来听。", "B"),
    ("上学期上示范课18节，本学期上了24节。", "BB"),
]
NOT_BORNE_OUT = [
    ("本学期上示范课32节。", "C"),
    ("听课50余节，笔记写满一本又一本。", "C"),
    ("其中数学示范课9节。", "C"),
    ("6月份送出示范课5节。", "C"),
    ("往来书信120封，孩子们盼着邮差。", "C"),
    ("派出支教教师6人次。", "N"),
    ("捐款4万元，图书860册。", "CB"),
    ("参训教师132人。", "N"),
    ("体育示范课上了3节。", "C"),
    ("家长普遍满意，都说孩子爱说话了。", "N"),
    ("学生成绩明显提高。", "N"),
    ("两校领导多次碰面商量。", "N"),
    ("受援班级数学平均分提高12分。", "N"),
    ("家长满意率98%。", "N"),
    ("石桥小学来跟岗的教师有5名。", "C"),
    ("举办线上讲座2场。", "N"),
    ("线上讲座办了8场。", "C"),
    ("开展义诊2次，为孩子检查视力。", "N"),
    ("去年听课40节。", "N"),
    ("语文、英语示范课各6节。", "C"),
]
NO_CLAIM = [
    ("2026年3月12日，柳湾小学的老师走进五年级课堂。", ""),
    ("三年级二班的孩子学完了第六单元。", ""),
    ("一次又一次的交流，让两校一起成长。", ""),
    ("区教育局印发〔2026〕14号文件，第一次写明双方职责。", ""),
    ("我们千方百计留住人，不能三心二意。", ""),
    ("《二十四节气》一课由周敏执教。", ""),
    ("全县统一安排，一对一结对，落实“三个课堂”。", ""),
    ("孩子们在“五个一”里写信、交友，十分高兴。", ""),
    ("高一（3）班获得拔河第一名。", ""),
    ("下学期计划上示范课30节，力争每位老师都参加。", ""),
]


def verdicts(text: str) -> str:
    """The claims' verdicts as letters, what is no claim left out."""
    return "".join(LETTERS[one.verdict] for one in judge(text, TABLE, NAMES) if one.verdict != "not_a_claim")


def wrong(sentences: Sequence[tuple[str, str]]) -> list[str]:
    """A line for every sentence that is judged otherwise than written beside it."""
    return [
        f"{text} wanted {want or '-'} got {got or '-'}" for text, want in sentences if (got := verdicts(text)) != want
    ]


def test_at_least_57_of_the_60_sentences_are_judged_right() -> None:
    every = [*BORNE_OUT, *NOT_BORNE_OUT, *NO_CLAIM]
    failures = wrong(every)
    print("\n".join(failures))
    assert len(every) == 60
    assert len(failures) <= 3, failures
