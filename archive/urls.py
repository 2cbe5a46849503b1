"""x."""

from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("book/", lambda r: HttpResponse("x"), name="book")]
