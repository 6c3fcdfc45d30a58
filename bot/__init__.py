"""mlhire: the doors, and what runs behind them."""

import os

# No plugin of pydantic's serves here, and looking for one among all installed packages takes longer than reading the facts.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
