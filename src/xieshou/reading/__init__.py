"""Reading figures in running text and judging them against what is recorded."""

from xieshou.reading.claims import judge
from xieshou.reading.cues import Cue
from xieshou.reading.figures import FigureRead, read_figures
from xieshou.reading.judgement import Judgement, Verdict
from xieshou.reading.statements import Names, Statement

__all__ = ["Cue", "FigureRead", "Judgement", "Names", "Statement", "Verdict", "judge", "read_figures"]
