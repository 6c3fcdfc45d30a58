"""What Slack accepts in one message or view (docs.slack.dev, Block Kit reference)."""

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
TEXT = 3000
HEADER = 150
BUTTON = 75
BUTTON_VALUE = 2000
OPTION = 75
OPTION_VALUE = 150
OPTIONS_IN_MENU = 5
OPTIONS_IN_SELECT = 100
ELEMENTS_IN_ACTIONS = 25
ACTION_ID = 255
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 10_000
CELL_TEXT = 1000
ALT_TEXT = 2000
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
VIEW_TITLE = 24
LABEL = 2000
PRIVATE_METADATA = 3000

MESSAGE_TEXT = 12_000
"""Slack answers `msg_blocks_too_long` at a length that it does not document; what it allows `markdown` blocks is safe."""
