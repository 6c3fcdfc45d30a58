"""Who may knock: the library's check of a channel's token, with keys that are fetched without holding up the loop.

The library answers 500 to most bad tokens and fetches keys with blocking requests; here every token that is not good ends in
`NotAdmitted`, and a key server that can't be reached in `KeysUnavailable`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import aiohttp

from bot.addresses import is_loopback

KEYS_FRESH_SECONDS = 24 * 3600
"""Keys older than this are fetched again (Microsoft: at least once a day)."""
UNKNOWN_KEY_SECONDS = 300
"""A token with an unknown key asks for new ones at most this often, so that nobody can make us hammer the key server."""
NO_KEYS_SECONDS = 5
"""After a failure to get any key at all, requests are put off without asking for so long."""
FETCH_TIMEOUT = aiohttp.ClientTimeout(total=5)


class NotAdmitted(Exception):
    """The request is not from the channel: `status` 401 (no good token) or 403 (a good one, but not for this)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class KeysUnavailable(Exception):
    """The signing keys could not be fetched, so nothing can be said about the token."""


class Gate(Protocol):
    """Admits a request or raises NotAdmitted or KeysUnavailable."""

    async def admit(self, header: str, channel: str, service_url: str, peer: str) -> Any:
        """The claims of the caller (the library's ClaimsIdentity)."""


def gate(
    app_id: str,
    *,
    local_only: bool,
    host: str,
    session: Callable[[], aiohttp.ClientSession],
    clock: Callable[[], float],
    us_government: bool = False,
) -> Gate:
    """The gate of this configuration. Raises ValueError where it would let anybody in from anywhere."""
    if local_only:
        if not is_loopback(host):
            raise ValueError(
                f"teams.local_only takes no tokens, so it needs a loopback address, such as 127.0.0.1; {host} is none."
            )
        return LocalGate()
    if not app_id:
        raise ValueError("Teams without an app id would admit anybody. Set MICROSOFT_APP_ID, or teams.local_only with 127.0.0.1.")
    return TokenGate(app_id, Keys(session, clock, _government_keys() if us_government else ""), us_government=us_government)


def _government_keys() -> str:
    """Where the OpenID document of the US government's cloud is."""
    from botframework.connector.auth import GovernmentChannelValidation, GovernmentConstants

    usual: str = GovernmentConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
    return GovernmentChannelValidation.OPEN_ID_METADATA_ENDPOINT or usual


class LocalGate:
    """Admits whoever speaks from this machine; for trying things out."""

    async def admit(self, header: str, channel: str, service_url: str, peer: str) -> Any:
        """An anonymous identity. Raises NotAdmitted where the caller, or the address to answer at, is elsewhere."""
        from botframework.connector.auth import AuthenticationConstants, ClaimsIdentity
        from yarl import URL

        try:
            answers_at = URL(service_url).host or ""
        except ValueError:
            answers_at = ""
        if not is_loopback(peer) or (service_url and not is_loopback(answers_at)):
            raise NotAdmitted(403, "local only")
        return ClaimsIdentity({}, True, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)


