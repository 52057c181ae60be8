"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.window.views import (
    choosing,
    fees,
    filling,
    hand_overs,
    landing,
    receipts,
    shelf,
    today,
)

app_name = "window"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", landing.desk, name="desk"),
    path("desk/find/", landing.find, name="find"),
    path("desk/window/", choosing.choose_item, name="take-in"),
    path("desk/window/items/<str:code>/", choosing.choose_person, name="person"),
    path("desk/window/persons/<str:ref>/earlier/", choosing.earlier, name="earlier"),
    path("desk/window/drafts/", choosing.drafts, name="drafts"),
    path("desk/window/drafts/export/", choosing.export_drafts, name="export-drafts"),
    path("desk/window/drafts/<str:ref>/", filling.fill, name="fill"),
    path("desk/window/drafts/<str:ref>/advice/", filling.advice, name="advice"),
    path("desk/window/drafts/<str:ref>/discard/", filling.discard, name="discard"),
    path("desk/window/receipts/<str:number>/", receipts.receipt, name="receipt"),
    path("desk/window/missing/<str:number>/", receipts.advice, name="missing"),
    path("desk/window/shelf/", shelf.index, name="shelf"),
    path("desk/window/shelf/export/", shelf.export, name="export-shelf"),
    path("desk/window/shelf/<str:number>/", shelf.hand_out, name="hand-out"),
    path("desk/window/today/", today.show, name="today"),
    path("desk/window/today/export/", today.export, name="export-today"),
    path("desk/hand-overs/", hand_overs.index, name="hand-overs"),
    path("desk/hand-overs/export/", hand_overs.export, name="export-hand-overs"),
    path("desk/hand-overs/new/<str:load>/<slug:receiver>/", hand_overs.make, name="hand-over-make"),
    path("desk/hand-overs/<str:number>/", hand_overs.show, name="hand-over"),
    path("desk/hand-overs/<str:number>/<str:verb>/", hand_overs.settle, name="hand-over-settle"),
    path("desk/fees/", fees.day, name="fees"),
    path("desk/fees/export/", fees.export, name="export-fees"),
    path("desk/fees/<str:number>/", fees.of_case, name="case-fees"),
    path("desk/fees/<str:number>/charge/", fees.charge, name="charge"),
    path("desk/fees/<str:number>/<int:pk>/<str:verb>/", fees.settle, name="settle-fee"),
]
