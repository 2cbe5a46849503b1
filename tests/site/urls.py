"""The product's addresses, and one that breaks with somebody's words in its hands."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from journal_site import urls as product


@login_not_required
def boom(request: HttpRequest) -> HttpResponse:
    """Fail with the words in the message and in a variable."""
    words = request.POST.get("body") or request.GET.get("q") or ""
    if request.method == "GET":
        raise SuspiciousOperation(words)
    raise ValueError(words)


handler500 = product.handler500
urlpatterns = [path("boom/", boom, name="boom"), *product.urlpatterns]
