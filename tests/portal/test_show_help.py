"""Help pages and pages of organisations: there, plain, found by the search."""

import pytest
from django.test import Client

from zhujian.catalogue.models import Item
from zhujian.divisions.models import Division, Level
from zhujian.kernel import clock
from zhujian.kernel.changes import current_sequence, since
from zhujian.people.models import Organisation
from zhujian.places.models import Category, Place
from zhujian.portal import manual as helps
from zhujian.portal import organisations
from zhujian.portal.manual.search import load_documents, plain_text

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    return response.content.decode()


@pytest.fixture
def equipped(human_resources: Organisation) -> Organisation:
    """The bureau with an item and a place."""
    county = Division.objects.create(code="510683000000", name="绵竹市", level=Level.COUNTY)
    Place.objects.create(
        slug="hr",
        name="人社服务大厅",
        category=Category.HALL,
        organisation=human_resources,
        division=county,
        area=county.code,
        address="演示路",
    )
    for number in range(14):
        Item.objects.create(
            code=f"51068320010{number}",
            name=f"社会保障卡业务之{number}",
            kind="20" if number else "07",
            status="listed",
            organisation=human_resources,
            created_at=clock.now(),
            changed_at=clock.now(),
        )
    return human_resources


def test_every_help_page_is_there_short_and_leads_to_the_others() -> None:
    index = page("/help/")
    for one in helps.HELP_PAGES:
        assert f'href="/help/{one.slug}/"' in index
        shown = page(f"/help/{one.slug}/")
        assert one.lead in shown
        assert shown.count('href="/help/') >= len(helps.HELP_PAGES) - 1
        assert 80 <= len(plain_text(one)) <= 900, one.slug
    assert Client().get("/help/nothing/").status_code == 404


def test_help_stays_in_large_type() -> None:
    assert 'href="/da/help/apply/"' in page("/da/help/")
    assert 'href="/da/organisations/"' in page("/da/")


def test_the_index_sees_the_words_of_the_help_without_markup() -> None:
    documents = {one.id: one for one in load_documents([one.slug for one in helps.HELP_PAGES])}
    assert set(documents) == {one.slug for one in helps.HELP_PAGES}
    assert "30 MB" in documents["materials"].body
    assert "<" not in documents["track"].body
    assert list(load_documents(["nothing"])) == []


def test_the_help_is_announced_once_for_each_wording() -> None:
    before = current_sequence()
    assert helps.load_reference() == 1
    assert helps.load_reference() == 0
    assert [change.tag for change in since(before, 10)] == ["help", "organisations"]


def test_an_organisation_tells_what_it_does_its_phones_and_its_places(
    equipped: Organisation,
) -> None:
    shown = page("/organisations/human-resources/")
    for words in ("公共服务 13 项", "行政确认 1 项", "0838-0000110", "人社服务大厅", "全部 14 项"):
        assert words in shown
    assert 'href="/ratings/?organisation=human-resources"' in shown
    listed = page("/organisations/")
    assert "14 项" in listed
    assert 'href="/organisations/human-resources/"' in listed
    assert Client().get("/organisations/nobody/").status_code == 404


def test_an_organisation_that_is_gone_has_no_page(equipped: Organisation) -> None:
    Organisation.objects.filter(pk=equipped.pk).update(is_active=False)
    assert Client().get("/organisations/human-resources/").status_code == 404
    assert "human-resources" not in organisations.all_slugs()
    assert list(organisations.load_documents(["human-resources"])) == []


def test_the_index_sees_an_organisation_by_all_its_names(equipped: Organisation) -> None:
    (document,) = organisations.load_documents(["human-resources"])
    assert document.title == "绵竹市人力资源和社会保障局"
    assert "人社局" in document.names
    assert "0838-0000110" in document.body


def test_the_pages_stay_within_their_budget(
    equipped: Organisation, django_assert_max_num_queries
) -> None:
    page("/organisations/")
    with django_assert_max_num_queries(3):
        Client().get("/organisations/")
    with django_assert_max_num_queries(6):
        Client().get("/organisations/human-resources/")
    with django_assert_max_num_queries(0):
        Client().get("/help/apply/")
