"""What the index sees of the help pages."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.template.loader import render_to_string
from markupsafe import Markup

from zhujian.kernel import changes
from zhujian.kernel.crypto import sm3
from zhujian.portal.manual.pages import HELP_PAGES, HelpPage
from zhujian.search.models import LoadedSeed
from zhujian.search.registry import SearchDocument, SearchSource

TAG = "help"


def plain_text(page: HelpPage) -> str:
    """Return the words of a page without their markup."""
    return Markup(render_to_string(page.template)).striptags()  # noqa: S704 -- our own template


def load_documents(slugs: Iterable[str]) -> Iterator[SearchDocument]:
    """Yield the documents of the pages among `slugs`."""
    wanted = set(slugs)
    for page in HELP_PAGES:
        if page.slug in wanted:
            yield SearchDocument(
                kind="help",
                id=page.slug,
                title=page.title,
                url=f"/help/{page.slug}/",
                names=page.names,
                body=f"{page.lead}{plain_text(page)}",
                extra={"summary": page.lead},
                boost=0.7,
            )


def load_reference() -> int:
    """Let the index read the help again when its texts have changed; return 1 then, else 0."""
    texts = "\n".join(f"{page!r}{plain_text(page)}" for page in HELP_PAGES)
    with transaction.atomic():
        name = f"help:{sm3(texts.encode()).hex()}"
        _, is_new = LoadedSeed.objects.get_or_create(name=name)
        if is_new:
            LoadedSeed.objects.filter(name__startswith="help:").exclude(name=name).delete()
            changes.announce(TAG, "organisations")
    return int(is_new)


SOURCE = SearchSource(
    kind="help",
    tags_prefix="help:",
    load=load_documents,
    all_ids=lambda: [page.slug for page in HELP_PAGES],
    all_tags=frozenset({TAG}),
)
