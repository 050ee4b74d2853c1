"""Reading figures in running text and judging them against what is recorded."""

from xieshou.kernel.reading.claims import Judgement, Verdict, judge
from xieshou.kernel.reading.cues import Cue
from xieshou.kernel.reading.figures import FigureRead, read_figures
from xieshou.kernel.reading.statements import Names, Statement

__all__ = ["Cue", "FigureRead", "Judgement", "Names", "Statement", "Verdict", "judge", "read_figures"]
