"""app.yaml and the environment, read once at start. A wrong key or value stops the start, naming the key and the mend."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from bot.addresses import is_loopback

FILE_NAME = "app.yaml"
ANY_WORKSPACE = "*"
"""Key of a folder that is mapped to no workspace; it may stand only where there is one company."""
LOCAL_WORKSPACE = "console:local"
"""The workspace of the console and of the terminal: the one on one's own machine."""


class ConfigError(Exception):
    """A setting is wrong. The text names the key, the reason and the mend."""


def _no_switch(value: object) -> object:
    """`true` where a number belongs is a slip, and no 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("number", "must be a number")
    return value


Number = BeforeValidator(_no_switch)


class _Group(BaseModel):
    # Built with Config, which holds them all: one validator instead of one a group.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Server(_Group):
    """Where to listen."""

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535), Number] = 8080

    @property
    def loopback(self) -> bool:
        """True where only this machine can reach the address."""
        return is_loopback(self.host)


class DatabaseSettings(_Group):
    """Where state is kept."""

    url: str = "sqlite:///var/mlhire.db"


class Slack(_Group):
    """Slack's tokens (from the environment) and its address."""

    api_url: Annotated[str, Field(pattern="^https?://[^/]")] = "https://slack.com/api/"
    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None

    @property
    def socket_mode(self) -> bool:
        """Connects out to Slack; needs no reachable address."""
        return bool(self.bot_token and self.app_token)

    @property
    def http(self) -> bool:
        """Listens at /slack/events."""
        return bool(self.bot_token and self.signing_secret)

    @property
    def real(self) -> bool:
        """True where people are at the other end: `api_url` on this machine is a stand-in."""
        return (self.http or self.socket_mode) and not is_loopback(urlsplit(self.api_url).hostname or "")


class Teams(_Group):
    """The bot's registration at Microsoft (from the environment), and in which of its clouds that is."""

    local_only: bool = False
    us_government: bool = False
    app_id: str = ""
    app_password: SecretStr | None = None
    tenant_id: str = ""

    @property
    def open(self) -> bool:
        """Serves /api/messages."""
        return bool(self.app_id) or self.local_only


class Console(_Group):
    """The local workspace in a browser."""

    with_real_doors: bool = False


class KnowledgeSettings(_Group):
    """A company's own facts, and how old a fact may grow."""

    folders: Mapping[str, Path] = {}
    stale_after_days: Annotated[int, Field(gt=0), Number] = 365

    @field_validator("folders", mode="before")
    @classmethod
    def _one_folder(cls, value: object) -> object:
        """A bare path is the folder of the only company there is."""
        return {ANY_WORKSPACE: value} if isinstance(value, (str, Path)) else value


Hours = Annotated[float, Field(gt=0, le=24 * 60), Number]


class Clocks(_Group):
    """Deadlines in hours, where they differ from the guides' and the house's; each is a clock's id and `_within_hours`."""

    offer_within_hours: Hours | None = None
    next_offer_within_hours: Hours | None = None
    drafted_offer_within_hours: Hours | None = None
    expired_offer_within_hours: Hours | None = None
    decision_within_hours: Hours | None = None
    scorecard_within_hours: Hours | None = None
    manager_call_within_hours: Hours | None = None
    tell_no_within_hours: Hours | None = None
    loop_span_within_hours: Hours | None = None
    recruiter_call_within_hours: Hours | None = None
    offer_answer_within_hours: Hours | None = None
    counter_within_hours: Hours | None = None

    def by_clock(self) -> Mapping[str, float]:
        """Clock id → hours, of those that are set."""
        return {name.removesuffix("_within_hours"): hours for name, hours in self if hours is not None}


Installation = Annotated[str, Field(pattern="^(slack|teams|console):[^:]+$")]
"""A Slack team, a Teams tenant, or the console's workspace."""


class Config(_Group):
    """All settings of one deployment."""

    server: Server = Field(default_factory=Server)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    workspaces: Mapping[str, tuple[Installation, ...]] = {}
    slack: Slack = Field(default_factory=Slack)
    teams: Teams = Field(default_factory=Teams)
    console: Console = Field(default_factory=Console)
    knowledge: KnowledgeSettings = Field(default_factory=KnowledgeSettings)
    clocks: Clocks = Field(default_factory=Clocks)

    def workspace_of(self, system: str, external_id: str) -> str:
        """Key of the company that an installation (Slack team, Teams tenant) belongs to; its own where none is named."""
        installation = f"{system}:{external_id}"
        return next((company for company, members in self.workspaces.items() if installation in members), installation)

    @property
    def real_doors(self) -> bool:
        """True where a real Slack or Teams is configured."""
        return self.slack.real or bool(self.teams.app_id)

    @property
    def console_open(self) -> bool:
        """The console serves loopback addresses, and beside real doors only where app.yaml says so."""
        return self.server.loopback and (self.console.with_real_doors or not self.real_doors)


