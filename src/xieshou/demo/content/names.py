"""Names, subjects and posts that make up the rest of the staff lists."""

from .tables import lines_of

_ROWS = {line.split()[0]: line.split()[1:] for line in lines_of("names")}
SURNAMES, GIVEN, POSTS = _ROWS["surnames"], _ROWS["given"], _ROWS["posts"]
SUBJECTS = {stage: _ROWS[stage] for stage in ("primary", "middle")}
HONOURS = (("县级", "骨干教师"), ("校级", "先进工作者"), ("市级", "优秀教师"))
