"""Public pages are kept as bytes, for everyone the same, and dropped by what they show."""

import gzip
from collections.abc import Callable

import pytest
from tests.web import sample_pages
from tests.web.conftest import Feed, Reply

from zhujian.web.cache.pages import Page
from zhujian.web.cache.store import PageStore
from zhujian.web.front import Front

Ask = Callable[..., Reply]


@pytest.fixture(autouse=True)
def _calm() -> None:
    sample_pages.during.clear()


def test_a_public_page_is_made_once_and_then_kept(ask: Ask) -> None:
    first = ask("/items/a/")
    second = ask("/items/a/")
    assert first.status == second.status == 200
    assert first.body == second.body
    assert first.headers == second.headers


def test_a_kept_page_says_how_it_may_be_kept_elsewhere(ask: Ask) -> None:
    for reply in (ask("/items/a/"), ask("/items/a/")):
        assert reply.headers["cache-control"] == "public, max-age=0, s-maxage=1"
        assert reply.headers["vary"] == "Accept-Encoding"
        assert reply.headers["content-length"] == str(len(reply.body))
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        assert "set-cookie" not in reply.headers
        assert "x-reference" not in reply.headers


def test_cookies_of_the_caller_change_nothing(ask: Ask) -> None:
    plain = ask("/items/a/")
    assert ask("/items/a/", cookie="zhujian=abc; zhujian_csrf=def").body == plain.body


def test_a_stranger_with_a_session_cookie_gets_no_cookie_on_the_first_making(ask: Ask) -> None:
    assert "set-cookie" not in ask("/items/a/", cookie="zhujian=abc").headers


def test_other_items_hosts_and_sizes_are_other_pages(ask: Ask, front: Front) -> None:
    pages = {ask(path).body for path in ("/items/a/", "/items/b/", "/da/items/a/")}
    assert len(pages) == 3
    assert len(front.store) == 3


def test_large_type_keeps_its_prefix_in_addresses(ask: Ask) -> None:
    assert "/da/items/a/" in ask("/da/items/a/").text
    assert "/da/" not in ask("/items/a/").text


def test_a_foreign_host_is_refused_and_never_kept(ask: Ask, front: Front) -> None:
    assert ask("/items/a/", host="evil.example", hx_request="true").status == 400
    assert len(front.store) == 0


def test_keys_that_the_view_does_not_listen_to_are_not_seen(ask: Ask) -> None:
    plain = ask("/items/a/")
    assert ask("/items/a/?utm_source=x&zzz=1").body == plain.body
    second = ask("/items/a/?page=2")
    assert second.body != plain.body
    assert "page=2" in second.text
    assert ask("/items/a/?x=1&page=2&y=2").body == second.body


def test_an_endless_query_is_not_kept(ask: Ask, front: Front) -> None:
    assert ask("/items/a/?page=" + "x" * 3000).status == 200
    assert len(front.store) == 0


