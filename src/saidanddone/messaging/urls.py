from django.urls import path

from saidanddone.messaging import views

urlpatterns = [
    path("desk/messages/", views.desk_messages, name="desk_messages"),
    path("desk/messages/letters/", views.letters, name="desk_letters"),
    path("desk/messages/<public_id:public_id>/retry/", views.retry_message, name="retry_message"),
    path("desk/messages/<public_id:public_id>/posted/", views.mark_posted, name="mark_posted"),
]
