"""Panels bring what rooms above know to the pages of rooms below."""

import pytest
from django.test import RequestFactory

from zhujian.web import panels


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {})


def test_panels_stand_in_their_order_and_may_be_left_out() -> None:
    for order, answer in ((20, {"text": "二"}), (10, {"text": "<一>"}), (30, None)):
        panels.register_panel(
            "portal.home.main",
            lambda request, answer=answer: (
                answer and {**answer, "title": "", "status": 422, "fields": (), "reference": ""}
            ),
            "web/error_notice.html",
            order=order,
        )
    shown = panels.panels(RequestFactory().get("/"), "portal.home.main")
    assert shown.index("&lt;一&gt;") < shown.index("二")
    assert shown.count("alert") == 2


def test_a_place_without_panels_is_empty() -> None:
    assert panels.panels(RequestFactory().get("/"), "portal.home.main") == ""


def test_a_place_that_no_page_offers_is_a_fault() -> None:
    with pytest.raises(LookupError, match="PLACES"):
        panels.register_panel("nowhere", lambda request: {}, "web/error_notice.html")
    with pytest.raises(LookupError, match="PLACES"):
        panels.panels(RequestFactory().get("/"), "nowhere")
