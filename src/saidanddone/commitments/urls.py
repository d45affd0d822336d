"""Names and paths."""

from django.urls import URLPattern, path

from saidanddone.commitments.views import commitments, setbacks, wall

COMMITMENT = "commitments/<public_id:public_id>/"

urlpatterns: list[URLPattern] = [
    path("commitments/", wall.commitments, name="commitments"),
    path("commitments/download.<ending:ending>", wall.commitments_download, name="commitments_download"),
    path(COMMITMENT, commitments.commitment, name="commitment"),
    path(f"{COMMITMENT}worked/", commitments.say_if_it_worked, name="say_if_it_worked"),
    path("setbacks/", setbacks.setbacks, name="setbacks"),
    path("setbacks/<public_id:public_id>/", setbacks.setback, name="setback"),
]
