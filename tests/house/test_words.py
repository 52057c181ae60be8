"""Templates are used, verbs have sentences, rules have tests, papers stand."""

import re

import pytest
from django.template import engines
from jinja2 import UndefinedError

from tests.house.building import PROJECT, ROOMS, SOURCE


def _templates() -> dict[str, str]:
    return {
        str(path.relative_to(SOURCE / room / "templates")): path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in sorted((SOURCE / room / "templates").rglob("*.html"))
    }


def test_every_template_is_used() -> None:
    templates = _templates()
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    everything = sources + "\n".join(templates.values())
    unused = [
        name
        for name in templates
        if f'"{name}"' not in everything
        and f"'{name}'" not in everything
        and not name.startswith("components/")
    ]
    assert unused == []


def test_an_undefined_name_in_a_template_fails() -> None:
    template = engines["jinja2"].from_string("{{ nobody_defined_this }}")
    with pytest.raises(UndefinedError):
        template.render({})


def test_every_journal_verb_written_has_a_chinese_sentence() -> None:
    from zhujian.kernel.journal import words

    written = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        written |= set(re.findall(r"""\bverb=["']([a-z_-]+\.[a-z_-]+)["']""", text))
    assert written, "no verb is written anywhere: the pattern of this test is out of date"
    registered = words.verbs()
    assert sorted(written - set(registered)) == []
    wordless = [
        name
        for name, verb in registered.items()
        if not re.search(r"[\u4e00-\u9fff]", verb.sentence)
    ]
    assert wordless == []


RULES_IN_FORCE = (
    "EVA-01",
    "EVA-03",
    "PUB-02",
    "PUB-07",
    "SVC-01",
    "SVC-02",
    "SVC-03",
    "SVC-04",
    "SVC-05",
    "SVC-06",
    "SVC-07",
    "SVC-08",
    "SEC-01",
)


@pytest.mark.parametrize("number", RULES_IN_FORCE)
def test_a_rule_in_force_is_named_by_code_and_by_a_test(number: str) -> None:
    code = [path for path in SOURCE.rglob("*.py") if number in path.read_text(encoding="utf-8")]
    tests = [
        path
        for path in (PROJECT / "tests").rglob("test_*.py")
        if path.parent.name != "house" and number in path.read_text(encoding="utf-8")
    ]
    assert code, f"no rule names {number}"
    assert tests, f"no test names {number}"


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "config"])
def test_every_room_has_its_page(room: str) -> None:
    page = PROJECT / "docs" / "rooms" / f"{room}.md"
    assert page.is_file()
    assert len(page.read_text(encoding="utf-8")) > 400


def test_lock_files_name_no_address() -> None:
    locks = [*PROJECT.glob("requirements/*.txt"), PROJECT / "frontend" / "package-lock.json"]
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in re.sub(r'"url": "[^"]*"', "", text), lock.name
        assert '"resolved"' not in text, lock.name


def test_documents_link_to_files_that_exist() -> None:
    dead = []
    for page in [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                dead.append(f"{page.relative_to(PROJECT)} → {target}")
    assert dead == []
