"""Root addresses: each room's own, and the pages for errors."""

from django.urls import include, path

from zhujian.config import words  # noqa: F401 -- registers the roof's verbs

handler400 = "zhujian.web.errors.bad_request"
handler403 = "zhujian.web.errors.permission_denied"
handler404 = "zhujian.web.errors.page_not_found"
handler500 = "zhujian.web.errors.server_error"

ROOMS_WITH_PAGES = [
    "portal",
    "ops",
    "gateway",
    "handbook",
    "window",
    "cases",
    "catalogue",
    "ratings",
    "places",
    "people",
    "web",
]

urlpatterns = [path("", include(f"zhujian.{room}.urls")) for room in ROOMS_WITH_PAGES]
