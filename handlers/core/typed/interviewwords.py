"""What people say who ask about interview questions: what may be asked, what not, what a round is for, what it is about."""

from __future__ import annotations

AVOID = (
    "not to ask", "shouldn't i ask", "shouldn't we ask", "should we not ask", "can't i ask", "can't we ask", "avoid",
    "leave out", "don't ask", "dont ask", "bad questions", "must not ask", "can't ask", "never ask", "illegal",
    "leetcode", "brain teasers", "brainteasers", "puzzles", "trivia", "algorithm puzzles",
)  # fmt: skip
ALLOWED = (
    "can i ask", "can we ask", "may i ask", "may we ask", "am i allowed to ask", "allowed to ask", "ok to ask", "okay to ask",
    "legal to ask", "is it legal", "illegal", "must not ask", "should i not ask",
)  # fmt: skip
"""Somebody asks whether something may be asked: what the law minds comes before what the guides think useless."""
OF_AGE = (
    *(f"how old {may} {whom}"
      for may in ("should", "must", "may", "can")
      for whom in ("candidates", "a candidate", "the candidate", "applicants", "an engineer", "engineers", "an ml engineer",
                   "ml engineers", "a senior", "seniors", "a junior", "juniors", "somebody", "someone", "a person", "people",
                   "they", "he", "she", "the hire", "a hire", "hires")),
    "what age should", "which age should", "ideal age", "best age", "right age", "age limit", "age range",
    "too old for", "too old to",
    "too young for", "too young to", "is too old", "is too young", "he too old", "she too old", "he too young", "she too young",
    "older candidates", "younger candidates",
)  # fmt: skip
"""Somebody asks how old candidates are to be."""
PRIVATE = (
    "their age", "his age", "her age", "your age", "candidate's age", "candidates age", "age of the candidate",
    "age of a candidate",
    "ask about age", "how old are they", "how old they are", "how old is he", "how old is she", "how old he is", "how old she is",
    "how old the candidate", "how old is the candidate", "how old a candidate", "how old somebody", "how old someone",
    "have children", "has children", "having children", "want children", "their children", "about children",
    "have kids", "has kids", "having kids", "want kids", "their kids", "about kids",
    "their disability", "a disability", "about disability", "about disabilities", "is disabled", "are disabled",
    "pregnant", "pregnancy", "married", "marital status", "religion", "nationality",
    "salary history", "previous salary", "past salary", "previous pay", "last salary", "current salary",
    "current pay", "what they earn", "earns now",
)  # fmt: skip
"""What nobody is asked about: who names it is told so. Phrases where the word alone may be a model's or a data set's (`age`)."""
TESTED = (
    "round test", "round tests", "round is tested", "round what is tested", "is tested in the", "round about", "round cover",
    "round covers", "interview about", "interview test", "interview tests",
)  # fmt: skip
"""Somebody asks what a round is for."""
FLAGS = ("red flags", "red flag", "warning signs", "bad signs")
TOPICS = (
    ("drift", ("drift", "model drift", "data drift")),
    ("leak", ("leakage", "leak", "leaks", "data leakage")),
    ("skew", ("skew", "training-serving skew", "training serving skew", "train serve skew")),
    ("latency", ("latency", "p99", "slow")),
    ("evaluat", ("evals", "eval", "evaluation", "metrics")),
    ("fine-tun", ("fine-tuning", "fine tuning", "finetuning")),
    ("precision", ("precision", "recall", "false positives", "metrics trade-off")),
    ("data", ("bad data", "data quality")),
    ("accuracy", ("accuracy",)),
    ("postmortem", ("paged", "pager", "on call", "on-call", "incident", "incidents", "outage", "outages", "postmortem")),
)
"""What a question may be about → the words for it; the first is looked for in the question and in what to hear."""
