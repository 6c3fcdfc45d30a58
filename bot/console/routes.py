"""The console's addresses, in plain view. What each does stands in desk.py; what each shows in templates/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.console.desk import Desk

if TYPE_CHECKING:
    from bot.compose import House

STATIC = {path.name: path for path in (Path(__file__).parent / "static").iterdir()}
DESK = web.AppKey("console", Desk)


def mount(app: web.Application, house: House) -> None:
    """Open the console: `/` and `/console/…`, for this machine and whoever has the printed address."""
    desk = Desk(house)
    app[DESK] = desk
    house.transports["console"] = desk.transport
    for method, path, handler in (
        ("GET", "/", desk.page),
        ("GET", "/console/live", desk.live),
        ("GET", "/console/details/{message}", desk.details),
        ("GET", "/console/picture/{message}/{number}.png", desk.picture),
        ("GET", "/console/document/{message}/{number}", desk.document),
        ("GET", "/console/static/{name}", _static),
        ("GET", "/pipeline", desk.pipeline.board),
        ("GET", "/pipeline/reports", desk.pipeline.reports),
        ("GET", "/pipeline/reports/picture", desk.pipeline.picture),
        ("GET", r"/pipeline/{req:\d{1,9}}", desk.pipeline.req),
        ("POST", "/console/say", desk.say),
        ("POST", "/console/press", desk.press),
        ("POST", "/console/submit", desk.submit),
        ("POST", "/console/shortcut", desk.shortcut),
        ("POST", "/console/read", desk.read),
        ("POST", "/console/clock", desk.playing.clock),
        ("POST", "/console/sample", desk.playing.load_sample),
        ("POST", "/console/start-over", desk.playing.start_over),
    ):
        app.router.add_route(method, path, desk.guard.protects(handler))
    app.on_startup.append(desk.open)
    app.on_shutdown.append(desk.close)


def console_address(app: web.Application, host: str, port: int) -> str:
    """The address to print: the only way in."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/?token={app[DESK].guard.token}"


async def _static(request: web.Request) -> web.StreamResponse:
    path = STATIC.get(request.match_info["name"])
    if path is None:
        raise web.HTTPNotFound
    return web.FileResponse(path)
