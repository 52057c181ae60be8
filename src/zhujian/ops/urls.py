"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.ops.views import ledger, letters, machines, missed, reference, wording

app_name = "ops"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("metrics", machines.figures, name="metrics"),
    path("desk/reference/", reference.landing, name="reference"),
    path("desk/reference/holidays/", reference.this_year, name="holidays-now"),
    path("desk/reference/holidays/<int:year>/", reference.holidays, name="holidays"),
    path(
        "desk/reference/holidays/<int:year>/confirm/", reference.confirm_year, name="confirm-year"
    ),
    path(
        "desk/reference/holidays/<int:year>/<str:on>/clear/", reference.clear_day, name="clear-day"
    ),
    path("carrier/reports/", letters.take_reports, name="carrier-reports"),
    path("desk/ledger/", ledger.events, name="ledger"),
    path("desk/missed/", missed.listed, name="missed"),
    path("desk/missed/change/", missed.change, name="missed-change"),
    path("desk/missed/export/", missed.export, name="missed-export"),
    path("desk/letters/", letters.outbox, name="letters"),
    path("desk/letters/<int:pk>/again/", letters.again, name="letter-again"),
    path("desk/reference/letters/", letters.texts, name="letter-texts"),
    path("desk/reference/letters/limits/", letters.limits, name="letter-limits"),
    path("desk/reference/letters/<str:template>/", letters.template_id, name="letter-text"),
    path("desk/reference/counts/", reference.counts, name="counts"),
    path("desk/reference/counts/<str:rule>/<str:of>/", reference.edit_count, name="count"),
    path("desk/reference/synonyms/", wording.synonyms, name="synonyms"),
    path("desk/reference/synonyms/<int:pk>/", wording.change_synonym, name="synonym"),
    path("desk/reference/words/", wording.words, name="words"),
    path("desk/reference/words/<int:pk>/", wording.change_word, name="word"),
]
