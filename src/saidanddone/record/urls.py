"""The record's pages, and its files as C2SP tlog-tiles names them: `/record/` is the newest log's prefix.

Older logs keep their prefix `/record/logs/<number>/`, with the same addresses under it.
"""

from django.urls import URLPattern, URLResolver, include, path, re_path

from saidanddone.record import views

POSITION = r"(?P<position>0|[1-9][0-9]{0,14})"

of_one_log: list[URLPattern | URLResolver] = [
    path("checkpoint", views.checkpoint, name="record_checkpoint"),
    path("key", views.key, name="record_key"),
    re_path(r"^tile/(?P<where>[0-9a-z/.]{1,80})$", views.tile, name="record_tile"),
    re_path(rf"^entries/{POSITION}/$", views.entry, name="record_entry"),
    re_path(rf"^entries/{POSITION}/content$", views.content, name="record_content"),
    re_path(rf"^entries/{POSITION}/receipt$", views.receipt, name="record_receipt"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.record, name="record"),
    path("check/", views.check, name="record_check"),
    path("verify.py", views.verifier, name="record_verifier"),
    path("witness", views.witness, name="record_witness"),
    path("witnesses", views.witnesses, name="record_witnesses"),
    *of_one_log,
    re_path(r"^logs/(?P<number>[1-9][0-9]{0,3})/$", views.record, name="record_log"),
    re_path(r"^logs/(?P<number>[1-9][0-9]{0,3})/", include(of_one_log)),
]
