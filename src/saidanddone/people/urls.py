from django.urls import URLPattern, URLResolver, path

from saidanddone.people.views import invitations, return_links

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<str:token>/", return_links.return_link, name="return_link"),
    path("return-link/", return_links.ask_for_return_link, name="ask_for_return_link"),
    path("return-link/asked/", return_links.return_link_asked, name="return_link_asked"),
    path("return-link/close/", return_links.close_return_link, name="close_return_link"),
    path("return-link/keep/", return_links.claim, name="claim"),
    path("i/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("invitation/", invitations.invitation, name="invitation"),
]
