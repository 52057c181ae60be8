"""What people asked and did not find: noted in a file of the home, counted by the worker.

A search is read by GET and writes nothing into the database. What found nothing goes as one line
into a file; `jobs.count_missed` adds the lines up. Kept are day and words, never who asked; words
that hold a number, or look like a name or an address, are not kept at all (ADR 0032).
"""

import os
import re
from collections import Counter
from pathlib import Path

from django.conf import settings

from zhujian.kernel import clock
from zhujian.kernel.privacy import detect
from zhujian.kernel.privacy.masking import DOUBLE_SURNAMES
from zhujian.search.answers import SearchAnswer
from zhujian.search.normalise import has_han, normalise
from zhujian.search.question import take_apart
from zhujian.search.reader import Reader, reader

MOST_BYTES = 1_000_000
# Of 120 everyday questions the worst that was answered rightly scores 0.50, what is not in the
# catalogue at all 0.28 (`docs/bench.md`).
ANSWERED_FROM = 0.45
LONGEST = 30
SHORTEST = 2
_NUMBER = re.compile(r"\d{4,}|\d+\s*(?:号|栋|幢|单元|室|弄|组)|[a-z]+\d|\d[a-z]")
_DOUBLE_SURNAME = re.compile("|".join(DOUBLE_SURNAMES.split()))
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏章云苏潘葛奚范彭"
    "郎鲁韦昌马苗方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝邬安常乐于时傅皮卞齐康伍余元顾孟平黄穆萧尹姚邵"
    "汪祁毛禹狄米贝明成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓单洪包左石崔吉龚程邢裴陆荣翁荀甄曲家封储靳段焦谷车侯宓"
    "全班仰秋仲宫宁仇栾甘厉戎武符刘景詹龙叶幸司黎薄印白蒲邰从鄂索赖卓蔺屠蒙池乔闻党翟谭姬申扶冉"
    "宰桑桂牛寿边燕冀郏浦尚农温庄晏瞿阎充慕连茹习艾鱼容向古易廖终居衡步都耿满匡国文寇广东欧利师巩"
    "聂曾关游肖付代"
)


def note_missed(q: str, answer: SearchAnswer) -> None:
    """Note a question whose best result answers little of it; one short line, no lock."""
    if answer.hits and answer.hits[0].score >= ANSWERED_FROM:
        return
    words = kept_words(q)
    if words:
        _append(f"{clock.today().isoformat()}\t{words}\n")


def kept_words(q: str) -> str:
    """Return what may be kept of a question: its words without what is said around them, or ""."""
    held = reader()
    text = normalise(q)
    if held is None or detect(q) or _NUMBER.search(text) or not has_han(text):
        return ""
    told = "".join(take_apart(q, held.cutter, held.thesaurus).words)
    if not SHORTEST <= len(told) <= LONGEST or len(text) > LONGEST:
        return ""
    chunks = [piece for part in text.split() for piece in (part, *held.cutter.cut(part))]
    if any(looks_like_name(piece, held) for piece in chunks):
        return ""
    return told


def looks_like_name(word: str, held: Reader) -> bool:
    """Say whether a word may be a person's name: a surname, one to three more, and no known word.

    Better a question too few in the list than a person in it.
    """
    if _DOUBLE_SURNAME.match(word):
        return len(word) > 2
    is_long_enough = 2 <= len(word) <= 4 and has_han(word)
    if not is_long_enough or word[0] not in _SURNAMES:
        return False
    is_known = held.frequency("name", word) or held.frequency("body", word)
    return not is_known and held.cutter.is_tagged_name(word)


def take_waiting() -> Counter[tuple[str, str]]:
    """Return the waiting lines as (day, words) with how often; they stay until `drop_waiting`."""
    path, folding = _files()
    if not folding.exists():
        try:
            path.replace(folding)
        except FileNotFoundError:
            return Counter()
    lines = folding.read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.split("\t") for line in lines)
    return Counter((pair[0], pair[1]) for pair in pairs if len(pair) == 2)


def drop_waiting() -> None:
    """Forget the lines that were taken: they are counted now."""
    _files()[1].unlink(missing_ok=True)


def _files() -> tuple[Path, Path]:
    folder: Path = settings.HOME / "run"
    return folder / "missed.log", folder / "missed.folding"


def _append(line: str) -> None:
    """Append one line in one write, so that processes do not tear each other's lines."""
    path = _files()[0]
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError:
        return  # a full disk must not keep anybody from searching
    try:
        if os.fstat(place).st_size < MOST_BYTES:
            os.write(place, line.encode())
    except OSError:
        pass
    finally:
        os.close(place)
