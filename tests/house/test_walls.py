"""Walls that the import linter cannot see, and the sizes of rooms."""

import ast
import re
import subprocess
import sys

from django.apps import apps
from django.core.management import call_command

from tests.house.building import PROJECT, ROOMS, SOURCE, may_know, modules, room_of, storeys, trees

ROOM_REFERENCE = re.compile(rf"^({'|'.join(ROOMS)})[.:]\w")


def test_every_room_stands_on_a_storey() -> None:
    assert set().union(*storeys()) == set(ROOMS)


def test_string_references_look_down_the_stairs() -> None:
    """String foreign keys (`people.User`) and address names (`cases:apply`) obey the walls."""
    upward = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.value}"
        for path, tree in trees()
        if room_of(path) != "config"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " not in node.value
        and _is_reference(node.value)
        and node.value.split(".")[0].split(":")[0] not in may_know(room_of(path))
        and "/" not in node.value
    ]
    assert upward == []


def _is_reference(text: str) -> bool:
    match = ROOM_REFERENCE.match(text)
    if not match:
        return False
    label, separator, rest = (
        match.group(1),
        text[len(match.group(1))],
        text[len(match.group(1)) + 1 :],
    )
    if separator == ".":
        return any(model.__name__ == rest for model in apps.get_app_config(label).get_models())
    return bool(re.fullmatch(r"[a-z][a-z0-9-]*", rest)) and _is_url_name(text)


def _is_url_name(text: str) -> bool:
    from tests.house.building import addresses

    namespace, _, name = text.partition(":")
    return any(
        pattern.name == name and pattern.callback.__module__.startswith(f"zhujian.{namespace}.")
        for _, pattern in addresses()
        if hasattr(pattern.callback, "__module__")
    )


def test_migrations_depend_only_on_rooms_below() -> None:
    upward = []
    for path in sorted(SOURCE.glob("*/migrations/0*.py")):
        for label in re.findall(r'\("(\w+)", "\d{4}_', path.read_text(encoding="utf-8")):
            if label in ROOMS and label not in may_know(room_of(path)):
                upward.append(f"{path.relative_to(SOURCE)} → {label}")
    assert upward == []


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_modules_stay_within_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(SOURCE)): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_files_in_rooms_have_names_with_a_duty() -> None:
    banned = {"utils", "helpers", "common", "services", "misc", "manager2", "data_utils"}
    assert [str(path) for path in modules() if path.stem in banned] == []


def test_models_do_not_override_save() -> None:
    overriding = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path, tree in trees()
        if path.stem == "models" or "models" in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "save" and not _refuses(node)
    ]
    assert overriding == []


def _refuses(node: ast.FunctionDef) -> bool:
    """An append-only model may refuse to be saved twice or deleted."""
    return any(isinstance(part, ast.Raise) for part in ast.walk(node))


def test_actions_are_keyword_only_and_name_their_actor() -> None:
    loose = []
    for path, tree in trees():
        if path.stem != "actions" and path.parent.name != "actions":
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = [argument.arg for argument in node.args.kwonlyargs]
            if node.args.args or node.args.posonlyargs or not ("by" in names or _authority(names)):
                loose.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}")
    assert loose == []


def _authority(names: list[str]) -> bool:
    """Before somebody is signed in, a phone, a login or a token is the authority."""
    return bool({"token", "phone", "login", "attempt", "address"} & set(names))


def test_actions_never_call_actions() -> None:
    """What two actions share is a step."""
    calls = []
    for path, tree in trees():
        if path.stem != "actions" and path.parent.name != "actions":
            continue
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        public = {name for name in own if not name.startswith("_")}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                for part in ast.walk(node):
                    if (
                        isinstance(part, ast.Call)
                        and isinstance(part.func, ast.Name)
                        and part.func.id in public
                    ):
                        calls.append(f"{path.relative_to(SOURCE)}:{part.lineno} {part.func.id}")
    assert calls == []


def test_rules_know_neither_django_nor_the_clock() -> None:
    impure = []
    for path, tree in trees():
        if path.stem != "rules" and path.parent.name != "rules":
            continue
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            impure += [
                f"{path.relative_to(SOURCE)}:{node.lineno} {name}"
                for name in names
                if name.startswith("django") or "kernel.clock" in name or ".models" in name
            ]
    assert impure == []


def test_the_import_walls_stand() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
