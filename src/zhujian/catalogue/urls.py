"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.catalogue.views import desk, public

app_name = "catalogue"

urlpatterns: list[URLPattern | URLResolver] = [
    path("items/", public.list_items, name="items"),
    path("items/<str:code>/", public.show_item, name="item"),
    path("desk/items/", desk.list_drafts, name="desk"),
    path("desk/items/<str:code>/", desk.show_draft, name="desk-item"),
    path("desk/items/<str:code>/publish/", desk.publish, name="desk-publish"),
    path("desk/items/<str:code>/<str:move>/", desk.move, name="desk-move"),
    path("desk/items/<str:code>/edit/<str:section>/", desk.edit, name="desk-edit"),
]
