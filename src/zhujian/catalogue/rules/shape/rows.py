"""Steps, materials, fees and questions: rows of a list, from JSON or from lines of text."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from zhujian.catalogue.rules.documents import document_type_of
from zhujian.catalogue.rules.shape import simple
from zhujian.catalogue.rules.shape.text import Misshapen, lines, official, plain, word

NEEDS: Mapping[str, str] = {"required": "必要", "optional": "非必要", "deferrable": "容缺后补"}
_NEED_NUMBERS = {"1": "required", "2": "optional", "3": "deferrable"}
_NEED_NAMES = {
    "必要": "required",
    "必须": "required",
    "非必要": "optional",
    "可选": "optional",
    "容缺后补": "deferrable",
    "容缺": "deferrable",
    "可容缺": "deferrable",
}
SOURCES: Mapping[str, str] = {"10": "申请人自备", "20": "政府部门核发", "99": "其他"}
# The four elements that are told before a promise instead of a proof (国办发〔2020〕42号).
PROMISE_KEYS: Mapping[str, str] = {
    "promise_duty": "证明义务",
    "promise_certifies": "证明内容",
    "promise_way": "承诺方式",
    "promise_liability": "不实承诺的责任",
}
PROMISE_WAY = "书面承诺：网上由本人勾选确认，窗口由本人签字；承诺一经作出即有效，不再索要证明"
MEDIA: Mapping[str, str] = {"1": "纸质", "2": "电子", "3": "纸质或电子"}
_COUNT = re.compile(r"(原件|复印件)\s*[:：]?\s*(\d{1,2})\s*份?")
_STEP = re.compile(r"([^：:（(]{1,40})(?:[：:](.*?))?(?:[（(](\d{1,3})个?(?:工作日|日|天)[）)])?")
_QUESTION = re.compile(r"^(?:问|Q)[：:]?\s*(.+?)\s*(?:答|A)[：:]\s*(.+)$", re.DOTALL)


def rows(value: Any, row: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a list given as a list, as JSON text, or one row a line."""
    entries = value if isinstance(value, list | tuple) else _entries(plain(value))
    return [row(entry) for entry in entries if entry not in (None, "", {})]


def _entries(text: str) -> list[Any]:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError as error:
            raise Misshapen("方括号里的内容不是正确的 JSON") from error
        if isinstance(found, list):
            return found
    return list(lines(text))


def step(value: Any) -> dict[str, Any]:
    """Return one step: name, working days (None where not said), who, what happens."""
    if isinstance(value, Mapping):
        days = value.get("days")
        return {
            "name": official(value.get("name")),
            "days": None if days in (None, "") else simple.whole(days),
            "by": official(value.get("by")),
            "text": plain(value.get("text")),
        }
    match = _STEP.fullmatch(plain(value))
    if match is None:
        return {"name": official(value), "days": None, "by": "", "text": ""}
    name, text, days = match.groups()
    return {
        "name": official(name),
        "days": int(days) if days else None,
        "by": "",
        "text": plain(text),
    }


def need(value: Any) -> str:
    """Return required, optional or deferrable."""
    text = word(value)
    found = _NEED_NAMES.get(text) or _NEED_NUMBERS.get(text) or (text if text in NEEDS else "")
    if text and not found:
        raise Misshapen(f"材料必要性「{text}」应为必要、非必要或容缺后补")
    return found


