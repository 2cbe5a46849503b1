"""Addresses of leaving with everything."""

from django.urls import path

from archive import views

urlpatterns = [path("book/", views.book, name="book")]
