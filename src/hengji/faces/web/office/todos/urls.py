"""Addresses of the todos."""

from django.urls import path

from hengji.faces.web.office.todos import acts, views

urlpatterns = [
    path("", views.todo_list, name="todos"),
    path("<int:todo_id>/", views.todo_page, name="todo"),
    path("<int:todo_id>/claim/", acts.claim, name="todo-claim"),
    path("<int:todo_id>/release/", acts.release, name="todo-release"),
    path("<int:todo_id>/hand-on/", acts.hand_on, name="todo-hand-on"),
    path("<int:todo_id>/acknowledge/", acts.acknowledge, name="todo-acknowledge"),
]
