"""One-school forms as offices make them: a sheet for each school, labels left, right, above and around its blanks."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from .books import book


def pairs() -> bytes:
    """附件, title, 填报单位 and a day in one cell; pairs across, groups down the side, long texts, signatures."""
    cells = {
        "A1": "附件3", "A2": "2025年结对帮扶学校基本情况登记表",
        "A3": "填报单位（盖章）：                          填报日期：    年   月   日",
        "A4": "基本\n情况", "B4": "学校名称", "D4": "学校标识码", "B5": "校长姓名", "D5": "联系电话",
        "B6": "在校学生数", "D6": "教 职 工 数", "B7": "班级数", "D7": "其中：复式班个数",
        "A8": "结对\n帮扶", "B8": "结对学校", "B9": "听评课（节）", "D9": "派出支教教师人数",
        "B10": "捐资金额\n（万元）", "D10": "是否签订协议",
        "A11": "主要做法\n及成效", "A12": "存在的问题", "A13": "学校意见", "C13": "（盖章）      年   月   日",
        "A14": "填表人：", "C14": "审核人：", "E14": "联系电话：",
    }  # fmt: skip
    merges = "A2:E2 A3:E3 A4:A7 A8:A10 C8:E8 B11:E11 B12:E12 A13:B13 C13:E13"
    return book(cells, merges, "A4:E13", "登记表")


def matrix() -> bytes:
    """Headings across, rows of figures under 派出 and 接收 with sums as formulas, words above single blanks."""

    def rules(whole: Any, page: Any) -> None:
        rule = DataValidation(type="list", formula1='"城区,镇区,乡村"')
        rule.add("D4")
        page.add_data_validation(rule)
        page["E8"], page["E9"] = "=C8+D8", "=SUM(C9:D9)"
        page["C10"], page["D10"], page["E10"] = "=SUM(C8:C9)", "=SUM(D8:D9)", "=SUM(E8:E9)"
        page["E14"] = '=IF(B14=0,"",ROUND(C14/B14*100,1))'

    cells = {
        "A1": "城乡学校共同体建设情况表（一校一表）", "A2": "（2024—2025学年）    金额单位：万元",
        "A3": "学校（全称）", "A4": "所在乡镇", "C4": "地域类型",
        "A5": "一、教师交流", "A6": "类  别", "C6": "人  数",  "A7": "", "C7": "派出", "D7": "接收", "E7": "小计",
        "A8": "支教教师", "A9": "跟岗学习教师", "A10": "合计",
        "A11": "二、资源共享", "A12": "捐赠情况", "B12": "教学情况",
        "A13": "捐资（万元）", "B13": "专任教师数", "C13": "其中参加培训人数", "D13": "公开课（节）", "E13": "培训率",
        "A15": "三、典型案例（300字以内）", "A17": "填表人：            联系电话：            填表日期：",
    }  # fmt: skip
    merges = "A1:E1 A2:E2 B3:E3 D4:E4 A5:E5 A6:B7 C6:E6 A8:B8 A9:B9 A10:B10 A11:E11 B12:E12 A15:E15 A16:E16 A17:E17"
    return book(cells, merges, "A3:E16", more=rules)


def unframed() -> bytes:
    """No lines, no merges: pairs, boxes to tick, measure words in the blank, a short list of people."""
    cells = {
        "A1": "乡村学校帮扶需求调查表", "A2": "学校", "C2": "所在县区", "A3": "办学条件",
        "A4": "计算机台数", "B4": "      台", "C4": "图书室面积", "D4": "    平方米",
        "A5": "有无录播教室", "B5": "□有  □无", "C5": "最需要的帮扶", "D5": "师资□  教研□  设备□",
        "A6": "开始结对时间", "B6": "      年    月", "C6": "上学期送教下乡节数", "D6": "____节",
        "A8": "拟派教师", "B8": "姓名", "C8": "任教学科", "D8": "职称", "A9": "1", "A10": "2", "A11": "3",
        "A13": "有什么建议：", "A15": "填报人：", "C15": "填报时间：    年  月  日",
    }  # fmt: skip
    return book(cells)


def unseen() -> bytes:
    """Written before the others were made to work, and not looked at until the end."""

    def rules(whole: Any, page: Any) -> None:
        page["F6"], page["F7"] = "=D6/D5", "=SUM(B9:F9)"
        whole.create_sheet("填表说明")["A1"] = "每校一张，于6月20日前报送。"

    cells = {
        "A1": "附件1：", "A2": "XX县2025年度中小学结对帮扶工作台账（学校填报）",
        "A4": "单位名称：", "D4": "填报人：", "E4": "填报时间：",
        "A5": "一\n、\n概\n况", "B5": "办学类型", "C5": "专任教师数", "E5": "在校生人数",
        "B6": "帮扶学校", "C6": "支教教师（人）", "E6": "支教占比",
        "B7": "所在学区", "C7": "教学班个数", "E7": "活动合计",
        "A8": "二\n、\n活\n动", "B8": "听评课\n（节）", "C8": "集体备课\n（次）", "D8": "师徒结对\n（对）",
        "E8": "家访\n（户）", "F8": "其他\n（次）",
        "A10": "三、特色做法（可附页）", "B10": "", "A11": "四、下一步打算", "A12": "负责人签字：", "D12": "单位公章：",
    }  # fmt: skip
    merges = "A2:F2 A5:A7 A8:A9 B10:F10 B11:F11 A12:C12 D12:F12"
    return book(cells, merges, "A5:F11", "台账", more=rules)


def unseen_letters() -> bytes:
    """Another one kept back: labels on the right as well, a table by terms, a label to write behind."""

    def rules(whole: Any, page: Any) -> None:
        page["B9"], page["C9"], page["D9"] = "=SUM(B7:B8)", "=SUM(C7:C8)", "=SUM(D7:D8)"

    cells = {
        "A1": "结对帮扶双方学校信息采集表", "A2": "学校名称", "C2": "标识码", "A3": "学校地址",
        "A4": "校长", "C4": "手机",
        "A5": "学期", "B5": "活动情况", "B6": "公开课（节）", "C6": "讲座（场）", "D6": "其中线上（次）",
        "A7": "2025年春季学期", "A8": "2025年秋季学期", "A9": "全年",
        "A10": "经费投入（元）", "C10": "其中：设备购置", "A11": "帮扶措施：",
        "A12": "县级审核意见", "C12": "市级审核意见", "A13": "备注",
    }  # fmt: skip
    merges = "A1:D1 B3:D3 A5:A6 B5:D5 A11:D11 B13:D13"
    return book(cells, merges, "A2:D13", more=rules)


def later() -> bytes:
    """Written when the reader was done: a table of years, measure words and brackets to tick in the blanks, seals."""

    def rules(whole: Any, page: Any) -> None:
        page["D12"], page["D13"], page["D14"] = "=B12+C12", "=B13+C13", "=SUM(D12:D13)"

    cells = {
        "A1": "附表2", "A2": "县域内城乡结对帮扶学校情况统计表", "A3": "填表单位：（公章）", "D3": "    年   月   日",
        "A4": "学校名称", "B4": "", "C4": "学校类别", "A5": "详细地址", "A6": "负责人姓名", "C6": "办公电话",
        "A7": "教职工人数", "B7": "     人", "C7": "学生人数", "D7": "     人",
        "A8": "是否寄宿制学校", "B8": "是（  ）  否（  ）", "C8": "结对时间", "D8": "    年    月",
        "A9": "支援学校名称", "A10": "活动开展", "B11": "2024年", "C11": "2025年", "D11": "合计",
        "A12": "送教下乡（节）", "A13": "专题讲座（场）", "A14": "总计",
        "A15": "帮扶成效（200字）", "A16": "困难和建议", "A17": "单位负责人（签字）：", "C17": "填表人（签字）：",
    }  # fmt: skip
    merges = "A2:D2 B5:D5 B9:D9 A10:D10 B15:D15 B16:D16"
    return book(cells, merges, "A4:D16", "附表2", more=rules)


def teachers() -> bytes:
    """Written when the reader was done: a short table of people below a few pairs, its numbers already there."""
    cells = {
        "A1": "支教教师信息登记表", "A2": "派出学校", "D2": "接收学校",
        "A3": "支教教师总数（人）", "D3": "其中骨干教师数",
        "A4": "序号", "B4": "姓名", "C4": "性别", "D4": "任教学科", "E4": "支教起止时间", "F4": "联系电话",
        "A5": 1, "A6": 2, "A7": 3, "A8": 4, "A9": "备注：", "A10": "制表人：", "D10": "制表日期：",
    }  # fmt: skip
    return book(cells, "A1:F1 B2:C2 E2:F2 B3:C3 E3:F3 A9:F9", "A2:F9", "登记表")


SINGLES = {"pairs": pairs, "matrix": matrix, "unframed": unframed}
KEPT_BACK = {"unseen": unseen, "unseen_letters": unseen_letters}
LATER = {"later": later, "teachers": teachers}
