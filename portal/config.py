"""Every setting of the portal, typed, from PORTAL_* variables, in one place (docs/settings.md)."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation decides. Every field has a default that is right for one small machine."""

    #: where the database, keys and logs are written
    instance: Path = ROOT / "instance"
    #: where the shipped courses and scheme.yaml are read from
    courses: Path = ROOT / "courses"
    #: SQLAlchemy URL; empty: SQLite in `instance`
    database_url: str = ""
    #: demonstration accounts, their list on the sign-in page, and the style guide
    demo: bool = False
    #: served over HTTPS: cookies are `__Host-` and HSTS is sent
    https: bool = True
    #: HSTS may be switched off on an intranet
    hsts: bool = True
    #: host names this portal answers to; empty: any
    trusted_hosts: tuple[str, ...] = ()
    #: how many proxies stand before it and set X-Forwarded-*
    proxies: int = 0
    #: absolute address for links in print, such as https://sansang.example
    address: str = ""
    #: who issues certificates, as it stands at their head and in badges
    issuer: str = "Đoàn TNCS Hồ Chí Minh – Tỉnh Đoàn Đồng Tháp"
    #: whose name is printed under a certificate; empty: a line to sign by hand
    signatory: str = ""
    #: the office that signs
    signatory_office: str = "TM. Ban Chấp hành Tỉnh Đoàn"
    #: a draft is published only after another trainer has looked at it
    review: bool = False
    #: of a time in which the portal was not there, how much a timed exam then open is credited at most
    outage_credit_minutes: int = 5
    #: signs cookies; empty: made once and kept in `instance/secret.key`
    secret_key: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """The database's URL, PostgreSQL spelt for the driver we ship."""
        if not self.database_url:
            return f"sqlite:///{self.instance / 'portal.db'}"
        for scheme in ("postgres://", "postgresql://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url


class BadSetting(ValueError):
    """A PORTAL_* variable that cannot be understood; the message says what to write instead."""


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings by PORTAL_* variables; an unknown one is refused, for it is most likely misspelt."""
    given = {
        k.removeprefix("PORTAL_").lower(): v
        for k, v in environment.items()
        if k.startswith("PORTAL_")
    }
    known: dict[str, Callable[[str], object]] = {
        "instance": Path,
        "courses": Path,
        "database_url": str,
        "demo": _switch,
        "https": _switch,
        "hsts": _switch,
        "trusted_hosts": _names,
        "proxies": _count,
        "address": _address,
        "issuer": str,
        "signatory": str,
        "signatory_office": str,
        "review": _switch,
        "outage_credit_minutes": _count,
        "secret_key": str,
    }
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise BadSetting(f"PORTAL_{unknown[0].upper()} is not a setting; see docs/settings.md")
    values: dict[str, Any] = {}
    for name, text in given.items():
        try:
            values[name] = known[name](text)
        except ValueError as error:
            raise BadSetting(f"PORTAL_{name.upper()}={text!r}: {error}") from error
    return Settings(**values)


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: given, or made once and readable by the portal's user alone."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret.key"
    settings.instance.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two workers that start at once, one makes the key and the other reads it
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text()


def _switch(text: str) -> bool:
    answers = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
    }
    if text.lower() not in {**answers, "": False, "off": False}:
        raise ValueError("write 1 or 0")
    return answers.get(text.lower(), False)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _address(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise ValueError("begin it with https://")
    return text.rstrip("/")


def _count(text: str) -> int:
    if not text.isdigit():
        raise ValueError("write a whole number")
    return int(text)
