from django.urls import path

from saidanddone.messaging import views

urlpatterns = [
    path("desk/messages/", views.desk_messages, name="desk_messages"),
    path("desk/messages/in-doubt/", views.doubts, name="desk_doubts"),
    path("desk/messages/letters/", views.letters, name="desk_letters"),
    path("desk/messages/letters/together/", views.batch_letters, name="batch_letters"),
    path("desk/messages/letters/<public_id:batch>/pdf/", views.print_batch, name="print_batch"),
    path("desk/messages/letters/<public_id:batch>/posted/", views.mark_batch_posted, name="mark_batch_posted"),
    path("desk/messages/<public_id:public_id>/retry/", views.retry_message, name="retry_message"),
    path("desk/messages/<public_id:public_id>/again/", views.send_again, name="send_again"),
    path("desk/messages/<public_id:public_id>/arrived/", views.mark_arrived, name="mark_arrived"),
    path("desk/messages/<public_id:public_id>/posted/", views.mark_posted, name="mark_posted"),
]
