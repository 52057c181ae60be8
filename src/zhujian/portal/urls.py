"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.portal.views import about, home, manual, me, messages, organisations, search, track

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("life/<slug:slug>/", home.life, name="life"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggest, name="suggest"),
    path("track/", track.track_box, name="track"),
    path("track/<str:number>/", track.track_file, name="track-file"),
    path("me/", me.me, name="me"),
    path("me/messages/", messages.mine, name="my-messages"),
    path("me/messages/read/", messages.read_mine, name="read-my-messages"),
    path("me/messages/ways/", messages.my_ways, name="my-ways"),
    path("me/messages/<int:pk>/", messages.open_mine, name="my-message"),
    path("desk/messages/", messages.at_desk, name="desk-messages"),
    path("desk/messages/read/", messages.read_at_desk, name="read-desk-messages"),
    path("desk/messages/ways/", messages.desk_ways, name="desk-ways"),
    path("desk/messages/<int:pk>/", messages.open_at_desk, name="desk-message"),
    path("help/", manual.index, name="help"),
    path("help/<slug:slug>/", manual.show, name="help-page"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/<slug:slug>/", organisations.show, name="organisation"),
    path("about/", about.about, name="about"),
    path("about/fault/", about.fault, name="fault"),
    path("about/plan/", about.site_plan, name="site-plan"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("sitemap.xml", about.sitemap, name="sitemap"),
    path("robots.txt", about.robots, name="robots"),
    path("favicon.ico", about.favicon, name="favicon"),
]
