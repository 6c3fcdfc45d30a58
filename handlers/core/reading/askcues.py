"""Words of questions that are asked of the guides, whatever verb a part of them points to."""

from __future__ import annotations

from handlers.core.reading.utterance import LEVELS_APART

PLATFORMS = tuple(
    pair
    for platform in ("platform", "ml platform", "platform engineer", "ml platform engineer")
    for pair in (("mlops", platform), (platform, "mlops"), ("mlops engineer", platform))
)
"""Two names of one lane, which one guide tells apart."""
IS_IT = ("is it", "is this", "is that")
JUDGED = (
    "problem", "red flag", "green flag", "deal breaker", "dealbreaker", "blocker", "concern", "risk", "mistake", "good idea",
    "bad idea", "good sign", "bad sign", "big deal", "must", "no go", "showstopper",
)  # fmt: skip
"""What is asked of something that was told, and of no kind of work."""
CUES = (
    *(f"{is_it} a {judged}" for is_it in IS_IT for judged in JUDGED),
    *(f"{who} {refuse} offers" for who in ("we", "i", "to") for refuse in ("reject", "decline", "refuse", "turn down")),
    "how many years",
    *(f"the difference between {low} and {high}" for low, high in LEVELS_APART),
    *(f"difference between a {low} and a {high}" for low, high in LEVELS_APART),
    *(f"{how} remote {helps}" for how, helps in (("does", "help"), ("is", "good"), ("is", "better"), ("does", "widen"))),
    *(f"{a} {joined} {b}" for joined in ("vs", "or", "and", "from", "versus") for a, b in PLATFORMS),
    "are remote or hybrid",
    "are hybrid or remote",
    *(
        f"which {source} {should} {who} {trust} for"
        for source in ("source", "guide", "number")
        for should in ("should", "do", "can")
        for who in ("i", "we")
        for trust in ("trust", "believe", "use")
    ),
    "offshore team",
    "offshore teams",
    "offshore developers",
    "offshore agency",
    "dev shop",
    "cheapest place",
    "cheapest city",
    "cheapest market",
    "are seniors cheapest",
    "cash or stock",
    *(
        f"{they} {prefer}"
        for they in ("they", "candidates", "people", "engineers", "seniors")
        for prefer in ("prefer", "value more")
    ),
    "than model engineers",
    "than ml model engineers",
    "than modellers",
    "years of experience",
    "years experience",
    "time goes to",
    "bigger is the pool",
    "larger is the pool",
    "close to market",
    "near to market",
    "in the band should",
    "say ml engineers make",
    "how much bonus",
    "what bonus",
    "prompt engineer salary",
    "prompt engineer pay",
    "prompt engineer make",
    "data scientist salary vs",
    "data scientist pay vs",
    "salary vs ml engineer",
    "salary vs a data scientist",
    "agency fee",
    "agency fees",
    "recruiter fee",
    *(f"compared {to} {model}" for to in ("to", "with") for model in ("model engineer", "model engineers", "ml model engineers")),
    "stand for",
    "stands for",
    "short for",
    "before writing the jd",
    "before the jd",
    "be a contractor",
    "be a freelancer",
    "seed stage",
    "seed equity",
    "cost of living",
    "costs of living",
    "living costs",
    "competitive salary",
    "competitive pay",
    "define",
    "red flags in",
    "red flag in",
    "red flags of",
    "what are red flags",
    "our jd got",
    "our jd gets",
    "my jd got",
    "my jd gets",
)
