"""How people approve what waits for them, or say no, in a word or two that name nobody: `looks good`, `lgtm`, `pass`. Pure."""

from __future__ import annotations

import re

_GAP = r"[^\w👍✅+]"
"""What stands between them: no sign that says yes itself, so that a row of thumbs is read in one way only, and at once."""
_BEHIND = rf"(?:{_GAP}+|(?=[👍✅+]))"
_APPROVING = (
    r"(?:(?:it|that|this|the (?:offer|terms|numbers?)|terms|numbers?|all|everything)\s+)?"
    r"(?:looks?|sounds?|is|are|all|['’]s)\s+(?:all\s+|really\s+|very\s+)?(?:good|great|fine|ok|okay|right|perfect|reasonable)"
    r"|(?:it['’]?s\s+|that['’]?s\s+)?(?:all\s+)?(?:good|fine|ok|okay)\s+(?:by|with|for|from)\s+me"
    rf"|lgtm|\++1|[👍✅](?:{_GAP}*[👍✅])*+|ship it|works for me|good to go|you have my (?:approval|ok|blessing)|no objections?"
    r"|approved?|approve it|i approve"
    r"|approved?\s+(?:from|by|for)\s+(?:me|my side)"
    r"|(?:i['’]?m|i am)\s+(?:good|ok|okay|fine|happy)\s+with\s+(?:it|that|this|the (?:offer|terms|numbers?))"
)
_THANKS = r"thanks|thank you|thx|ty|go ahead|send it|please send it|nice work|great work|good job|nice|great|go for it"
APPROVES = re.compile(
    rf"{_GAP}*(?:(?:(?:yes|yep|k|kk|ok|okay|sure|great){_BEHIND})?(?:{_APPROVING})(?:\s+to me|\s+here|\s+from my (?:side|end))?"
    rf"(?:{_BEHIND}|$)(?:(?:and|so)\s+)?){{1,3}}(?:(?:{_THANKS})\W*){{0,2}}",
    re.IGNORECASE,
)
"""How an approver says so, and nothing else: of what waits for them alone."""
IT = re.compile(r"\bapprove it\b", re.IGNORECASE)

COLLEAGUE = re.compile(
    r"\W*(?!(?:i|we|he|she|they|who|nobody|it|that|this)\b)[^\W\d_][\w'’-]*\s+(?:(?:now|also|finally)\s+)?(?:approves|oks|okays|sign(?:s|ed)\s+off)"
    r"(?:\s+on)?(?:\s+(?:it|this|that|(?:the|this|that|our)\s+(?:offer|terms|numbers?|draft)))?(?:\s+(?:too|now|as well))?\W*",
    re.IGNORECASE,
)
"""`dana approves`: told of a colleague, whose yes is theirs to give."""
PASSES = re.compile(
    r"\W*(?:(?:so|it['’]?s|that['’]?s|is|i['’]d say|i say|probably|an?|hard|easy|let['’]?s|we should)\s+){0,3}pass"
    r"(?:\s+(?:for|from)\s+me)?\W*",
    re.IGNORECASE,
)
"""`weak on evals. pass`: a no to whom that is said of."""

REFUSES = re.compile(
    r"\W*(?:(?:sorry|no|nope|well|ok|so)\W+)*(?:i\s+)?(?:(?:do\s+not|don['’]?t|can['’]?t|cannot|can\s+not|won['’]?t|will\s+not)\s+approve"
    r"(?:\s+(?:it|this|that|(?:this|the|that)\s+offer|(?:the|these|those)\s+terms))?|not\s+approved|no\s+approval(?:\s+from\s+me)?"
    r"|(?:reject|refuse|decline|veto)\s+(?:it|this|(?:the|this|that)\s+offer|(?:the|these)\s+terms))\W*",
    re.IGNORECASE,
)
"""An approver's no."""
UNHAPPY = re.compile(
    r"\W*(?:(?:sorry|no|nope|well|hm+)\W+)*(?:(?:i['’]?m|i am)\s+)?not\s+(?:(?:really|too|super)\s+)*"
    r"(?:happy|ok|okay|comfortable|good|fine|sold)\s+(?:with|w/?|on)\s+(?:it|this|that|(?:the|this|that|her|his|those)\s+(?:offer|terms|numbers?|base|figures?)"
    r"|[$€£]?\d[\d.,]*\s?k?)(?:\s*[,;.–—-].*)?\W*",
    re.IGNORECASE,
)
"""The same of somebody who would rather have other terms: it counts where terms wait for them."""
