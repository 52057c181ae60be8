"""Writing a draft by actions: kept as typed, one an item, files judged, nothing left over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.cases.stage import CODE, FILLED, PNG, id_card, later
from zhujian.cases import actions
from zhujian.cases.models import Case, Draft, DraftFile, Material
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User


@pytest.fixture
def draft(item: Item, resident: User) -> Draft:
    """An application that is being written."""
    return actions.begin_draft(by=resident, item_code=item.code, form={"name": "王小明"})


def test_begun_twice_it_is_one_draft(draft: Draft, resident: User) -> None:
    again = actions.begin_draft(by=resident, item_code=CODE, form={"name": "别的"})
    assert again == draft
    assert again.form == {"name": "王小明"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(
            ref="another",
            writer=resident,
            applicant=resident,
            item_code=CODE,
            item_name="x",
            created_at=clock.now(),
            updated_at=clock.now(),
        )


def test_what_was_typed_is_kept_right_or_wrong(draft: Draft, resident: User) -> None:
    actions.save_draft(by=resident, ref=draft.ref, form={"phone": "12"})
    draft.refresh_from_db()
    assert draft.form == {"name": "王小明", "phone": "12"}


def test_a_listed_item_takes_no_draft(listed_item: Item, resident: User) -> None:
    with pytest.raises(Refused) as refused:
        actions.begin_draft(by=resident, item_code=listed_item.code)
    assert refused.value.code == "item_listed"
    assert not Draft.objects.exists()


def test_the_same_file_twice_is_refused_and_not_kept_twice(
    draft: Draft, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    actions.attach_file(by=resident, ref=draft.ref, file=id_card())
    with pytest.raises(Refused) as refused:
        actions.attach_file(by=resident, ref=draft.ref, file=id_card(name="再传.png"))
    assert refused.value.code == "file_twice"
    assert DraftFile.objects.count() == 1
    assert len(kept_files()) == 1


@pytest.mark.parametrize(
    ("file", "status"),
    [
        (HandedFile("unheard-of", "a.png", PNG), 422),
        (HandedFile("id-card", "a.pdf", PNG), 422),
        (HandedFile("id-card", "a.png", PNG + b"\0" * 11 * 1024 * 1024), 413),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_nothing(
    draft: Draft,
    resident: User,
    kept_files: Callable[[], list[Path]],
    file: HandedFile,
    status: int,
) -> None:
    with pytest.raises(Refused) as refused:
        actions.attach_file(by=resident, ref=draft.ref, file=file)
    assert refused.value.status == status
    assert not DraftFile.objects.exists()
    assert kept_files() == []


def test_more_than_thirty_megabytes_together_are_too_much(
    draft: Draft, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    for page in range(3):
        content = PNG + bytes([page]) * (9 * 1024 * 1024)
        actions.attach_file(by=resident, ref=draft.ref, file=id_card(content))
    with pytest.raises(Refused) as refused:
        actions.attach_file(
            by=resident, ref=draft.ref, file=id_card(PNG + b"4" * (9 * 1024 * 1024))
        )
    assert refused.value.status == 413
    assert DraftFile.objects.count() == 3
    assert len(kept_files()) == 3


def test_a_file_that_is_not_in_the_draft_cannot_be_taken_out(draft: Draft, resident: User) -> None:
    with pytest.raises(Refused) as refused:
        actions.detach_file(by=resident, ref=draft.ref, file_id=4711)
    assert refused.value.status == 404


def test_a_draft_that_was_sent_is_closed(
    draft: Draft, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    actions.attach_file(by=resident, ref=draft.ref, file=id_card())
    actions.save_draft(by=resident, ref=draft.ref, form=FILLED)
    actions.save_pledges(by=resident, ref=draft.ref, pledges=[later()])
    case = actions.submit_draft(by=resident, ref=draft.ref)
    assert Material.objects.get().case == case
    assert len(kept_files()) == 1
    for verb, given in (
        (actions.save_draft, {"form": {"name": "改"}}),
        (actions.attach_file, {"file": id_card(PNG + b"1")}),
        (actions.detach_file, {"file_id": 1}),
        (actions.discard_draft, {}),
    ):
        with pytest.raises(Refused) as refused:
            verb(by=resident, ref=draft.ref, **given)
        assert refused.value.status == 409
        assert case.number in refused.value.text
    assert actions.submit_draft(by=resident, ref=draft.ref) == case
    assert Case.objects.count() == 1
    assert len(kept_files()) == 1


def test_another_person_neither_reads_nor_changes_a_draft(
    draft: Draft, other_resident: User, clerk: User
) -> None:
    for verb, given in (
        (actions.save_draft, {"form": {"name": "改"}}),
        (actions.attach_file, {"file": id_card()}),
        (actions.detach_file, {"file_id": 1}),
        (actions.discard_draft, {}),
        (actions.submit_draft, {}),
    ):
        with pytest.raises(Refused) as refused:
            verb(by=other_resident, ref=draft.ref, **given)
        assert refused.value.status == 404
    with pytest.raises(Refused) as refused:
        actions.submit_draft(by=clerk, ref=draft.ref)
    assert refused.value.status == 403
    draft.refresh_from_db()
    assert draft.form == {"name": "王小明"}


def test_an_item_that_closes_meanwhile_refuses_the_draft_and_keeps_it(
    draft: Draft, resident: User
) -> None:
    actions.attach_file(by=resident, ref=draft.ref, file=id_card())
    actions.save_draft(by=resident, ref=draft.ref, form=FILLED)
    Item.objects.filter(code=CODE).update(status="suspended", suspended_because="系统升级")
    with pytest.raises(Refused) as refused:
        actions.submit_draft(by=resident, ref=draft.ref)
    assert refused.value.code == "item_suspended"
    draft.refresh_from_db()
    assert draft.case is None
    assert draft.files.count() == 1
