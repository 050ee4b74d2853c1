"""The one job that may run at a time: a lock that dies with its process, and a file that says how far it is."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from xieshou.scoping.operations import Refused

WORDS = {"make": "做备份", "check": "核对备份", "restore": "恢复", "upgrade": "升级"}
STEPS = {
    "make": ("抄一份数据", "装进一个文件", "取出来恢复一遍", "逐行核对"),
    "check": ("取出来恢复一遍", "逐行核对"),
    "restore": ("取出来恢复一遍", "逐行核对", "先给现在的数据做备份", "换成这一份"),
    "upgrade": ("核对安装包", "停下网站", "给数据做备份，恢复一遍核对", "升级数据", "打开新的版本"),
}
BUSY = "E-KEP-101 正在做另一件（备份、核对、恢复或升级）。等它做完再来，这一页上看得到走到哪里。"
STOPPED = "做到一半停了，多半是机器关了或重启了。数据没有动，再做一次。"
STARTS_WITHIN = 30.0  # seconds that a new process may take to hold the lock
OFTEN = 0.3  # seconds between two looks at a file that changes all the time


@dataclass(frozen=True)
class Job:
    """What is being done, or was done last."""

    what: str
    name: str = ""
    step: int = 0
    done: int = 0
    total: int = 0
    state: str = "running"
    sentence: str = ""
    touched: float = 0.0

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.state == "running"

    @property
    def title(self) -> str:
        """What it is called."""
        return WORDS[self.what]

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        """Each step with `done`, `now` or nothing, and how much of it is done."""
        much = f"{self.done}/{self.total}" if self.total else ""
        state = ["done" if n < self.step else "now" if n == self.step else "" for n in range(len(STEPS[self.what]))]
        return [(word, state[n], much if n == self.step else "") for n, word in enumerate(STEPS[self.what])]

    @property
    def segments(self) -> list[str]:
        """The same as a bar: one segment a step."""
        return [{"done": "on", "now": "now"}.get(state, "") for _, state, _ in self.steps]


def _file() -> Path:
    return Path(settings.HOME) / "keeping.json"


def _write(job: Job) -> None:
    aside = _file().with_suffix(f".{os.getpid()}")
    try:
        aside.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
        os.replace(aside, _file())
    except OSError:  # a full disk must not hide the reason why the job itself failed
        aside.unlink(missing_ok=True)


def _held() -> bool:
    """Whether a process holds the lock."""
    with (Path(settings.HOME) / "keeping.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def current() -> Job | None:
    """What is being done or was done last; a job whose process is gone has stopped half-way."""
    try:
        job = Job(**json.loads(_file().read_text(encoding="utf-8")))
        job.steps  # noqa: B018  (an unknown kind of job is no job)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if job.running and not _held() and time.time() - job.touched > (STARTS_WITHIN if not job.step else 0):
        return Job(job.what, job.name, state="bad", sentence=STOPPED)
    return job


def refuse_while_busy() -> None:
    """Refused while a job runs."""
    job = current()
    if job is not None and job.running:
        raise Refused(BUSY)


def announce(what: str, name: str = "") -> None:
    """Say that a job is about to start, before its own process can say so itself."""
    _write(Job(what, name, touched=time.time()))


class Progress:
    """Tells the page how far the job is."""

    def __init__(self, job: Job, say: Callable[[str], None] = lambda line: None, fixed: bool = False) -> None:
        self.job = job
        self.say = say
        self.fixed = fixed

    def within(self) -> Progress:
        """The same for a job inside this step, which has steps of its own that nobody needs to see."""
        return Progress(self.job, self.say, fixed=True)

    def step(self, number: int) -> None:
        """The next step begins."""
        if self.fixed:
            return
        self.say(f"{STEPS[self.job.what][number]}……")
        self._now(step=number, done=0, total=0)

    def count(self, done: int, total: int) -> None:
        """So much of the step is done; the file is not written more often than anyone looks."""
        if done == total or time.time() - self.job.touched > OFTEN:
            self._now(step=self.job.step, done=done, total=total)

    def end(self, state: str, sentence: str) -> None:
        """The last word."""
        self._now(step=len(STEPS[self.job.what]), state=state, sentence=sentence)

    def _now(self, *, step: int, done: int = 0, total: int = 0, state: str = "running", sentence: str = "") -> None:
        self.job = Job(self.job.what, self.job.name, step, done, total, state, sentence, time.time())
        _write(self.job)


@contextmanager
def only_one(what: str, name: str = "", say: Callable[[str], None] = lambda line: None) -> Iterator[Progress]:
    """Hold the lock for a job; Refused while another runs. The lock goes with the process, however it ends."""
    with (Path(settings.HOME) / "keeping.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Refused(BUSY) from busy
        yield Progress(Job(what, name, touched=time.time()), say)
