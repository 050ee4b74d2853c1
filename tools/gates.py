"""Runs every check of the product, lets none hide another, and ends with one table."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
NOT_IN_SUITE = ["--ignore=tests/journeys", "--ignore=tests/architecture"]
# The tests start the product over a hundred times: where no bytecode is kept, each start compiles everything again.
NOT_HANDED_ON = {"DATABASE_URL", "PYTEST_ADDOPTS", "PYTHONDONTWRITEBYTECODE"}
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped)\b")
SUMMARY = re.compile(r"^(=+ )?.*\b\d+ (passed|failed|errors?|skipped)\b.* in [\d.]+s")


@dataclass(frozen=True)
class Gate:
    """One check: a code to ask for it, a title, the command, and whether it is pytest, is quick, fills both cores."""

    code: str
    title: str
    command: list[str]
    counts_tests: bool = False
    quick: bool = True
    alone: bool = False


@dataclass
class Outcome:
    """What came of a gate: seconds, whether it held, and the tests it counted."""

    gate: Gate
    seconds: float
    held: bool
    tests: Counter[str] = field(default_factory=Counter)


def gates(every_cell: bool) -> list[Gate]:
    """All gates in the order in which they begin: the cheap ones first, of these the longest."""
    # The worker that is ready first takes from the other's pile; the slowest tests are named, to be looked at next.
    suite = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", "--durations", "10", *NOT_IN_SUITE]
    # A file's journeys stay together: each file begins with the county put back as it was made.
    journeys = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", "tests/journeys"]
    if every_cell:
        suite.append("--every-cell")
        journeys += ["--every-cell", "-m", "probe"]  # only what make test leaves out
    return [
        Gate("system", "系统软件包", ["tools/system.sh"], quick=False, alone=True),
        Gate("architecture", "预算与文档", [PYTHON, "-m", "pytest", "tests/architecture"], counts_tests=True),
        Gate("format", "统一写法", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        Gate("lint", "代码检查", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Gate("templates", "模板检查", [str(BIN / "djlint"), "--lint", "--quiet", "src"]),
        Gate("types", "类型", [str(BIN / "mypy")]),
        Gate("imports", "导入方向", [str(BIN / "lint-imports"), "--no-cache"]),
        Gate("migrations", "迁移齐全", [str(BIN / "xieshou"), "makemigrations", "--check", "--dry-run"]),
        Gate("sqlite", "测试 SQLite", suite, counts_tests=True, alone=True),
        Gate(
            "postgres",
            "测试 PostgreSQL",
            [PYTHON, "tools/postgres.py", *suite, "--only-database"],
            counts_tests=True,
            quick=False,
            alone=True,
        ),
        Gate("journeys", "浏览器全程", journeys, counts_tests=True, quick=False, alone=True),
    ]


def environment(home: Path) -> dict[str, str]:
    """A gate's environment: no database of the person who runs it, a home folder of its own that is thrown away."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    return {**kept, "XIESHOU_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def tests_in(lines: Iterable[str]) -> Counter[str]:
    """Add up what pytest's closing lines say."""
    total: Counter[str] = Counter()
    for line in lines:
        if SUMMARY.match(line):
            for number, word in COUNTED.findall(line):
                total["failed" if word.startswith(("error", "failed")) else word] += int(number)
    return total


def run(gate: Gate, homes: Path) -> Outcome:
    """Run one gate; its lines are shown as they come, or together at its end when another runs beside it."""
    started, lines = time.monotonic(), [f"\n── {gate.title}\n"]
    if gate.alone:
        print(lines[0], end="", flush=True)
    try:
        process = subprocess.Popen(
            gate.command, cwd=ROOT, env=environment(homes / gate.code), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as reason:
        print(f"{gate.command[0]}：{reason.strerror}", flush=True)
        return Outcome(gate, time.monotonic() - started, held=False)
    with process:
        for line in process.stdout or ():
            lines.append(line)
            if gate.alone:
                print(line, end="", flush=True)
    if not gate.alone:
        print("".join(lines), end="", flush=True)
    tests = tests_in(lines) if gate.counts_tests else Counter()
    held = process.returncode == 0 and not tests["failed"]
    return Outcome(gate, time.monotonic() - started, held, tests)


def run_all(wanted: list[Gate], homes: Path) -> list[Outcome]:
    """Run gates in their order: those that keep one core busy two at a time, the others alone."""
    outcomes: list[Outcome] = []
    for alone, together in groupby(wanted, key=lambda gate: gate.alone):
        with ThreadPoolExecutor(max_workers=1 if alone else 2) as lanes:
            outcomes += lanes.map(partial(run, homes=homes), together)
    return outcomes


def report(outcomes: list[Outcome], seconds: float, say: Callable[[str], None] = print) -> int:
    """Print the table and the sum; the exit code is 1 as soon as one gate did not hold."""
    total: Counter[str] = Counter()
    say("\n" + "─" * 48)
    for outcome in outcomes:
        counted = f"  {outcome.tests['passed']} passed, {outcome.tests['failed']} failed" if outcome.tests else ""
        state = "通过" if outcome.held else "没过"
        say(f"{state}  {outcome.seconds:7.1f} 秒  {outcome.gate.title}{counted}")
        total.update(outcome.tests)
    broken = [outcome.gate.title for outcome in outcomes if not outcome.held]
    say("─" * 48)
    say(f"共 {seconds:.1f} 秒，" + (f"没过：{'、'.join(broken)}" if broken else "全部通过"))
    say(f"{total['passed']} passed, {total['failed']} failed")
    return 1 if broken or not outcomes else 0


def chosen(arguments: argparse.Namespace) -> list[Gate]:
    """The gates asked for on the command line."""
    every = gates(arguments.probe)
    if arguments.only:
        return [gate for gate in every if gate.code in arguments.only]
    if arguments.probe:
        return [gate for gate in every if gate.code in ("system", "sqlite", "postgres", "journeys")]
    return [gate for gate in every if gate.quick or not arguments.quick]


def main() -> int:
    """Read the arguments, run the gates, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without PostgreSQL and the browser")
    parser.add_argument("--probe", action="store_true", help="every cell of every enumeration, on both databases")
    parser.add_argument("--only", nargs="+", choices=[gate.code for gate in gates(False)], help="just these gates")
    wanted = chosen(parser.parse_args())
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xieshou-gates-") as homes:
        outcomes = run_all(wanted, Path(homes))
    return report(outcomes, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
