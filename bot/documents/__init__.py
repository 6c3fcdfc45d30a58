"""Files that people hand over, read as text: plain text here, PDF and Word in a process of their own."""
