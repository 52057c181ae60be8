"""Typed readers of the environment; a wrong value stops the start with its name."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PROJECT = Path(__file__).resolve().parents[3]


class EnvironmentRefused(SystemExit):
    """A variable of the environment that cannot be used; ends the start with a sentence."""

    def __init__(self, name: str, expected: str, value: str) -> None:
        super().__init__(f"{name}={value!r}: {expected}")


def text(name: str, default: str = "") -> str:
    """Return the variable, or the text of the file that `NAME_FILE` names, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise EnvironmentRefused(
                f"{name}_FILE", f"expected a readable file ({error.strerror})", file
            ) from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no, written 1/0, true/false, yes/no or on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise EnvironmentRefused(name, "expected 1 or 0", value)


def number(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number between `low` and `high`."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not low <= int(value) <= high:
        raise EnvironmentRefused(name, f"expected a whole number from {low} to {high}", value)
    return int(value)


def words(name: str, default: str) -> list[str]:
    """Return a list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Return host names written with commas: no scheme, no path."""
    found = words(name, default)
    for host in found:
        if not re.fullmatch(r"\*|\.?[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?", host):
            raise EnvironmentRefused(name, "expected host names with commas, no http://", host)
    return found


def home() -> Path:
    """Return the folder in which all state lives, made if it is missing (mode 700)."""
    folder = Path(text("ZHUJIAN_HOME") or PROJECT / "var").expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise EnvironmentRefused(
            "ZHUJIAN_HOME", f"expected a folder that can be written ({error})", str(folder)
        ) from error
    return folder


def secret(name: str, file: Path, *, length: int = 32) -> bytes:
    """Return a secret of at least `length` bytes, written as hex.

    It comes from the variable, from `NAME_FILE`, or from `file`, which is made at the first
    start with mode 600.
    """
    value = text(name)
    if not value:
        value = _kept_secret(file, length)
    try:
        key = bytes.fromhex(value)
    except ValueError as error:
        raise EnvironmentRefused(name, "expected hexadecimal digits", "…") from error
    if len(key) < length:
        raise EnvironmentRefused(name, f"expected at least {2 * length} hexadecimal digits", "…")
    return key


def _kept_secret(file: Path, length: int) -> str:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_hex(length), encoding="ascii")
    try:
        os.link(fresh, file)  # fails if another process was first: then its key counts
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_text(encoding="ascii").strip()


SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};"
        "PRAGMA cache_size=-32768;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
    ),
}


def database(home_folder: Path) -> dict[str, object]:
    """Return Django's settings for the database: SQLite in the home, or PostgreSQL by URL."""
    name = "ZHUJIAN_DATABASE_URL"
    url = text(name) or f"sqlite:///{home_folder / 'zhujian.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/") if "//" in parts.path else parts.path)
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "application_name": "zhujian",
                "connect_timeout": 2,
                "tcp_user_timeout": 3000,
            },
        }
    raise EnvironmentRefused(
        name, "expected sqlite:////path/file or postgresql://user:password@host:port/name", url
    )


def _sqlite(path: str) -> dict[str, object]:
    synchronous = text("ZHUJIAN_SQLITE_SYNCHRONOUS", "NORMAL").upper()
    if synchronous not in {"NORMAL", "FULL"}:
        raise EnvironmentRefused("ZHUJIAN_SQLITE_SYNCHRONOUS", "NORMAL or FULL", synchronous)
    command = str(SQLITE_OPTIONS["init_command"]).format(synchronous=synchronous)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {**SQLITE_OPTIONS, "init_command": command},
    }


def cache(home_folder: Path) -> dict[str, object]:
    """Return Django's settings for the cache: files in the home, or Redis by URL."""
    name = "ZHUJIAN_CACHE_URL"
    url = text(name)
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(home_folder / "cache"),
        }
    if url.startswith(("redis://", "rediss://", "unix://")):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    raise EnvironmentRefused(name, "expected redis://host:port/number", url)
