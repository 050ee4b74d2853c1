"""Dates as offices write them, and as the product says them."""

import calendar
import re
from datetime import date, datetime, timedelta

from xieshou.kernel.numerals import FULL_WIDTH, parse_number

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_EXCEL_ZERO = date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was, so day 60 on fits this zero
_EXCEL_SERIALS = range(18264, 73051)  # 1950 to 2099
_AHEAD_DAYS = 180
_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "当天": 0}
_DAYS |= {"明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_MONTHS = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1}
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "": 0, "下": 1, "下下": 2}
_WEEKDAYS = "一二三四五六日"

_SEP = r"\s*[-./、。—–\s]\s*"
_YMD = re.compile(rf"(?P<y>\d{{4}}|\d{{2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<d>\d{{1,2}})\s*[日号]?\s*[.。]?", re.ASCII)
# 2026年3-9 is a stretch of months, so 年 wants 月
_WORDED = re.compile(r"(?P<y>\d{4}|\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?", re.ASCII)
_EIGHT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)
_YEAR = r"(?P<year>[前去上今本明后]年)?\s*(?P<m>\d{1,2})"
_MONTH_DAY = re.compile(rf"{_YEAR}\s*月\s*(?P<d>\d{{1,2}})\s*[日号]?\s*[.。]?", re.ASCII)
_MD = re.compile(rf"{_YEAR}\s*[-./、。]\s*(?P<d>\d{{1,2}})\s*[.。]?", re.ASCII)  # 3-5日 is a stretch of days
_IN_MONTH = re.compile(r"(?P<which>[上本这当下])个?月\s*(?P<d>\d{1,2})\s*[日号]?", re.ASCII)
_IN_WEEK = re.compile(r"(?P<which>上上|下下|[上本这下]?)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_AGO = re.compile(r"(?P<n>\d{1,4})\s*(?P<unit>天|日|周|个?星期)(?:之?(?P<way>前|后))", re.ASCII)
_SERIAL = re.compile(r"(?P<n>\d{5})(?:\.\d+)?", re.ASCII)
_CLOCK = (
    r"(?:T|\s)?\s*(?:凌晨|早上|上午|中午|下午|傍晚|晚上|全天)?\s*(?:\d{1,2}\s*[:时点]\s*\d{0,2}分?"
    r"(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_AROUND = re.compile(
    rf"(?P<date>.+?)\s*(?:[(\[]?\s*(?:周|星期|礼拜)(?P<week>[一二三四五六日天])\s*[)\]]?)?{_CLOCK}", re.ASCII
)
_WRITTEN = re.compile(r"[〇零○一二三四五六七八九十廿卅]+(?=\s*(?:[年月日号天周]|个?星期))")
_RANGE = re.compile(r"\d\s*(?:[日号月]?\s*(?:至|到|~|—|–)|[日号]\s*-|-(?=\s*\d{1,2}\s*[日号]))\s*\d")


class DateNotRead(ValueError):
    """No single day could be read; the message says in Chinese what was there and what to write."""


def parse_date(text: object, today: date) -> date:
    """Read one day from what a person typed or a cell held.

    text is a str, date, datetime (its own calendar day, whatever its zone), or a number: an Excel serial of the 1900
    system (18264 to 73050, days), 20260309, or a cell's 3.9. A month and day without a year fall in today's year, or in
    the year before when that would lie more than 180 days ahead. Month always precedes day. Raises DateNotRead.
    """
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise _not_read("" if text is None else str(text), today)
    if isinstance(text, float):
        text = _float_as_text(text, today)
    return _Reader(str(text), today).read()


def _float_as_text(number: float, today: date) -> str:
    text = str(int(number)) if number.is_integer() else str(number)
    if re.fullmatch(r"\d{1,2}\.[123]", text):  # a cell shows 3.10 as 3.1
        month, day = text.split(".")
        raise DateNotRead(
            f"“{text}”可能是{month}月{day}日，也可能是{month}月{day}0日。写成{month}月{day}日或{month}月{day}0日。"
        )
    return text


def _not_read(shown: str, today: date, why: str = "") -> DateNotRead:
    there = f"“{shown.strip()[:30]}”" if shown.strip() else ""
    reason = why or ("不是日期" if there else "没有写日期")
    return DateNotRead(f"{there}{reason}。写成{today.year}年{today.month}月{today.day}日或{today:%Y-%m-%d}这样。")


class _Reader:
    """One text being read against one today."""

    def __init__(self, shown: str, today: date) -> None:
        self.shown = shown
        self.today = today
        plain = shown.translate(FULL_WIDTH).strip().lstrip("'").strip()
        self.plain = re.sub(r"[\[【〔]", "(", re.sub(r"[\]】〕]", ")", plain))

    def read(self) -> date:
        if len(self.plain) > 60 or not self.plain:
            raise _not_read(self.shown, self.today)
        found = self._bare(self.plain)
        return self._dressed() if found is None else found

    def _dressed(self) -> date:
        """Read a date that carries a weekday or a time of day."""
        around = _AROUND.fullmatch(self.plain)
        found = self._bare(around["date"]) if around else None
        if around is None or found is None:
            raise _not_read(self.shown, self.today, self._why())
        weekday = around["week"]
        if weekday and _WEEKDAYS[found.weekday()] != weekday.replace("天", "日"):
            raise _not_read(self.shown, self.today, f"里星期不对：{full(found)}是星期{_WEEKDAYS[found.weekday()]}")
        return found

    def _why(self) -> str:
        if _RANGE.search(self.plain):
            return "是一段时间，这里只写一天"
        if re.fullmatch(r"(\d{4}|\d{2})\s*[年./-]\s*\d{1,2}\s*月?", self.plain, re.ASCII):
            return "没有写是哪一天"
        return ""

    def _bare(self, plain: str) -> date | None:
        if plain in _DAYS:
            return self._moved(_DAYS[plain])
        plain = _WRITTEN.sub(_arabic, plain)
        for pattern, read in (
            (_YMD, self._year_month_day),
            (_WORDED, self._year_month_day),
            (_EIGHT, self._year_month_day),
            (_MONTH_DAY, self._month_day),
            (_MD, self._month_day),
            (_IN_MONTH, self._in_month),
            (_IN_WEEK, self._in_week),
            (_AGO, self._ago),
            (_SERIAL, self._serial),
        ):
            if m := pattern.fullmatch(plain):
                return read(m)
        return None

    def _year_month_day(self, m: re.Match[str]) -> date:
        year = int(m["y"])
        if len(m["y"]) == 2:  # 98 is 1998 once it would lie more than ten years ahead
            year += 2000 if year + 2000 <= self.today.year + 10 else 1900
        return self._day(year, int(m["m"]), int(m["d"]))

    def _month_day(self, m: re.Match[str]) -> date:
        month, day = int(m["m"]), int(m["d"])
        if m["year"]:
            return self._day(self.today.year + _YEARS[m["year"]], month, day)
        year = self.today.year
        if 1 <= month <= 12 and (date(year, month, 1) - self.today).days + day - 1 > _AHEAD_DAYS:
            year -= 1
        return self._day(year, month, day)

    def _in_month(self, m: re.Match[str]) -> date:
        months = self.today.year * 12 + self.today.month - 1 + _MONTHS[m["which"]]
        return self._day(months // 12, months % 12 + 1, int(m["d"]))

    def _in_week(self, m: re.Match[str]) -> date:
        weekday = _WEEKDAYS.index(m["day"].replace("天", "日"))
        return self._moved(_WEEKS[m["which"]] * 7 + weekday - self.today.weekday())

    def _ago(self, m: re.Match[str]) -> date:
        days = int(m["n"]) * (1 if m["unit"] in "天日" else 7)
        return self._moved(-days if m["way"] == "前" else days)

    def _serial(self, m: re.Match[str]) -> date:
        if int(m["n"]) not in _EXCEL_SERIALS:
            raise _not_read(self.shown, self.today)
        return _EXCEL_ZERO + timedelta(days=int(m["n"]))

    def _moved(self, days: int) -> date:
        found = self.today + timedelta(days=days)
        return self._day(found.year, found.month, found.day)

    def _day(self, year: int, month: int, day: int) -> date:
        if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
            raise _not_read(self.shown, self.today, f"的年份不在{_EARLIEST_YEAR}到{_LATEST_YEAR}之间")
        if not 1 <= month <= 12:
            raise _not_read(self.shown, self.today, f"里月份是{month}，月在前、日在后")
        last = calendar.monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise _not_read(self.shown, self.today, f"里日是{day}，{year}年{month}月只有{last}天")
        return date(year, month, day)


def _arabic(m: re.Match[str]) -> str:
    value = parse_number(m[0])
    return m[0] if value is None else f"{value:f}"


def full(d: date) -> str:
    """A day with its year, as papers write it: 2026年6月9日."""
    return f"{d.year}年{d.month}月{d.day}日"


def show(d: date, today: date) -> str:
    """Say a day as people do: 今天, 昨天, 明天, 6月9日, and with its year only when that differs from today's."""
    near = {-1: "昨天", 0: "今天", 1: "明天"}.get((d - today).days)
    if near:
        return near
    return f"{d.month}月{d.day}日" if d.year == today.year else full(d)


def days_ago(d: date, today: date) -> str:
    """Say how far off a day is: 48天前, 昨天, 今天, 明天, 3天后."""
    days = (today - d).days
    if abs(days) <= 1:
        return show(d, today)
    return f"{days}天前" if days > 0 else f"{-days}天后"
