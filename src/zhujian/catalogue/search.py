"""What the index sees of items."""

from collections.abc import Iterable

from zhujian.catalogue.models import Item
from zhujian.catalogue.states import ItemStatus
from zhujian.search.registry import SearchDocument, SearchSource

LISTED_BOOST = 0.8


def load_documents(codes: Iterable[str]) -> list[SearchDocument]:
    """Return the search documents of the public items among the codes."""
    wanted = list(codes)
    found: list[SearchDocument] = []
    for start in range(0, len(wanted), 400):
        items = (
            Item.objects.public()
            .filter(code__in=wanted[start : start + 400])
            .select_related("organisation", "current_guide")
            .prefetch_related("aliases")
        )
        found += [_document(item) for item in items]
    return found


def public_codes() -> list[str]:
    """Return the codes of all public items."""
    return list(Item.objects.public().order_by("pk").values_list("code", flat=True))


def codes_for(tag: str) -> list[str]:
    """Return the codes of the items that a change of their organisation touches."""
    kind, _, slug = tag.partition(":")
    if kind != "organisation":
        return []
    return list(
        Item.objects.public().filter(organisation__slug=slug).values_list("code", flat=True)
    )


SOURCE = SearchSource(
    kind="item",
    tags_prefix="item:",
    load=load_documents,
    all_ids=public_codes,
    ids_for=codes_for,
)


def _document(item: Item) -> SearchDocument:
    aliases = tuple(alias.name for alias in item.aliases.all())
    names = dict.fromkeys((item.name, item.plain_name, item.main_item, *aliases))
    return SearchDocument(
        kind="item",
        id=item.code,
        title=item.title,
        url=f"/items/{item.code}/",
        names=tuple(name for name in names if name),
        body=_body(item),
        extra={
            "organisation": item.organisation.name,
            "organisation_slug": item.organisation.slug,
            "name": item.name,
            "summary": item.current_guide.snapshot["summary"] if item.current_guide else "",
            "main_item": item.main_item,
            "status": item.status,
            "status_text": item.status_text,
            "kind_text": item.kind_text,
            "is_online": "1" if item.is_online else "",
        },
        boost=LISTED_BOOST if item.status == ItemStatus.LISTED else 1.0,
        codes=(item.code,),
    )


def _body(item: Item) -> str:
    """Return the words of a guide by which it may be found, its organisation's names at the end."""
    parts: list[str] = []
    if item.current_guide:
        shot = item.current_guide.snapshot
        parts += [shot["summary"], shot["conditions"], shot["result"]["name"]]
        parts += [material["name"] for material in shot["materials"]]
        parts += [f"{step['name']} {step['text']}" for step in shot["steps"]]
        parts += [f"{faq['question']} {faq['answer']}" for faq in shot["faqs"]]
        parts += shot["legal_basis"]
    parts += [item.organisation.name, item.organisation.short_name]
    return "\n".join(part for part in parts if part)
