"""The tables of the first revision, by subject. Frozen with it: later changes are later revisions, never edits here."""
