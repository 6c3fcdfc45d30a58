"""Parts of answers that several verbs give: facts as lines, sources, cells, and work that no lane covers."""
