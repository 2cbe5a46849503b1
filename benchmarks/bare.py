"""The yardstick: the same rows in clear, through views with no middleware, no keys, no templates and no Markdown."""

from uuid import uuid4

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from entries.rows import ROWS_ON_A_PAGE

TABLE = "CREATE TABLE bare (id char(32) PRIMARY KEY, written_on date, title text, body text)"


def put(written_on: str, title: str, body: str) -> str:
    """Insert one row and return its id."""
    row = uuid4().hex
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare VALUES (%s, %s, %s, %s)", [row, written_on, title, body])
    return row


def save(request: HttpRequest) -> HttpResponse:
    """Keep one entry."""
    put(request.POST["written_on"], request.POST["title"], request.POST["body"])
    return HttpResponse(status=302)


def read(request: HttpRequest, row: str) -> HttpResponse:
    """Show one entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT written_on, title, body FROM bare WHERE id = %s", [row])
        return HttpResponse("\n".join(map(str, cursor.fetchone())))


def journal(request: HttpRequest) -> HttpResponse:
    """Show the newest entries, and how many there are in each month."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT written_on, title, body FROM bare ORDER BY written_on DESC LIMIT %s", [ROWS_ON_A_PAGE])
        rows = cursor.fetchall()
        cursor.execute("SELECT substr(CAST(written_on AS text), 1, 7), count(*) FROM bare GROUP BY 1 ORDER BY 1 DESC")
        months = cursor.fetchall()
    return HttpResponse("\n".join(str(line) for line in [*rows, *months]))


urlpatterns = [path("save/", save), path("read/<slug:row>/", read), path("journal/", journal)]
