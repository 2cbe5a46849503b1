"""x"""
from django.urls import path
from django.http import HttpResponse
urlpatterns=[path("book/", lambda r: HttpResponse("x"), name="book")]
