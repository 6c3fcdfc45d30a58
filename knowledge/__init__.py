"""What mlhire knows: facts with their sources, the words people use for them, and pure look-ups over both.

The data stands here: `facts/`, `cues/`, `templates/` and the YAML files; the packages read it, each what it needs.
"""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent
"""The folder that the data stands in."""