def material(value: Any) -> dict[str, Any]:
    """Return one material with everything the national table asks of it."""
    given = value if isinstance(value, Mapping) else _material_line(plain(value))
    name = official(given.get("name"))
    medium, source = given.get("medium"), given.get("source")
    return {
        "name": name,
        "document_type": plain(given.get("document_type")) or document_type_of(name),
        "kind": plain(given.get("kind")),
        "medium": simple.code(medium, MEDIA) if medium else "3",
        "required": need(given.get("required")),
        "source": simple.code(source, SOURCES) if source else "10",
        "source_note": plain(given.get("source_note")),
        "original": _copies(given.get("original")),
        "copies": _copies(given.get("copies")),
        "paper_size": plain(given.get("paper_size")),
        "blank_url": plain(given.get("blank_url")),
        "sample_url": plain(given.get("sample_url")),
        "notes": plain(given.get("notes")),
        "acceptance": plain(given.get("acceptance")),
        "basis": plain(given.get("basis")),
        "remark": plain(given.get("remark")),
        "is_shared": simple.yes(given.get("is_shared") or False),
        "is_proof": simple.yes(given.get("is_proof") or False),
        "proof_basis": plain(given.get("proof_basis")),
        "id": plain(given.get("id")),
        **_promise(given),
        **_validity(given),
    }


def _promise(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a person is told who may promise instead of proving; nothing where not."""
    if not simple.yes(given.get("is_promisable") or False):
        return {}
    way = plain(given.get("promise_way")) or PROMISE_WAY
    told = {name: plain(given.get(name)) for name in PROMISE_KEYS if name != "promise_way"}
    return {"is_promisable": True, **told, "promise_way": way}


def _validity(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return for how many months a document counts, where it does not count for ever."""
    months = given.get("valid_months")
    return {} if months in (None, "") else {"valid_months": simple.whole(months)}


def _copies(value: Any) -> int:
    return 0 if value in (None, "") else simple.whole(value)


def _material_line(text: str) -> dict[str, Any]:
    """Read 「身份证｜必要｜原件1份｜复印件1份｜申请人自备」; only the name must be there."""
    parts = [part.strip() for part in re.split(r"[|｜]", text)]
    found: dict[str, Any] = {"name": parts[0]}
    for part in filter(None, parts[1:]):
        found |= _material_part(parts[0], part)
    return found


def _material_part(name: str, part: str) -> dict[str, Any]:
    counts = {
        "original" if what == "原件" else "copies": number for what, number in _COUNT.findall(part)
    }
    if counts:
        return counts
    text = word(part)
    if text in _NEED_NAMES:
        return {"required": text}
    if text in SOURCES.values():
        return {"source": text}
    if text in MEDIA.values():
        return {"medium": text}
    raise Misshapen(f"材料「{name}」后面的「{part}」看不懂，可以写必要性、份数、来源、形式")


def with_ids(materials: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the materials with an id each; a given id stays, a missing one is counted."""
    taken = {material["id"] for material in materials if material["id"]}
    number = 0
    for entry in materials:
        while not entry["id"]:
            number += 1
            if f"m{number}" not in taken:
                entry["id"] = f"m{number}"
    if len({entry["id"] for entry in materials}) != len(materials):
        raise Misshapen("材料的编号（id）重复")
    return materials


def fee(value: Any) -> dict[str, Any]:
    """Return one charge: name, standard, basis, whether and why it may be reduced."""
    if not isinstance(value, Mapping):
        parts = [part.strip() for part in re.split(r"[|｜]", plain(value))]
        parts += [""] * (3 - len(parts))
        value = {"name": parts[0], "standard": parts[1], "basis": parts[2]}
    return {
        "name": official(value.get("name")),
        "standard": plain(value.get("standard")),
        "basis": plain(value.get("basis")),
        "is_reducible": simple.yes(value.get("is_reducible") or False),
        "reduction_basis": plain(value.get("reduction_basis")),
    }


def faq(value: Any) -> dict[str, Any]:
    """Return one question with its answer."""
    if isinstance(value, Mapping):
        return {"question": plain(value.get("question")), "answer": plain(value.get("answer"))}
    text = plain(value)
    match = _QUESTION.match(text)
    if match:
        return {"question": match.group(1), "answer": match.group(2)}
    question, _, answer = text.replace("|", "｜").partition("｜")
    return {"question": question.strip(), "answer": answer.strip()}
