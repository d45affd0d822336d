from django.urls import URLPattern, URLResolver, path

from saidanddone.people.views import accounts, calendar, invitations, organisations, return_links, roles, services

ONE = "desk/organisation/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<str:token>/", return_links.return_link, name="return_link"),
    path("return-link/", return_links.ask_for_return_link, name="ask_for_return_link"),
    path("return-link/asked/", return_links.return_link_asked, name="return_link_asked"),
    path("return-link/close/", return_links.close_return_link, name="close_return_link"),
    path("return-link/keep/", return_links.claim, name="claim"),
    path("i/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("account/details/", accounts.your_details, name="your_details"),
    path("account/close/", accounts.close_account, name="close_account"),
    path("desk/organisations/", organisations.desk_organisations, name="desk_organisations"),
    path("desk/organisations/new/", organisations.add_organisation, name="add_organisation"),
    path(ONE, organisations.desk_organisation, name="desk_organisation"),
    path(f"{ONE}change/", organisations.edit_organisation, name="edit_organisation"),
    path(f"{ONE}promise/", organisations.desk_promise, name="desk_promise"),
    path(f"{ONE}end/", organisations.end_organisation, name="end_organisation"),
    path(f"{ONE}services/new/", services.add_service, name="add_service"),
    path(f"{ONE}services/<slug:service_slug>/", services.edit_service, name="edit_service"),
    path(f"{ONE}services/<slug:service_slug>/how/", services.describe_service, name="describe_service"),
    path(f"{ONE}services/<slug:service_slug>/end/", services.end_service, name="end_service"),
    path(f"{ONE}people/", roles.desk_members, name="desk_members"),
    path(f"{ONE}people/invite/", roles.invite, name="invite"),
    path(f"{ONE}people/add/", roles.add_member, name="add_member"),
    path("desk/people/", roles.desk_people, name="desk_people"),
    path("desk/people/invite/", roles.invite, name="invite_to_site"),
    path("desk/people/add/", roles.add_member, name="add_to_site"),
    path("desk/people/roles/<public_id:public_id>/end/", roles.end_membership, name="end_membership"),
    path("desk/people/invitations/<public_id:public_id>/withdraw/", roles.revoke_invitation, name="revoke_invitation"),
    path("desk/bank-holidays/", calendar.desk_calendar, name="desk_calendar"),
    path("desk/bank-holidays/new/", calendar.add_bank_holiday, name="add_bank_holiday"),
    path("desk/bank-holidays/<int:year>/", calendar.desk_calendar, name="desk_calendar_year"),
    path("desk/bank-holidays/day/<int:pk>/remove/", calendar.remove_bank_holiday, name="remove_bank_holiday"),
]
