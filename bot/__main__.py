"""`python -m bot` is `mlhire`."""

from bot.cli import main

raise SystemExit(main())
