"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.web import views

app_name = "web"

urlpatterns: list[URLPattern | URLResolver] = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("resume/", views.resume, name="resume"),
    path("print/", views.print_box, name="print-box"),
    path("print/<str:token>/", views.print_standing, name="print"),
]