def test_who_has_the_page_is_told_so(ask: Ask) -> None:
    etag = ask("/items/a/").headers["etag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        reply = ask("/items/a/", if_none_match=known)
        assert reply.status == 304
        assert reply.body == b""
        assert reply.headers["etag"] == etag
        assert "content-length" not in reply.headers
    assert ask("/items/a/", if_none_match='"old"').status == 200


def test_a_conditional_request_on_an_unmade_page_still_keeps_it(ask: Ask, front: Front) -> None:
    assert ask("/items/a/", if_none_match='"old"').status == 200
    assert len(front.store) == 1


def test_a_head_request_has_the_headers_of_the_page_and_no_body(ask: Ask) -> None:
    head = ask("/items/a/", "HEAD")
    page = ask("/items/a/")
    assert head.body == b""
    assert head.headers == page.headers


def test_the_packed_page_is_the_same_page(ask: Ask) -> None:
    plain = ask("/items/a/")
    packed = ask("/items/a/", accept_encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert ask("/items/a/", if_none_match=packed.headers["etag"]).status == 304


def test_a_change_drops_exactly_the_pages_that_show_it(ask: Ask, feed: Feed) -> None:
    before = {code: ask(f"/items/{code}/").body for code in "ab"}
    feed.commit("item:a", "item:unknown")
    assert ask("/items/a/").body != before["a"]
    assert ask("/items/b/").body == before["b"]


def test_a_tag_added_while_the_view_ran_counts_too(ask: Ask, feed: Feed) -> None:
    before = ask("/items/a/").body
    feed.commit("places")
    assert ask("/items/a/").body != before


def test_a_change_is_followed_once(ask: Ask, feed: Feed) -> None:
    ask("/items/a/")
    feed.commit("item:a")
    ask("/items/a/")
    feed.commit("item:b")
    before = ask("/items/a/").body
    feed.commit("item:c")
    assert ask("/items/a/").body == before


def test_a_page_is_not_kept_when_something_changed_while_it_was_made(
    ask: Ask, feed: Feed, front: Front
) -> None:
    sample_pages.during.append(lambda: feed.commit("item:a"))
    stale = ask("/items/a/")
    assert len(front.store) == 0
    assert ask("/items/a/").body != stale.body


def test_more_changes_than_can_be_read_drop_everything(ask: Ask, feed: Feed, front: Front) -> None:
    before = ask("/items/a/").body
    feed.commit(*(f"item:{number}" for number in range(2500)))
    assert ask("/items/a/").body != before


def test_a_feed_that_cannot_be_read_drops_everything(
    ask: Ask, feed: Feed, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhujian.kernel import changes

    before = ask("/items/a/").body
    feed.commit("item:zzz")
    with monkeypatch.context() as patch:
        patch.setattr(changes, "since", lambda after, limit: 1 / 0)
        assert ask("/items/a/").body != before


def test_a_page_that_has_outlived_its_time_is_made_anew(ask: Ask) -> None:
    assert ask("/fleeting/").body != ask("/fleeting/").body


def test_pages_from_the_search_index_are_public_but_not_kept(ask: Ask, front: Front) -> None:
    first = ask("/search?q=x")
    assert first.text.startswith("x ")
    assert ask("/search?q=x").body != first.body
    assert first.headers["cache-control"].startswith("public")
    assert "etag" in first.headers
    assert len(front.store) == 0
    assert "content-encoding" in ask("/search?q=x", accept_encoding="gzip").headers


def test_private_pages_and_errors_are_never_kept(ask: Ask, front: Front) -> None:
    form = ask("/form/")
    assert form.headers["cache-control"] == "private, no-store"
    assert "set-cookie" in form.headers
    assert ask("/missing/", hx_request="true").status == 404
    assert len(front.store) == 0


def test_the_least_recently_used_pages_go_first() -> None:
    store = PageStore(max_bytes=10 * 4000)
    for number in range(8):
        store.keep(str(number), Page([], b"x" * 1500, etag='"e"', expires=9e12))
    assert store.get("0") is not None
    for number in range(8, 12):
        store.keep(str(number), Page([], b"x" * 1500, etag='"e"', expires=9e12))
    assert store.get("0") is not None
    assert store.get("1") is None
    assert store.bytes <= store.max_bytes


def test_a_page_that_would_push_out_an_eighth_of_all_is_not_kept() -> None:
    store = PageStore(max_bytes=80_000)
    store.keep("big", Page([], b"x" * 20_000, etag='"e"', expires=9e12))
    assert len(store) == 0


def test_the_weight_is_given_back_when_pages_go() -> None:
    store = PageStore(max_bytes=1_000_000)
    for number in range(5):
        store.keep(
            "same", Page([], b"x" * 100 * number, etag='"e"', tags=frozenset("t"), expires=9e12)
        )
    assert store.drop(["t"]) == 1
    assert store.bytes == 0
    assert store._keys_of == {}
