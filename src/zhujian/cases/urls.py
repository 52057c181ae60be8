"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.cases.views import (
    apply,
    correcting,
    desk,
    exports,
    late,
    law,
    mine,
    notices,
    results,
    supplying,
)

app_name = "cases"

urlpatterns: list[URLPattern | URLResolver] = [
    path("apply/<str:code>/", apply.start, name="apply"),
    path("apply/<str:code>/form/<int:page>/", apply.fill, name="apply-form"),
    path("apply/<str:code>/materials/", apply.materials, name="apply-materials"),
    path("apply/<str:code>/check/", apply.check, name="apply-check"),
    path("apply/<str:code>/files/<int:pk>/", apply.file, name="apply-file"),
    path("apply/<str:code>/sent/<str:number>/", apply.sent, name="apply-sent"),
    path("apply/<str:code>/discard/", apply.discard, name="apply-discard"),
    path("me/cases/<str:number>/", mine.show, name="mine"),
    path("me/cases/<str:number>/withdraw/", mine.withdraw, name="mine-withdraw"),
    path("me/cases/<str:number>/correct/", correcting.correct, name="mine-correct"),
    path("me/cases/<str:number>/supply/", supplying.supply, name="mine-supply"),
    path("me/cases/<str:number>/materials/<int:pk>/", mine.material, name="mine-material"),
    path(
        "me/cases/<str:number>/notices/<str:notice>.pdf", notices.download, name="mine-notice-pdf"
    ),
    path("me/cases/<str:number>/notices/<str:notice>/", notices.show, name="mine-notice"),
    path("results/", results.board, name="results"),
    path("desk/results/", results.desk, name="desk-results"),
    path("desk/results/<int:pk>/", results.take_down, name="take-down-result"),
    path("desk/reference/law/", law.law, name="law"),
    path("desk/reference/results/", results.publicity, name="publicity"),
    path("desk/reference/results/<slug:kind>/", results.edit_publicity, name="edit-publicity"),
    path("desk/late/", late.index, name="late"),
    path("desk/late/export/", exports.late, name="export-late"),
    path("desk/cases/", desk.index, name="desk"),
    path("desk/cases/export/", exports.desk, name="export-desk"),
    path("desk/cases/<str:number>/", desk.show, name="desk-case"),
    path("desk/cases/<str:number>/explain-delay/", late.explain, name="explain-delay"),
    path("desk/cases/<str:number>/supply/", supplying.take_in, name="desk-supply"),
    path("desk/cases/<str:number>/<str:verb>/", desk.move, name="desk-move"),
    path("desk/cases/<str:number>/materials/<int:pk>/", desk.material, name="desk-material"),
    path(
        "desk/cases/<str:number>/notices/<str:notice>/", notices.desk_download, name="desk-notice"
    ),
]
