"""Lesson titles by stage and subject, topics by kind, and sentences of judgement."""

from .tables import lines_of

# ``primary.语文`` has lessons; a kind has what a record is called beside its subject and kind.
_ROWS = dict(line.split(" ", 1) for line in lines_of("topics"))
LESSONS = {key: text.split("|") for key, text in _ROWS.items() if "." in key}
TOPICS = {key: text.split("|") for key, text in _ROWS.items() if "." not in key}

DISPUTED = "那天到场的是5位老师，不是6位"
WITHDRAWN = "和另一条是同一件事，重复记了"
FIVE_ONES = {"friends": 86, "letters": 86, "books": 92, "deeds": 31, "skills": 12}
