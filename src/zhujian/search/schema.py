"""The fields of the index, and how a document becomes terms in them."""

import json

import tantivy

from zhujian.search import pinyin
from zhujian.search.cutting import Cutter, grams, neighbours
from zhujian.search.normalise import compact, normalise
from zhujian.search.registry import SearchDocument

# Raised when the fields or the terms change: an older index is then built anew.
FORMAT = 3

# What of `extra` is searched as the surroundings of a document.
_CONTEXT = frozenset({"organisation", "issuer", "division", "place", "area"})

_BODY_LIMIT = 400_000


def build_schema() -> tantivy.Schema:
    """Return the fields: terms in some, what a result shows in `data` and `text`.

    `body` holds the words of the names and the context too, so that asking for every word is
    one term a word.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for name in ("name", "body"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("gram", "pairs", "codes", "pinyin", "context"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field("data", stored=True)
    builder.add_bytes_field("text", stored=True)
    return builder.build()


def key_of(kind: str, id: str) -> str:  # noqa: A002 -- the registry's word
    """Return the term by which a document is replaced or removed."""
    return f"{kind}:{id}"


def all_names(document: SearchDocument) -> list[str]:
    """Return the title and the other names, each once.

    The name of the main item is none of them: it is common to all items under it.
    """
    main_item = document.extra.get("main_item", "")
    others = (name for name in document.names if name and name != main_item)
    return list(dict.fromkeys((document.title, *others)))


def to_index(document: SearchDocument, cutter: Cutter) -> tantivy.Document:
    """Return the document with its terms."""
    names = [normalise(name) for name in all_names(document)]
    main_item = normalise(document.extra.get("main_item", ""))
    cut_names = [cutter.cut_normal(name) for name in names]
    looked_at = [*names, main_item] if main_item else names
    fine = [word for name in looked_at for word in cutter.cut_finely(name)]
    written = tantivy.Document()
    written.add_text("key", key_of(document.kind, document.id))
    written.add_text("kind", document.kind)
    written.add_text("name", " ".join(fine))
    context = " ".join(_context(document, cutter))
    written.add_text("context", context)
    written.add_text("gram", " ".join(gram for name in looked_at for gram in grams(name)))
    written.add_text("pinyin", " ".join(_pinyin_terms(cut_names, fine)))
    written.add_text("codes", " ".join(code_terms((document.id, *document.codes))))
    body = document.body[:_BODY_LIMIT]
    normal_body = normalise(body)
    told = " ".join(cutter.cut_finely(normal_body))
    written.add_text("body", f"{written.get_first('name')} {context} {told}")
    written.add_text("pairs", " ".join(neighbours(cutter.cut_normal(normal_body))))
    kept_names = [list(one) for one in zip(names, cut_names, strict=True)]
    kept_main = [main_item, cutter.cut_normal(main_item)] if main_item else None
    written.add_bytes("data", _data(document, kept_names, kept_main))
    written.add_bytes("text", body.encode())
    return written


def _context(document: SearchDocument, cutter: Cutter) -> list[str]:
    return [
        word
        for key, value in document.extra.items()
        if key in _CONTEXT
        for word in cutter.cut_finely(normalise(value))
    ]


def code_terms(codes: tuple[str, ...]) -> list[str]:
    """Return each code without separators, and each of its parts of five or more characters."""
    found: dict[str, None] = {}
    for code in codes:
        found[compact(code)] = None
        for part in normalise(code).split():
            if len(part) > 4:
                found[part] = None
    return [code for code in found if code]


def _pinyin_terms(cut_names: list[list[str]], fine: list[str]) -> set[str]:
    found: set[str] = set()
    for words in cut_names:
        found |= pinyin.terms(words)
    return found | pinyin.terms([], (word for word in fine if len(word) > 1))


def _data(document: SearchDocument, names: object, main_item: object) -> bytes:
    shown = {
        "k": document.kind,
        "i": document.id,
        "t": document.title,
        "u": document.url,
        "b": document.boost,
        "x": dict(document.extra),
        "n": names,
        "m": main_item,
        "e": document.ends_on.isoformat() if document.ends_on else None,
        "c": [compact(code) for code in (document.id, *document.codes)],
    }
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