class _Variable(NamedTuple):
    """An environment variable and the setting that it fills."""

    name: str
    group: str
    key: str


ENVIRONMENT = (
    _Variable("HOST", "server", "host"),
    _Variable("PORT", "server", "port"),
    _Variable("DATABASE_URL", "database", "url"),
    _Variable("SLACK_API_URL", "slack", "api_url"),
    _Variable("SLACK_BOT_TOKEN", "slack", "bot_token"),
    _Variable("SLACK_APP_TOKEN", "slack", "app_token"),
    _Variable("SLACK_SIGNING_SECRET", "slack", "signing_secret"),
    _Variable("MICROSOFT_APP_ID", "teams", "app_id"),
    _Variable("MICROSOFT_APP_PASSWORD", "teams", "app_password"),
    _Variable("MICROSOFT_APP_TENANT_ID", "teams", "tenant_id"),
)
REASONS = {
    "tuple_type": "must be a list, such as [slack:T0123, teams:<tenant id>]",
    "mapping_type": "must hold keys",
    "dict_type": "must hold keys",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
}
"""What each kind of wrong value is called; of a figure out of bounds the library's own words say it."""
SHAPES = {
    "slack.api_url": "must be an address that begins with https:// or http://",
    "workspaces": "must be slack:<team id>, teams:<tenant id> or console:local",
}
"""How the settings look that have a shape of their own, by the beginning of their key."""
SECRETS = {variable.key: variable.name for variable in ENVIRONMENT if variable.key.endswith(("token", "secret", "password"))}


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """The settings in force. Raises ConfigError."""
    environment = os.environ if environment is None else environment
    named = environment.get("MLHIRE_CONFIG")
    path = Path(named) if named else _default_file()
    if named and not path.is_file():
        raise ConfigError(f"MLHIRE_CONFIG: there is no file {path}. Give the path of a settings file, or unset the variable.")
    settings = {group: {} for group in Config.model_fields} | _from_file(path)
    for variable in ENVIRONMENT:
        if value := environment.get(variable.name, "").strip():  # a secret read from a file brings its line's end
            settings.setdefault(variable.group, {})[variable.key] = value
    try:
        config = Config.model_validate(settings)
    except ValidationError as error:
        raise ConfigError(_explain(error, path)) from None
    return _checked(_resolved(config, path.parent))


def _default_file() -> Path:
    """app.yaml of the folder that one stands in, else the one shipped beside the code."""
    here = Path.cwd() / FILE_NAME
    return here if here.is_file() else Path(__file__).parent.parent / FILE_NAME


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    import yaml

    try:
        body = _once_each(yaml.CSafeLoader(path.read_text(encoding="utf-8")), path) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path.name}: is not YAML ({_where(error)}). Mend the file, or compare it with the one shipped."
        ) from None
    if not isinstance(body, dict):
        raise ConfigError(f"{path.name}: must hold keys such as `server:`; it holds {type(body).__name__}.")
    return {group: _keys_of(group, keys, path) for group, keys in body.items()}


def _where(error: Exception) -> str:
    """What the reader of YAML stumbled over, and in which line."""
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"line {mark.line + 1}: {said}" if mark else said


def _once_each(loader: Any, path: Path) -> Any:
    """What the file says; of a key that stands in it twice nobody can tell which is meant."""
    root = loader.get_single_node()
    for group, node in ("", root), *((key.value, value) for key, value in _pairs(root)):
        keys = [key.value for key, _ in _pairs(node)]
        for key in keys:
            if keys.count(key) > 1:
                name = f"{group}.{key}" if group else key
                raise ConfigError(f"{path.name}: {name}: stands there twice. Take one of the two out.")
    return loader.construct_document(root) if root is not None else None


def _pairs(node: Any) -> list[Any]:
    """The keys of a part of the file, each with what it holds; none where that is a list or a value."""
    return node.value if getattr(node, "id", "") == "mapping" else []


def _keys_of(group: object, keys: object, path: Path) -> dict[str, Any]:
    """What stands below a group's name; nothing is all defaults."""
    if group not in Config.model_fields:
        raise ConfigError(f"{path.name}: {group}: there is no such setting. {_mend_of_group(str(group))}")
    if keys is None:
        return {}
    if not isinstance(keys, dict):
        raise ConfigError(
            f"{path.name}: {group}: holds keys, each on a line of its own below it; it is {keys!r}. "
            "Compare it with the file shipped, or leave it out for its defaults."
        )
    for key in keys:
        if key in SECRETS:
            raise ConfigError(f"{group}.{key}: secrets don't belong into {path.name}. Set {SECRETS[key]} in the environment.")
    return keys


