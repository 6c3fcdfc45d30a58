"""Jobs that no lane covers, by the words that people use for them."""

from __future__ import annotations

JOBS = (
    ("data engineer", ("data engineer", "data engineers", "data engineering", "etl engineer", "etl developer")),
    ("analyst", ("analyst", "analysts", "data analyst", "data analysts", "bi developer", "analytics engineer")),
    ("software engineer", ("software engineer", "software engineers", "backend engineer", "backend developer",
                           "frontend developer", "frontend engineer", "full stack developer", "full stack engineer",
                           "web developer", "mobile developer")),
    ("devops engineer", ("devops", "devops engineer", "sre", "site reliability engineer", "sysadmin", "cloud engineer")),
    ("security engineer", ("security engineer", "qa engineer", "tester", "database administrator", "dba")),
    ("product manager", ("ml pm", "ai pm", "ml product manager", "ai product manager", "technical pm", "product manager",
    "product managers", "project manager", "scrum master", "designer", "ux designer")),
    ("other trade", ("accountant", "lawyer", "nurse", "teacher", "plumber", "electrician", "driver", "cook", "salesperson",
                     "sales rep", "office manager")),
)  # fmt: skip
"""Jobs that are no ML engineer's, and how people name them."""
NEAR_ML = (
    ("robotics engineer", ("robotics engineer", "robotics engineers", "robotics ai engineer", "robotics ai engineers")),
    ("speech recognition engineer", ("speech recognition engineer", "speech engineer", "speech recognition", "asr engineer")),
    ("ai safety engineer", ("ai safety engineer", "safety engineer", "ai safety", "alignment engineer")),
    ("healthcare ai engineer", ("healthcare ai engineer", "health ai engineer", "medical ai engineer")),
    ("annotation specialist", ("annotation specialist", "rlhf annotator", "annotator", "annotators", "labeler", "labeller")),
)  # fmt: skip
"""Jobs beside ours of which a guide prints pay and no rounds."""
OURS = (("software engineer", frozenset({"ml", "ai", "machine", "learning", "llm", "genai"})),)
"""Jobs that are ours beside these words."""
WORDS = frozenset(word for _, phrases in JOBS for phrase in phrases for word in phrase.split())
"""Words of their names."""
