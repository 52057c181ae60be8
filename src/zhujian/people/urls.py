"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.people.views import (
    desk_mandates,
    desk_people,
    looks,
    mandates,
    me,
    phone,
    resident,
    sessions,
    staff,
)

app_name = "people"

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/sign-in/", resident.sign_in, name="resident-sign-in"),
    path("me/sign-in/code/", resident.enter_code, name="resident-code"),
    path("me/sign-in/paper/", phone.paper, name="paper-sign-in"),
    path("me/sign-out/", resident.sign_out, name="resident-sign-out"),
    path("me/profile/", me.profile, name="profile"),
    path("me/tokens/", me.tokens, name="tokens"),
    path("me/tokens/<slug:ref>/revoke/", me.revoke_token, name="revoke-token"),
    path("me/looks/", looks.mine, name="looks"),
    path("desk/looks/", looks.everybody, name="desk-looks"),
    path("me/phone/", phone.change, name="phone"),
    path("me/phone/code/", phone.prove, name="phone-code"),
    path("me/sessions/", sessions.index, name="sessions"),
    path("me/sessions/end-others/", sessions.end_others, name="end-other-sessions"),
    path("me/sessions/<slug:ref>/end/", sessions.end, name="end-session"),
    path("me/mandates/", mandates.index, name="mandates"),
    path("me/mandates/agency/", mandates.agency, name="agency"),
    path("me/mandates/agency/code/", mandates.agency_code, name="agency-code"),
    path("me/mandates/invite/", mandates.invite, name="invite"),
    path("me/mandates/<slug:ref>/revoke/", mandates.revoke, name="revoke-mandate"),
    path("me/invitations/<slug:ref>/", mandates.answer, name="answer-invitation"),
    path("me/enterprises/new/", mandates.claim, name="claim"),
    path("me/enterprises/<slug:ref>/", mandates.enterprise, name="enterprise"),
    path("desk/people/", desk_people.index, name="desk-people"),
    path("desk/people/<slug:ref>/", desk_people.show, name="desk-person"),
    path("desk/people/<slug:ref>/phone/", desk_people.lost_phone, name="desk-lost-phone"),
    path("desk/people/<slug:ref>/card/", desk_people.issue_card, name="desk-card"),
    path(
        "desk/people/<slug:ref>/card/<slug:code>/revoke/",
        desk_people.revoke_card,
        name="desk-revoke-card",
    ),
    path("desk/mandates/", desk_mandates.index, name="desk-mandates"),
    path("desk/mandates/paper/", desk_mandates.paper, name="desk-paper"),
    path("desk/mandates/<slug:ref>/", desk_mandates.show, name="desk-mandate"),
    path("desk/mandates/<slug:ref>/licence/", desk_mandates.licence, name="desk-licence"),
    path("desk/mandates/<slug:ref>/revoke/", desk_mandates.revoke, name="desk-revoke-mandate"),
    path("desk/sign-in/", staff.sign_in, name="staff-sign-in"),
    path("desk/sign-in/code/", staff.enter_code, name="staff-code"),
    path("desk/sign-out/", resident.sign_out, name="staff-sign-out"),
]
