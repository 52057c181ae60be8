"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.portal.views import about, home, me, search, track

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("life/<slug:slug>/", home.life, name="life"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggest, name="suggest"),
    path("track/", track.track_box, name="track"),
    path("track/<str:number>/", track.track_file, name="track-file"),
    path("me/", me.me, name="me"),
    path("about/", about.about, name="about"),
    path("about/fault/", about.fault, name="fault"),
    path("about/plan/", about.site_plan, name="site-plan"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("sitemap.xml", about.sitemap, name="sitemap"),
    path("robots.txt", about.robots, name="robots"),
    path("favicon.ico", about.favicon, name="favicon"),
]
