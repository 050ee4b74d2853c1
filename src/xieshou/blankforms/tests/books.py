"""Empty forms as superiors send them: titles, merged headers, sums, footers."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def book(cells: dict[str, Any], merges: str = "", frame: str = "", title: str = "Sheet1", more: Any = None) -> bytes:
    """A workbook of these cells, merged and framed as said."""
    whole = openpyxl.Workbook()
    page = whole.active
    page.title = title
    for at, value in cells.items():
        page[at] = value
        page[at].alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if frame:
        for row in page[frame]:
            for cell in row:
                cell.border = BOX
    for area in merges.split():
        page.merge_cells(area)
    if "A1" in cells:
        page["A1"].font = Font(size=20, bold=True)
    if more:
        more(whole, page)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def two_rows() -> bytes:
    """附件, title, 填报单位, a header of two rows with groups, 序号, 合计, 填表人."""
    cells = {
        "A1": "附件2", "A2": "2025年城乡学校结对帮扶工作情况统计表", "A3": "填报单位（盖章）：", "F3": "单位：万元",
        "A4": "序号", "B4": "学校名称", "C4": "学校标识码", "D4": "在校学生数", "E4": "教研活动", "G4": "支教教师人数",
        "H4": "捐资金额（万元）", "I4": "校长姓名", "J4": "是否建立帮扶台账", "K4": "联系电话", "L4": "备注",
        "E5": "听评课（节）", "F5": "集体备课（次）",
        "A9": "合计", "A10": "填表人：", "E10": "审核人：", "I10": "填表日期：     年  月  日",
    }  # fmt: skip
    upright = " ".join(f"{letter}4:{letter}5" for letter in "ABCDGHIJKL")
    return book(cells, f"A1:B1 A2:L2 A3:E3 F3:L3 E4:F4 {upright} A9:B9", "A4:L9", "附件2")


def with_numbers() -> bytes:
    """A statistics form: column numbers under the header, the sum first."""
    cells = {
        "A1": "义务教育学校交流轮岗情况统计表（2024—2025学年）", "A2": "县（市、区）", "B2": "学校名称",
        "C2": "专任教师数",
        "D2": "派出支教教师（人）", "E2": "接收支教教师（人）", "F2": "轮岗教师人数", "G2": "交流教师占比（%）",
        "A3": "甲", "B3": "乙", "C3": "1", "D3": "2", "E3": "3", "F3": "4", "G3": "5", "A4": "合计",
    }  # fmt: skip
    return book(cells, "A1:G1 A4:B4", "A2:G9")


def unmerged() -> bytes:
    """Two header rows whose groups were never merged, no title, no sum."""
    cells = {
        "A1": "序号", "B1": "学校", "C1": "听评课", "E1": "示范课", "G1": "存在的问题",
        "C2": "节数", "D2": "参加教师姓名", "E2": "节数", "F2": "线上还是线下（线上/线下）",
    }  # fmt: skip
    return book(cells)


def listed() -> bytes:
    """The superior has written the schools and an example, and drop-downs."""

    def rules(whole: Any, page: Any) -> None:
        rule = DataValidation(type="list", formula1='"优秀,良好,一般"')
        rule.add("D4:D20")
        page.add_data_validation(rule)

    cells = {
        "A1": "本学期送教下乡工作摸底表", "A2": "学校", "B2": "送教下乡节数", "C2": "送教时间", "D2": "效果",
        "A3": "例：某某小学", "B3": 5, "C3": "2026-03-01", "D3": "优秀", "A4": "白塔镇中心小学", "A5": "甲县实验小学",
    }  # fmt: skip
    return book(cells, "A1:D1", "A2:D20", more=rules)


def bare() -> bytes:
    """A header and nothing else."""
    names = ("单位名称", "2022年前捐资（元）", "2025年捐赠图书（册）", "结对学校", "结对时间", "典型做法")
    return book({f"{letter}1": name for letter, name in zip("ABCDEF", names, strict=True)})


def formulas() -> bytes:
    """Sums and percentages as formulas, a link, a named formula and a hidden sheet."""

    def more(whole: Any, page: Any) -> None:
        page["A1"].hyperlink = "http://example.invalid/"
        page["E3"] = '=HYPERLINK("http://example.invalid/","看")'
        other = whole.create_sheet("选项表")
        other.sheet_state = "hidden"
        other["A1"] = "=1+1"

    cells = {
        "A1": "学校帮扶活动统计", "A2": "学校名称", "B2": "教学班", "C2": "公开课节数", "D2": "讲座场次", "E2": "小计",
        "E4": "=SUM(C4:D4)", "A8": "总计", "B8": "=SUM(B3:B7)", "C8": "=SUM(C3:C7)",
    }  # fmt: skip
    return book(cells, "A1:E1", "A2:E8", more=more)


def three_rows() -> bytes:
    """Three header rows, the head to the left merged over all of them."""
    cells = {
        "A1": "城乡教育共同体建设情况", "A2": "学校", "B2": "2025年度工作", "B3": "教研", "D3": "资金（万元）",
        "B4": "公开课（节）", "C4": "专题讲座（场）", "D4": "捐资", "E4": "其中：财政投入",
        "A8": "填表说明：1.公开课指县级以上。", "A9": "2.资金保留两位小数。",
    }  # fmt: skip
    return book(cells, "A1:E1 A2:A4 B2:E2 B3:C3 D3:E3 A8:E8 A9:E9", "A2:E7")


def second_sheet() -> bytes:
    """The first sheet only explains; the table is on the second, below an empty row."""

    def more(whole: Any, page: Any) -> None:
        table = whole.create_sheet("附表")
        for at, name in enumerate(
            ("编号", "学校（园）名称", "所在乡镇", "师徒结对（对）", "家访户数", "留守儿童数"), 1
        ):
            table.cell(3, at, name)
        table["A1"] = "2026年上半年帮扶任务完成情况"

    return book({"A1": "填报要求", "A2": "请各校于6月底前填报。"}, title="说明", more=more)


def with_seal() -> bytes:
    """Every word spread with spaces and line breaks, units in square brackets, two tables' notes below."""
    cells = {
        "A1": "帮 扶 工 作 月 报 表", "A2": "填报单位：某某学校    填报时间：2026年5月   联系人：",
        "A3": "序  号", "B3": "学  校\n名  称", "C3": "教 师\n总 数", "D3": "3—5月\n听课【节】", "E3": "捐书【册】",
        "F3": "主  要\n成  效", "A6": "小 计", "A7": "注：听课含评课。",
    }  # fmt: skip
    return book(cells, "A1:F1 A2:F2 A6:B6 A7:F7", "A3:F6")


FORMS = {
    "two_rows": two_rows, "with_numbers": with_numbers, "unmerged": unmerged, "listed": listed, "bare": bare,
    "formulas": formulas, "three_rows": three_rows, "second_sheet": second_sheet, "with_seal": with_seal,
}  # fmt: skip
