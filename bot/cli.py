"""The command `mlhire`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import streams
from bot.clocks import BusinessClock, parse_shift
from bot.config import ANY_WORKSPACE, Config, ConfigError, read_config
from handlers.core.errors import Unavailable

if TYPE_CHECKING:
    from bot.compose import House
    from handlers.core.command import Attachment, Command
    from handlers.core.reply import Reply

STANDARD_INPUT = Path("-")
"""How `--file` names it."""
ANSWERED, WRONG, NOT_UNDERSTOOD = 0, 1, 2
"""Exit status of `say`: answered; something is wrong with the settings or the input; the words were not understood."""
BATCH_KEYS = frozenset({"say", "attachment"})
"""What a line of a batch may hold."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    streams.make_usable()
    options = _parser().parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except (ConfigError, _Wrong) as error:
        print(error, file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # the reader of our output went away (`| head`)
        sys.stderr.close()
        return ANSWERED
    except OSError as error:
        if not streams.is_full(error):
            raise
        streams.give_up_printing()
        print(f"standard output: {error.strerror}.", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 130


class _Wrong(Exception):
    """The command line or its input can't be used; the text says what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mlhire", description="The hiring assistant for machine-learning engineers.")
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="open the doors: console, Slack, Teams")
    serve.add_argument("--clock", type=_shift, default=timedelta(), help="start with business time moved, e.g. +49h")
    serve.set_defaults(run=_serve)

    say = commands.add_parser("say", help="ask once, as one would in the channel")
    say.add_argument("words", nargs="*", help='for example "band senior remote"')
    say.add_argument("--as", dest="form", choices=("text", "json", "slack", "teams"), help="what to print (text)")
    say.add_argument("--file", type=Path, action="append", default=[], help="attach a document; - is standard input")
    say.add_argument("--args", help="structured arguments as JSON; the words are then the verb alone")
    say.add_argument("--by", default="", help="speak as this person")
    say.add_argument("--save", type=Path, help="write the documents of the answer (a kit, a job description) into this folder")
    say.add_argument("--batch", action="store_true", help="JSON lines in (a string, or say + attachment), JSON replies out")
    say.set_defaults(run=_say)

    chat = commands.add_parser("chat", help="talk in this terminal")
    chat.add_argument("--by", default="", help="speak as this person")
    chat.set_defaults(run=_chat)

    knowledge = commands.add_parser("knowledge", help="the packaged facts")
    knowledge.add_argument("what", choices=("check", "export"))
    knowledge.add_argument("--stale", action="store_true", help="with check: list the facts that have grown old")
    knowledge.set_defaults(run=_knowledge)

    database = commands.add_parser("db", help="the database that app.yaml or DATABASE_URL names")
    _add_database_commands(database.add_subparsers(required=True, metavar="what", dest="what"))
    database.set_defaults(run=_db, file=None)

    manifest = commands.add_parser("manifest", help="the app manifest to register with a platform")
    manifest.add_argument("platform", choices=("slack", "teams"))
    manifest.add_argument("--url", default="", help="public address of this deployment, e.g. https://mlhire.example.com")
    manifest.add_argument("--zip", type=Path, help="teams: write the app package to this file")
    manifest.set_defaults(run=_manifest)
    return parser


def _add_database_commands(what: Any) -> None:
    what.add_parser("upgrade", help="bring the schema to this program's revision (a start does so too)")
    what.add_parser("check", help="look for damage; status 2 where there is some")
    for name, help_ in (
        ("backup", "write everything to a file, while it is served or not"),
        ("restore", "fill an empty database"),
    ):
        what.add_parser(name, help=help_).add_argument("file", type=Path, help="JSON lines, as `backup` writes them")


def _shift(text: str) -> timedelta:
    try:
        return parse_shift(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _house(clock: BusinessClock | None = None, *, strict: bool = True) -> House:
    """The house; unless told otherwise, only with companies' knowledge that is without fault."""
    from bot.compose import House
    from knowledge.load import KnowledgeError

    house = House(read_config(), clock)
    try:
        house.packaged.knowledge  # noqa: B018 - a fault in the facts is told before anything is served
    except KnowledgeError as error:
        raise _Wrong(str(error)) from None
    if strict and (faults := list(_faults_of_companies(house))):
        raise _Wrong("\n".join(faults))
    return house


def _faults_of_companies(house: House) -> Iterator[str]:
    """What is wrong in the folders that app.yaml names, each folder once, with the workspace it is for."""
    if not house.config.knowledge.folders:
        return
    from knowledge.check import check_own

    whose: dict[Path, str] = {}
    for workspace, folder in house.config.knowledge.folders.items():
        whose.setdefault(folder, workspace)
    for folder, workspace in whose.items():
        for problem in check_own(folder, house.packaged.knowledge):
            yield f"knowledge.folders{'' if workspace == ANY_WORKSPACE else f'.{workspace}'}: {problem}"


def _serve(options: argparse.Namespace) -> int:
    from bot.serve import AddressUnusable, run
    from storage.errors import StorageError

    config: Config = read_config()
    if options.clock and config.real_doors:
        raise _Wrong(
            "--clock: real Slack or Teams tokens are set, and their people live in real time. "
            "Unset the tokens, or leave --clock out."
        )
    if config.teams.app_id:
        from bot.teams.manifest import check

        try:
            check(config.teams.app_id, unset="Teams then stays closed")
        except ValueError as error:
            raise _Wrong(str(error)) from None
    try:
        return run(_house(BusinessClock(options.clock)))
    except (AddressUnusable, StorageError) as error:
        raise _Wrong(str(error)) from None


def _say(options: argparse.Namespace) -> int:
    if options.batch and (options.words or options.file or options.args or options.save or options.form not in (None, "json")):
        raise _Wrong("--batch reads lines from standard input and prints JSON: give no words with it, and no option but --by")
    house = _house()
    try:
        if options.batch:
            return _batch(house, options.by)
        reply = house.router.answer(_command(house, options))
        streams.write(_printed(reply, options.form or "text"))
        if options.save:
            _save(reply, options.save)
        refused = reply.data.get("refused")
        if reply.data.get("error") or refused == Unavailable.__name__:
            return WRONG
        if not reply.understood:
            return NOT_UNDERSTOOD
        return WRONG if options.args is not None and refused else ANSWERED
    finally:
        house.close()


def _command(house: House, options: argparse.Namespace) -> Command:
    words = " ".join(options.words)
    attachments = tuple(_attachment(path) for path in options.file)
    if options.args is None:
        return _said(house, words, attachments, options.by)
    from dataclasses import replace

    try:
        args = json.loads(options.args)
    except (ValueError, RecursionError) as error:
        raise _Wrong(f"--args: is not JSON ({error}).") from None
    if not isinstance(args, dict):
        raise _Wrong('--args: give an object, for example {"level": "senior"}.')
    return replace(_said(house, "", attachments, options.by), verb=words, args=args)


def _said(house: House, words: str, attachments: tuple[Attachment, ...], by: str) -> Command:
    import getpass

    from bot.compose import LOCAL_WORKSPACE
    from handlers.core.command import Actor, Command, Place

    name = by or getpass.getuser()
    actor = Actor(LOCAL_WORKSPACE, "terminal", name.casefold(), name)
    return Command(actor, Place("terminal", "terminal", private=True), house.clock.now(), said=words, attachments=attachments)


def _attachment(path: Path) -> Attachment:
    from bot.documents.limits import MOST_BYTES
    from bot.documents.reading import Unreadable, read_now
    from handlers.core.command import Attachment

    try:
        if path == STANDARD_INPUT:
            return Attachment("standard input", read_now("standard input", streams.raw(MOST_BYTES + 1)))
        with _usable("--file", path), path.open("rb") as file:
            return Attachment(path.name, read_now(path.name, file.read(MOST_BYTES + 1)))  # a device has no end
    except Unreadable as unreadable:
        raise _Wrong(f"--file: {unreadable}") from None


@contextmanager
def _usable(option: str, path: Path) -> Iterator[None]:
    """What can't be read or written is told with the option that named it."""
    try:
        yield
    except OSError as error:
        raise _Wrong(f"{option}: {error.filename or path}: {error.strerror}.") from None


def _printed(reply: Reply, form: str) -> str:
    if form == "text":
        from bot.terminal import render

        return render(reply)
    if form == "json":
        from handlers.core.reply import as_json

        body: Any = as_json(reply)
    elif form == "slack":
        from bot.slack.render import message

        body = message(reply)
    else:
        from bot.teams.render import card

        body = card(reply)
    return json.dumps(body, ensure_ascii=not streams.speaks_unicode(), indent=2)


def _save(reply: Reply, folder: Path) -> None:
    from handlers.core.reply import Document

    with _usable("--save", folder):
        folder.mkdir(parents=True, exist_ok=True)
        for element in reply.elements:
            if isinstance(element, Document):
                path = folder / Path(element.name).name
                path.write_bytes(element.content)
                print(f"wrote {path}", file=sys.stderr)


def _batch(house: House, by: str) -> int:
    from handlers.core.reply import Reply, as_json

    for line in streams.lines():
        try:
            reply = house.router.answer(_from_line(house, line, by))
        except (ValueError, RecursionError) as error:
            reply = Reply(f"This line can't be read: {error}", data={"refused": "Invalid"}, understood=False)
        streams.write(json.dumps(as_json(reply), ensure_ascii=not streams.speaks_unicode()))
    return ANSWERED


def _from_line(house: House, raw: bytes | str, by: str) -> Command:
    from handlers.core.command import Attachment

    line = streams.text_of(raw)
    if not line.strip():
        raise ValueError("it is empty")
    asked = json.loads(line)
    if isinstance(asked, str):
        return _said(house, asked, (), by)
    if not isinstance(asked, dict) or not isinstance(asked.get("say"), str):
        raise ValueError('give a string, or {"say": "...", "attachment": "..."}')
    if unknown := asked.keys() - BATCH_KEYS:
        named = ", ".join(f"`{each}`" for each in sorted(unknown))
        raise ValueError(f"{named} is no key of it: give `say`, and `attachment` for a document's text")
    text = asked.get("attachment")
    if text is not None and not isinstance(text, str):
        raise ValueError("`attachment` is the text of a document")
    return _said(house, asked["say"], (Attachment("attachment", text),) if text else (), by)


def _chat(options: argparse.Namespace) -> int:
    from bot.terminal import chat

    house = _house()
    try:
        chat(house.answering, lambda words: _said(house, words, (), options.by))
    finally:
        house.close()
    return ANSWERED


def _knowledge(options: argparse.Namespace) -> int:
    from knowledge.check import check, stale
    from knowledge.export import export
    from knowledge.load import read

    house = _house(strict=False)
    knowledge = house.packaged.knowledge
    folders = dict.fromkeys(house.config.knowledge.folders.values())
    if options.what == "export":
        whole = read(*folders)[0] if folders else knowledge
        sys.stdout.writelines(f"{line}\n" for line in export(whole))
        return ANSWERED
    if options.stale:
        knowledge, _ = read(*folders)
        old = list(stale(knowledge, house.clock.now().date(), house.config.knowledge.stale_after_days))
        sys.stdout.writelines(f"{fact.id}: as of {fact.as_of}\n" for fact in old)
        print(f"{len(old)} of {len(knowledge.facts)} facts are older than {house.config.knowledge.stale_after_days} days.")
        return ANSWERED
    problems = [*map(str, check(knowledge)), *_faults_of_companies(house)]
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    print(f"{len(knowledge.facts)} facts from {len(knowledge.sources)} sources, {len(problems)} problems.")
    return WRONG if problems else ANSWERED


def _db(options: argparse.Namespace) -> int:
    from bot import dbcli

    url = read_config().database.url
    try:
        return dbcli.COMMANDS[options.what](url, *([options.file] if options.file else []))
    except dbcli.Refused as refusal:
        raise _Wrong(str(refusal)) from None


def _manifest(options: argparse.Namespace) -> int:
    if options.zip and options.platform != "teams":
        raise _Wrong("--zip: the package is Teams's. Slack's manifest is text to paste: leave --zip out.")
    if options.url and not _is_public(options.url):
        raise _Wrong(
            f"--url: {options.url} is no address that the platform calls. Write it with its host: https://mlhire.example.com"
        )
    house = _house()
    sys.stdout.writelines(_manifest_lines(house, options))
    return ANSWERED


def _is_public(url: str) -> bool:
    """Whether a platform takes it: both call https:// alone."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and not any(map(str.isspace, url))
    except ValueError:
        return False


def _manifest_lines(house: House, options: argparse.Namespace) -> Iterator[str]:
    if options.platform == "slack":
        from bot.slack import manifest as slack

        yield json.dumps(slack.manifest(house.router.verbs, options.url), indent=2) + "\n"
        return
    from bot.teams import manifest as teams

    try:
        body = teams.manifest(house.router.verbs, app_id=house.config.teams.app_id, url=options.url)
    except ValueError as error:
        raise _Wrong(str(error)) from None
    if options.zip:
        with _usable("--zip", options.zip):
            teams.package(body, options.zip)
        yield f"Wrote {options.zip}: upload it in Teams under Apps, Manage your apps.\n"
    else:
        yield json.dumps(body, indent=2) + "\n"
