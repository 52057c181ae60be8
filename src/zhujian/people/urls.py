"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.people.views import me, resident, staff

app_name = "people"

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/sign-in/", resident.sign_in, name="resident-sign-in"),
    path("me/sign-in/code/", resident.enter_code, name="resident-code"),
    path("me/sign-out/", resident.sign_out, name="resident-sign-out"),
    path("me/profile/", me.profile, name="profile"),
    path("me/tokens/", me.tokens, name="tokens"),
    path("me/tokens/<slug:ref>/revoke/", me.revoke_token, name="revoke-token"),
    path("desk/sign-in/", staff.sign_in, name="staff-sign-in"),
    path("desk/sign-in/code/", staff.enter_code, name="staff-code"),
    path("desk/sign-out/", resident.sign_out, name="staff-sign-out"),
]