def _explain(error: ValidationError, path: Path) -> str:
    """The first error as `key: reason. Mend.`"""
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    named_by = next((v.name for v in ENVIRONMENT if f"{v.group}.{v.key}" == key), None)
    where = f"{key} (or {named_by} in the environment)" if named_by else key
    if first["type"] == "extra_forbidden":
        known = list(_keys_below(str(first["loc"][0])))
        near = get_close_matches(str(first["loc"][-1]), known, n=1)
        mend = f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(known)}."
        return f"{path.name}: {key}: there is no such setting. {mend}"
    shape = SHAPES.get(key) or SHAPES.get(str(first["loc"][0])) if first["type"] == "string_pattern_mismatch" else None
    reason = shape or REASONS.get(first["type"], first["msg"])
    return f"{path.name}: {where}: {reason}; it is {first['input']!r}. Mend the value, or leave the key out for its default."


def _keys_below(group: str) -> Mapping[str, Any]:
    """The settings of a group."""
    model = Config.model_fields[group].annotation
    return getattr(model, "model_fields", {})


def _mend_of_group(group: str) -> str:
    """What may have been meant by a name that is no group's: one that is near, or the group that has such a key."""
    near = get_close_matches(group, Config.model_fields, n=1)
    inside = [f"{name}.{group}" for name in Config.model_fields if group in _keys_below(name)]
    if near or inside:
        return f"Did you mean `{(inside or near)[0]}`?"
    return f"Known here: {', '.join(Config.model_fields)}."


def _resolved(config: Config, folder: Path) -> Config:
    """Relative paths start at the settings file's folder."""
    url = config.database.url
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////") and ":memory:" not in url:
        url = f"sqlite:///{(folder / url.removeprefix('sqlite:///')).resolve()}"
    folders = {workspace: (folder / path).resolve() for workspace, path in config.knowledge.folders.items()}
    for workspace, path in folders.items():
        if not path.is_dir():
            key = "knowledge.folders" if workspace == ANY_WORKSPACE else f"knowledge.folders.{workspace}"
            raise ConfigError(f"{key}: there is no folder {path}. Make it, or take the line out.")
    _check_folders(config)
    if ANY_WORKSPACE in folders and config.workspaces:  # one company: its folder, and that of its people's own machines
        folders = dict.fromkeys((*config.workspaces, LOCAL_WORKSPACE), folders[ANY_WORKSPACE])
    return config.model_copy(
        update={
            "database": config.database.model_copy(update={"url": url}),
            "knowledge": config.knowledge.model_copy(update={"folders": folders}),
        }
    )


def _check_folders(config: Config) -> None:
    """Every folder belongs to a workspace that exists: no company may see another's knowledge, and none may miss its own."""
    companies = list(config.workspaces)
    for workspace in config.knowledge.folders:
        if workspace == ANY_WORKSPACE:
            second = len(companies) > 1 or (not companies and (config.slack.real + bool(config.teams.app_id) > 1))
            strangers = not companies and bool(config.teams.app_id) and not config.teams.tenant_id
            if second or strangers:
                known = ", ".join(companies) or "slack:<team id>, teams:<tenant id>"
                raise ConfigError(
                    "knowledge.folders: a folder without a workspace, and more than one workspace may ask. "
                    f"Say whose it is: folders: {{<workspace>: <folder>}}; workspaces: {known}."
                )
        elif workspace not in companies and ":" not in workspace:
            near = get_close_matches(workspace, companies, n=1)
            otherwise = "Name it under `workspaces`, or write slack:<team id>, teams:<tenant id> or console:local."
            mend = f"Did you mean `{near[0]}`?" if near else otherwise
            raise ConfigError(f"knowledge.folders.{workspace}: there is no such workspace. {mend}")


def _checked(config: Config) -> Config:
    """What no single key can say: combinations that would be unsafe or could not work."""
    owner: dict[str, str] = {}
    for company, installations in config.workspaces.items():
        for installation in installations:
            if owner.setdefault(installation, company) != company:
                raise ConfigError(
                    f"workspaces.{company}: {installation} is {owner[installation]}'s too, and no company sees another's data. "
                    "Take it out of one of the two."
                )
    if config.teams.local_only and not config.server.loopback:
        raise ConfigError(
            f"teams.local_only: accepts anybody, and server.host {config.server.host} is no loopback address. "
            "Use 127.0.0.1, or set MICROSOFT_APP_ID and take local_only out."
        )
    if config.teams.local_only and config.teams.app_id:
        raise ConfigError("teams.local_only: MICROSOFT_APP_ID is set too. Take one of the two out.")
    if not config.database.url.startswith(("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")):
        raise ConfigError("database.url (or DATABASE_URL): must begin with sqlite:/// or postgresql://.")
    return config
