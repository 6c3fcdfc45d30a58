"""Texts that people hand over: a job description, a note or a résumé as lines, sections and sentences, and the cues in them."""