class TokenGate:
    """Admits what the Bot Connector of its cloud signed for this app and this service address.

    Emulator and skill tokens, which the library would take from other issuers, are not admitted, nor are another cloud's.
    """

    def __init__(self, app_id: str, keys: Keys, *, us_government: bool = False) -> None:
        from botframework.connector.auth import ChannelValidation, GovernmentChannelValidation, SimpleCredentialProvider

        self._keys = keys
        self._credentials = SimpleCredentialProvider(app_id, "")
        self._channel = GovernmentChannelValidation if us_government else ChannelValidation
        self._wanted = (
            GovernmentChannelValidation.TO_BOT_FROM_GOVERNMENT_CHANNEL_TOKEN_VALIDATION_PARAMETERS
            if us_government
            else ChannelValidation.TO_BOT_FROM_CHANNEL_TOKEN_VALIDATION_PARAMETERS
        )

    async def admit(self, header: str, channel: str, service_url: str, peer: str) -> Any:
        """The identity in a valid token. Raises NotAdmitted, and KeysUnavailable where there is no key to check with."""
        if not header:
            raise NotAdmitted(401, "no token")
        identity = await self._signed(header, channel)
        if "exp" not in identity.claims:
            raise NotAdmitted(401, "a token that never expires")
        if not service_url or identity.claims.get("serviceurl") != service_url:
            raise NotAdmitted(403, "the token is for another service address")
        return identity

    async def _signed(self, header: str, channel: str) -> Any:
        from botframework.connector.auth import AuthenticationConstants, JwtTokenExtractor

        allowed = AuthenticationConstants.ALLOWED_SIGNING_ALGORITHMS
        extractor = JwtTokenExtractor(self._wanted, self._keys.address(), allowed)
        extractor.open_id_metadata = self._keys
        try:
            identity = await extractor.get_identity_from_auth_header(header, channel)
        except (KeysUnavailable, asyncio.CancelledError):
            raise
        except Exception as error:
            # Whatever the library or the parser says of it: it is not a token of the channel's.
            raise NotAdmitted(401, type(error).__name__) from None
        if identity is None:
            raise NotAdmitted(401, "no token of the channel's")
        try:
            return await self._channel.validate_identity(identity, self._credentials)
        except PermissionError:
            raise NotAdmitted(403, "the token is for another app") from None


class Key:
    """A signing key in the shape that the library's extractor reads."""

    __slots__ = ("endorsements", "public_key")

    def __init__(self, jwk: Mapping[str, Any]) -> None:
        from jwt.algorithms import RSAAlgorithm

        self.public_key = RSAAlgorithm.from_jwk(json.dumps(jwk))
        self.endorsements = list(jwk.get("endorsements", ()))


class Keys:
    """The connector's signing keys, by id. Takes the place of the library's own cache.

    `clock` counts seconds and never runs backwards; `metadata_url` is the OpenID document, the library's setting by default.
    """

    def __init__(self, session: Callable[[], aiohttp.ClientSession], clock: Callable[[], float], metadata_url: str = "") -> None:
        self._session = session
        self._clock = clock
        self._metadata_url = metadata_url
        self._keys: dict[str, Key] = {}
        self._fetched_at: float | None = None
        self._asked_at: float | None = None
        self._fetching = asyncio.Lock()

    def address(self) -> str:
        """Where the OpenID document is."""
        from botframework.connector.auth import AuthenticationConstants, ChannelValidation

        public: str = AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
        return self._metadata_url or ChannelValidation.open_id_metadata_endpoint or public

    async def get(self, key_id: str) -> Key:
        """The key of that id. Raises LookupError where there is none, KeysUnavailable where none could ever be fetched."""
        if self._stale() or (key_id not in self._keys and self._may_ask()):
            async with self._fetching:
                if self._fetched_at is None and self._asked_at is not None and self._clock() - self._asked_at < NO_KEYS_SECONDS:
                    raise KeysUnavailable(self.address())
                if self._stale() or (key_id not in self._keys and self._may_ask()):
                    await self._refresh()
        return self._keys[key_id]

    def _stale(self) -> bool:
        if self._fetched_at is None:
            return True
        return self._clock() - self._fetched_at > KEYS_FRESH_SECONDS and self._may_ask()

    def _may_ask(self) -> bool:
        return self._asked_at is None or self._clock() - self._asked_at > UNKNOWN_KEY_SECONDS

    async def _refresh(self) -> None:
        """New keys; the old ones stay where they can't be had."""
        self._asked_at = self._clock()
        try:
            document = await self._json(self.address())
            found = (await self._json(str(document["jwks_uri"])))["keys"]
            self._keys = {str(jwk["kid"]): Key(jwk) for jwk in found if jwk.get("kty") == "RSA" and "kid" in jwk}
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, AttributeError) as error:
            if self._fetched_at is None:
                raise KeysUnavailable(f"{self.address()}: {type(error).__name__}") from error
            return
        self._fetched_at = self._asked_at

    async def _json(self, url: str) -> Any:
        async with self._session().get(url, timeout=FETCH_TIMEOUT, allow_redirects=False) as answer:
            answer.raise_for_status()
            return await answer.json(content_type=None)
