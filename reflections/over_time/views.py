"""Over time: thirteen weeks of check-ins with the marks she set, and the words of a year once she asks for them."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from accounts.flows import today_for
from accounts.views import PersonRequest, personal_of
from entries.rows import ROWS_ON_A_PAGE
from reflections.over_time import counting, flows
from reflections.over_time.content import Span
from reflections.over_time.figures import told_of_check_ins
from reflections.over_time.forms import MarkForm
from reflections.over_time.word_figures import last_of, outside_said, told_of_words
from reflections.over_time.word_lists import has_word_lists, language_in_force, word_lists
from vault.guards import unlocked
from vault.reading import read_or_none

# Years from which weeks lead nowhere out of the calendar.
_YEARS = range(2, 9999)


@require_http_methods(["GET", "POST"])
@unlocked
@gzip_page
def over_time(request: PersonRequest) -> HttpResponse:
    """Show thirteen weeks, `?until=` a day of the last of them, and set a mark."""
    today = today_for(request.preferences, vault=request.vault)
    form = MarkForm(request.POST) if request.method == "POST" else MarkForm.blank(today)
    if form.is_valid():
        mark = form.content()
        flows.set_mark(request.user, mark_id=form.cleaned_data["mark_id"], content=mark, vault=request.vault)
        messages.success(request, _("Marked."))
        return redirect("over_time")
    marks = flows.marks_of(request.user, vault=request.vault)
    until = min(_day_asked(request.GET.get("until", ""), today), today)
    personal = personal_of(request)
    season = flows.season_for(request.user, until, marks, personal=personal, vault=request.vault)
    shown = {"season": season, "marks": marks, "form": form, "told": told_of_check_ins()}
    shown |= {"has_word_lists": has_word_lists(language_in_force()), "counts_words": personal.counts_words}
    return render(request, "reflections/over_time/index.html", shown)


@require_http_methods(["GET", "POST"])
@unlocked
def delete_mark(request: PersonRequest, mark_id: UUID) -> HttpResponse:
    """Ask once, then delete a mark for good."""
    mark = get_object_or_404(request.user.marks, id=mark_id)
    if request.method == "POST":
        mark.delete()
        messages.success(request, _("The mark is gone."))
        return redirect("over_time")
    shown = {"mark": mark, "content": read_or_none(mark.read, request.vault)}
    return render(request, "reflections/over_time/delete_mark.html", shown)


@require_http_methods(["GET", "POST"])
@unlocked
def words_over_time(request: PersonRequest) -> HttpResponse:
    """Show figures of the words of a year, `?year=`, for whoever asked for them; start and stop counting."""
    if request.method == "POST":
        flows.count_words(request.preferences, wanted=request.POST.get("count") == "yes", vault=request.vault)
        return redirect("words_over_time")
    counts = personal_of(request).counts_words
    if not has_word_lists(language_in_force()):
        return render(request, "reflections/over_time/no_words.html", {"counts": counts})
    if not counts:
        return render(request, "reflections/over_time/words_off.html", {"told": told_of_words()})
    return render(request, "reflections/over_time/words.html", _words_of_year(request))


@require_GET
@unlocked
def sentences_over_time(request: PersonRequest, measure: str) -> HttpResponse:
    """Show the sentences of a month, `?month=` its first day, in which a figure finds its words."""
    if not (has_word_lists(language_in_force()) and personal_of(request).counts_words):
        return redirect("words_over_time")
    lists, today = word_lists(language_in_force()), today_for(request.preferences, vault=request.vault)
    if measure not in lists.looked_at():
        raise Http404
    first = _day_asked(request.GET.get("month", ""), today).replace(day=1)
    days = Span(first, last_of(first))
    found = counting.sentences_with(request.user, days, measure, lists=lists, vault=request.vault)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"first": first, "page": page, "measure": measure, "telling": lists.looked_at()[measure]}
    shown |= {"is_if_only": measure == lists.if_onlys_id}
    return render(request, "reflections/over_time/sentences.html", shown)


def _words_of_year(request: PersonRequest) -> dict[str, object]:
    today, lists = today_for(request.preferences, vault=request.vault), word_lists(language_in_force())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in _YEARS else today.year
    days = Span(date(year, 1, 1), date(year, 12, 31))
    marks = flows.opened(flows.marks_of(request.user, vault=request.vault))
    words = counting.count_between(request.user, days, marks, lists=lists, vault=request.vault)
    earlier, later = counting.year_beside(request.user, year)
    return {
        "year": year,
        "words": words,
        "outside": outside_said(words.answers, words.from_outside),
        "lists": lists,
        "looked_at": lists.looked_at().items(),
        "told": told_of_words(),
        "earlier": earlier,
        "later": later,
    }


def _day_asked(said: str, today: date) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(said)
        return day if day.year in _YEARS else today
    return today
