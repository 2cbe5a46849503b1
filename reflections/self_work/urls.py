"""Addresses of self-work."""

from django.urls import path

from reflections.self_work import goal_views, views

urlpatterns = [
    path("self-work/", views.self_work, name="self_work"),
    path("self-work/new/", views.new_goal, name="new_goal"),
    path("self-work/<uuid:goal_id>/make/", views.make_goal, name="make_goal"),
    path("self-work/<uuid:goal_id>/begin/", views.begin_goal, name="begin_goal"),
    path("self-work/<uuid:goal_id>/", goal_views.goal, name="goal"),
    path("self-work/<uuid:goal_id>/check-in/", goal_views.check_in, name="check_in_on_goal"),
    path("self-work/check-ins/<uuid:fact_id>/", goal_views.goal_check_in, name="goal_check_in"),
    path("self-work/<uuid:goal_id>/plan/", goal_views.change_plan, name="change_plan"),
    path("self-work/<uuid:goal_id>/review/", goal_views.review_goal, name="review_goal"),
    path("self-work/<uuid:goal_id>/set-down/", goal_views.set_down_goal, name="set_down_goal"),
    path("self-work/<uuid:goal_id>/take-up/", goal_views.take_up_goal, name="take_up_goal"),
    path("self-work/<uuid:goal_id>/delete/", goal_views.delete_goal, name="delete_goal"),
]
