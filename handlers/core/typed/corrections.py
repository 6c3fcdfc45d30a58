"""What people say before they put right what they have just said: `no wait, i meant bo withdrew`. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.deedphrases import WEEKDAY

RESCHEDULED = ("interview move", "interview book")
"""A time that is put right is a round's."""
SUMS = ("offer edit", "offer counter")
"""A figure that is put right is of what was entered last."""
SHOWS = "cand show"
MOST_LETTERS, A_NAME = 120, 2
_SIGNS = (
    "mean",
    "wait",
    "scratch",
    "strike",
    "oops",
    "whoops",
    "sorry",
    "correct",
    "mistake",
    "typo",
    "wrong",
    "my bad",
    "ignore",
)
"""One of these stands in every correction that is looked for."""
_TAKES_BACK = (
    r"(?:wait|hold on|hang on|oops|whoops|my (?:bad|mistake)|typo|correction|(?:scratch|strike|ignore|forget) (?:that|this|it"
    r"|the last(?: one)?)|(?:i )?(?:wrote|typed|said|put|got) (?:it |that )?wrong|wrong (?:one|person|name|[^\W\d_]+)"
    r"|(?:that|it) was (?:wrong|a mistake|a typo)|(?:i am|i['’]?m) (?:afraid i was )?mistaken|i was (?:wrong|mistaken)"
    r"|(?:i )?mis(?:typed|spoke))"
)
_LITTLE = r"(?:hm+|no|nope|not|omg|sorry|so sorry|ah|oh|ugh|argh|damn|actually|ok|okay|pls|please|but)"
_CORRECTS = re.compile(
    rf"\W*(?:{_LITTLE}\b[\s,.:;!–—-]+)*(?:{_TAKES_BACK}\b[\s,.:;!–—-]+(?:{_LITTLE}\b[\s,.:;!–—-]+)*"
    r"(?:i (?:mean|meant)(?: to (?:say|write|type))?\b[\s,:]+(?:that\s+)?)?"
    r"|i (?:mean|meant)(?: to (?:say|write|type))?\b[\s,:]+(?:that\s+)?)+"
    r"(?=\S)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"(?P<whom>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?)(?:['’]s)?\s+(?:is|was|are)\s+(?P<when>.+)", re.IGNORECASE
)
_NOT_THEN = re.compile(
    r"\W*(?:(?:no|nope|sorry|actually|wait)\W+)*(?:(?:it\s+)?is\s+|it['’]?s\s+)?not\s+(?P<then>[^,;]{2,30}?)\s*(?:[,;.]|\bbut\b)+"
    r"\s*(?P<when>.+)",
    re.IGNORECASE,
)
_MAKE_IT = re.compile(
    r"\W*(?:(?:no|ok|okay|sorry|actually|please|pls|can we|let['’]?s)\W+)*(?:make|do) (?:it|that|this)\s+(?P<when>.+)",
    re.IGNORECASE,
)
_MADE = re.compile(r"\b(?:make|do) (?:it|that|this)\b")
_A_NUMBER = re.compile(
    rf"\W*(?P<lead>(?:(?:{_LITTLE}|{_TAKES_BACK}|i (?:mean|meant)(?: to (?:say|write|type))?)\b[\s,.:;!–—-]+)*)"
    r"(?P<made>(?:(?:make|do) (?:it|that|this)(?: at)?|(?:it |that )?should (?:be|have been)|it['’]?s|at)\s+)?"
    r"(?P<number>[$€£]?\d{1,3}(?:[.,]\d{1,3})?(?:\s?k)?)(?:\s+base)?"
    r"(?:\s*(?:[+&,]|and|plus|with)\s*(?P<equity>\d{1,2}(?:\.\d+)?\s?%)(?:\s+(?:equity|options|shares))?)?\W*",
    re.IGNORECASE,
)
_NOT_SO = ("not", "n't", "n’t", "nt ", "too ", "gun", "alarm")
_SHORT_OF_A_NUMBER = 50
_LATEST_HOUR, _LEAST_SUM = 23, 50
_DAY_AND_HOUR = re.compile(
    rf"\W*(?:(?:to|on|for|at)\s+)?(?:(?:this|next)\s+)?(?:{WEEKDAY}|today|tomorrow)\b[\s,]+(?:at\s+)?\d", re.IGNORECASE
)
_TURNS = re.compile(r"\b(?!(?:ok|okay|pls|please|so|but|ah|oh)\b)[a-z]", re.IGNORECASE)
"""Agreeing puts nothing right: `ok 3`."""
_THEN_A_TIME = re.compile(rf"\W*(?P<lead>(?:{_LITTLE}\b[\s,.:;!–—-]+)+)(?P<when>\S.*)", re.IGNORECASE)
_ENDS_IN_NOT = re.compile(r"\bnot\W*$", re.IGNORECASE)
"""`sorry not today`: when it is not, and nothing of when it is."""
WRONG_ONE = re.compile(
    rf"\W*(?:(?:{_LITTLE}|wait|hold on|hang on|oops|whoops|(?:that|it)(?: was|['’]?s| is)|(?:i|we) \w+)\b[\s,.:;!–—-]+)*(?:the )?"
    r"wrong (?P<whom>[^\W\d_][\w'’-]*)\W*",
    re.IGNORECASE,
)
"""`no wait, wrong joan`: what was just done was done to somebody else."""
_LEADS = rf"(?P<lead>(?:(?:{_LITTLE}|{_TAKES_BACK}|i (?:mean|meant)(?: to (?:say|write|type))?)\b[\s,.:;!–—-]+)+)"
_DONE = (
    r"(?:yet|(?:(?:quite|really|actually|been|yet)\s+)*(?:out|gone|in|hired|signed?|accept(?:ed)?|withdrawn?|withdrew|declined?|reject(?:ed)?"
    r"|passed|done|sent|called|met)(?:\s+(?:yet|at all|after all|it))?)\s*(?=[,.;:!–—-]|\W*$)"
)
"""What had been told as done."""
_UNSAID = re.compile(
    rf"\W*{_LEADS}(?:not yet"
    rf"|(?:he|she|they)(?:['’]?s|['’]re|\s+(?:is|are|has|have|was|did))\s*(?:n['’]?t|\s?not)\s+{_DONE}"
    rf"|(?:he|she|they)\s+(?:did|has|have|is|was|are)n['’]?t\s+{_DONE}"
    r"|(?:i (?:was|am)\s+)?too (?:soon|early)|(?:i\s+)?jumped the gun|(?:that was a\s+)?false alarm)"
    r"(?:\s*[,.;:!–—-].*)?\W*",
    re.IGNORECASE,
)
"""`no wait not yet`, `actually he's not out`: what was told last has not happened."""
_ONE_NAME = r"[^\W\d_][\w’-]*"
_THIS_NOT_THAT = re.compile(rf"\W*{_LEADS}(?P<new>{_ONE_NAME})[\s,]+(?:and\s+)?not\s+(?P<old>{_ONE_NAME})\W*", re.IGNORECASE)
_NOT_THAT = re.compile(
    rf"\W*{_LEADS}not\s+(?P<old>{_ONE_NAME})[\s,]+(?:but\s+|i meant?\s+|it['’]?s\s+)*(?P<new>{_ONE_NAME})\W*", re.IGNORECASE
)
"""`oops i meant kit not kim`, `sorry not ben, jon`: one was named for another."""
TAKES_BACK = "takes back"
"""Stands for taking back what the speaker told last."""
_NO_PERSON = frozenset({
    "req", "number", "time", "day", "button", "channel", "thread", "answer", "figure", "lane", "level", "date", "band", "round",
    "hour", "stage", "way", "sum", "base", "again", "market", "city", "place", "role", "link", "file", "window", "chat",
})  # fmt: skip
_SURELY_A_TIME = re.compile(rf"\b{WEEKDAY}\b|\b(?:today|tomorrow|noon)\b|\d\s?[ap]m\b|\d:\d\d", re.IGNORECASE)
_SHOULD_BE = re.compile(
    r"\W*(?:the|our|her|his|their|it|this)?\s*(?:\w+\s+)?(?:interview|round|screen|call|chat|panel|meeting|technical|onsite|it)\s+"
    r"(?:should (?:be|have been)|was (?:supposed|meant) to be|has to be)\s+(?P<when>[^,;]+?)"
    r"(?:\s*,?\s*(?:and )?not\s+[^,;]+)?\W*",
    re.IGNORECASE,
)
"""`the interview should be on wednesday, not tuesday`."""
_LEADS_TO = r"(?:(?:it['’]?s|it is|is|it was|(?:it )?should be|make it|at|on|to|for)\s+)*"
_LEAD = re.compile(_LEADS_TO, re.IGNORECASE)
_A_TIME = re.compile(
    rf"{_LEADS_TO}"
    rf"(?:(?:(?:this|next)\s+)?{WEEKDAY}|today|(?:the day )?(?:after )?tomorrow|noon"
    r"|\d{1,2}(?::\d\d)?\s?(?:[ap]m|h|o['’]clock)?"
    r"|(?:in the )?(?:morning|afternoon|evening)|[ecmp][sd]?t|cet|utc|gmt|bst|ist|at|on|instead|not|[,\s]|please|pls)+\W*",
    re.IGNORECASE,
)


def put_right(said: str) -> tuple[tuple[str, ...], str] | str | None:
    """The verbs and the words beside them of a time or a name that is put right, else what is said behind the words that take
    something back; None where nothing is taken back."""
    folded = said[:MOST_LETTERS].casefold()
    if time := _time_put_right(said, folded) or _time_alone(said):
        return RESCHEDULED, f"to {time}"
    if number := _number_put_right(said):
        return number
    if takes_back(said):
        return (TAKES_BACK,), ""
    if pair := one_for_another(said):
        return (SHOWS,), pair[0]
    if whom := wrong_one(said):
        return (SHOWS,), whom
    if not any(sign in folded for sign in _SIGNS) or (found := _CORRECTS.match(said)) is None:
        return None
    instead = said[found.end() :]
    if is_a_time(instead):
        return RESCHEDULED, f"to {_bare(instead)}"
    if (whose := _WHOSE.fullmatch(instead)) and is_a_time(whose["when"]):
        return RESCHEDULED, f"{whose['whom']} to {_bare(whose['when'])}"
    if time := _time_put_right(instead, instead.casefold()):
        return RESCHEDULED, f"to {time}"
    return ((SHOWS,), instead) if len(instead.split()) <= A_NAME else instead


def wrong_one(said: str) -> str:
    """Who it should not have been, where nothing else is said: a name, or `one`; empty for other words."""
    found = WRONG_ONE.fullmatch(said) if len(said) <= MOST_LETTERS and "wrong" in said.casefold() else None
    return found["whom"] if found and found["whom"].casefold() not in _NO_PERSON else ""


def takes_back(said: str) -> bool:
    """Whether the words say that what was told last has not happened."""
    if len(said) > MOST_LETTERS or "?" in said or not any(sign in said.casefold() for sign in _NOT_SO):
        return False
    found = _UNSAID.fullmatch(said)
    return found is not None and _TURNS.search(found["lead"]) is not None


def one_for_another(said: str) -> tuple[str, str] | None:
    """(Who is meant, who was named instead), where nothing else is said; None for other words."""
    if len(said) > _SHORT_OF_A_NUMBER or " not " not in f" {said.casefold()} " or is_a_time(said):
        return None
    found = _THIS_NOT_THAT.fullmatch(said) or _NOT_THAT.fullmatch(said)
    if found is None or not _NO_PERSON.isdisjoint((found["new"].casefold(), found["old"].casefold())):
        return None
    return (found["new"], found["old"]) if _TURNS.search(found["lead"]) and found["new"].casefold() != "yet" else None


def _number_put_right(said: str) -> tuple[tuple[str, ...], str] | None:
    """A bare number behind words that take something back: an hour, or thousands of pay; None for what may be either."""
    if len(said) > _SHORT_OF_A_NUMBER or not any(map(str.isdigit, said)) or (found := _A_NUMBER.fullmatch(said)) is None:
        return None
    if not (_TURNS.search(found["lead"]) or found["made"]):
        return None
    number = found["number"].casefold()
    if number.isdigit() and 0 < int(number) <= _LATEST_HOUR and not found["equity"]:
        return RESCHEDULED, f"to {number}"
    sums = found["lead"] and (not number.isdigit() or int(number) >= _LEAST_SUM)
    share = f" equity {found['equity']}" if found["equity"] else ""
    return (SUMS, f"{number}{share}" if number.endswith("k") else f"{number}k{share}") if sums else None


def _time_put_right(said: str, folded: str) -> str:
    """The time of `make it 5pm`, or of `not tomorrow, on friday`; empty for other words."""
    if "not " in folded and (then := _NOT_THEN.fullmatch(said)) and is_a_time(then["then"]) and is_a_time(then["when"]):
        return _bare(then["when"])
    short = len(said) <= _SHORT_OF_A_NUMBER and _SURELY_A_TIME.search(said) is not None
    then = _THEN_A_TIME.fullmatch(said) if short else None
    if then and _TURNS.search(then["lead"]) and not _ENDS_IN_NOT.search(then["lead"]) and is_a_time(then["when"]):  # `no, 3pm`
        return _bare(then["when"])
    made = (
        _MAKE_IT.fullmatch(said)
        if folded.lstrip()[:1].isalpha() and _MADE.search(folded) and _SURELY_A_TIME.search(said)
        else None
    )
    made = made or (_SHOULD_BE.fullmatch(said) if " be " in folded else None)
    return _bare(made["when"]) if made and is_a_time(made["when"]) else ""


def _time_alone(said: str) -> str:
    """A day with its hour and nothing else: `mon 10`; empty for other words."""
    whole = len(said) <= _SHORT_OF_A_NUMBER and any(map(str.isdigit, said)) and _DAY_AND_HOUR.match(said) and is_a_time(said)
    return _bare(said).strip(" .!") if whole else ""


def _bare(time: str) -> str:
    """Without what leads to it, and as the calendar calls it."""
    found = _LEAD.match(time)
    bare = time[found.end() :] if found else time
    return f"the day {bare}" if bare.casefold().startswith("after tomorrow") else bare


def is_a_time(said: str) -> bool:
    """Whether the words say when, and nothing else."""
    return any(each.isdigit() or each.isalpha() for each in said) and _A_TIME.fullmatch(said) is not None
