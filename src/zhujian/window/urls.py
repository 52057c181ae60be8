"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.window.views import landing, shelf, take_in

app_name = "window"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", landing.desk, name="desk"),
    path("desk/find/", landing.find, name="find"),
    path("desk/window/", take_in.choose_item, name="take-in"),
    path("desk/window/items/<str:code>/", take_in.choose_person, name="person"),
    path("desk/window/drafts/<str:ref>/", take_in.fill, name="fill"),
    path("desk/window/drafts/<str:ref>/discard/", take_in.discard, name="discard"),
    path("desk/window/receipts/<str:number>/", take_in.receipt, name="receipt"),
    path("desk/window/shelf/", shelf.index, name="shelf"),
    path("desk/window/shelf/<str:number>/", shelf.hand_out, name="hand-out"),
]
