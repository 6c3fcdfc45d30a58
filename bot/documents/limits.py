"""How much of a file is read. A description is some pages and 100 KB: there is room for a letterhead, and an end to what only
looks like a document."""

from __future__ import annotations

MOST_BYTES = 10 * 1024 * 1024
"""Of a file as it comes: designers' PDFs bring their pictures."""
MOST_TEXT_BYTES = 1024 * 1024
"""Of plain text, where every byte is read."""
MOST_PAGES = 50
MOST_CHARACTERS = 400_000
"""Of the text of a PDF or a Word document; a page in print holds some 3,000."""
LEAST_LETTERS = 20
"""With fewer (in a PDF, on the average page) a document holds no text: a scan may carry a stamp or a page number."""
MOST_HEAD_CHARACTERS = 90

MOST_UNPACKED_BYTES = 64 * 1024 * 1024
"""Of a Word document, pictures and all."""
MOST_XML_BYTES = 16 * 1024 * 1024
"""Of its XML alone, which takes ten times that in memory."""

CPU_SECONDS = 4
"""Of the process that reads one file; it needs 0.1 to 0.5."""
NICE = 5
"""How much it stands back behind who answers."""
WALL_SECONDS = 6.0
MEMORY_BYTES = 256 * 1024 * 1024
"""Of its address space; it needs 60 MB."""
AT_ONCE = 2
"""Files that are read at the same time; others wait for their turn, WAIT_SECONDS at most."""
WAIT_SECONDS = 8.0
