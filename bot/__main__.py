"""`mlhire`, and `python -m bot`."""

import gc


def run() -> int:
    """Run one command; returns the exit status.

    What starting loads stays until the end: looking through it for garbage would take a fifth of the time to the first answer.
    """
    gc.disable()
    from bot.cli import main

    gc.freeze()
    gc.enable()
    return main()


if __name__ == "__main__":
    raise SystemExit(run())
