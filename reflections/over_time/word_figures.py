"""Figures of words, by month: each with its range, what it counts, what it cannot tell, and its table beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from reflections.over_time.charts import Bar, Chart, drawn, drawn_shares
from reflections.over_time.content import MarkContent, Span
from reflections.over_time.figures import Figure, Group, Table, name_of
from reflections.over_time.word_lists import Measure, Telling, WordLists
from reflections.over_time.words import Counted, Rate, by_month, together, usual_range

Pages = Sequence[tuple[date, Counted]]
Months = Sequence[tuple[date, Counted]]


def told_of_words() -> tuple[str, ...]:
    """Return what is said of all figures of words, on the page and in the book."""
    return (
        _("These are counts of words. They do not know how you are."),
        _(
            "They are counted in your pages alone: not in letters, plain pages, what you wrote instead of a message, "
            "answers, or what is marked as quoted or sung. A month has a figure from three pages and 2,500 words on; "
            "below that chance says more than you."
        ),
        _("Only the language of this page is known here, so what you wrote in another is left out."),
        _(
            "The line in a bar is how many of 100 words, the bar how far that may be off. The band across is your own "
            "usual range: the middle of your weeks with enough words. Two months count as different only where they "
            "differ by more than chance would make them."
        ),
    )


def words_of(days: Span, pages: Pages, marks: Sequence[MarkContent], lists: WordLists) -> Group:
    """Return the figures of the words of these days. `pages` come by day, with a count for each measure and time."""
    shown = tuple(mark for mark in marks if mark.day in days)
    months = by_month(pages)
    figures = [_figure(number, measure, days, pages, shown) for number, measure in enumerate(lists.measures)]
    figures += _times(together(each for _day, each in months), lists) if months else []
    return Group(days, _("Words of %s") % days.first.year, tuple(figures) if months else (), shown)


def last_of(first: date) -> date:
    """Return the last day of the month that begins with `first`."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def outside_said(answers: int, from_outside: int) -> str:
    """Return how many answers of a span were written from outside; nothing where there is none."""
    if not answers:
        return ""
    said = {"outside": from_outside, "answers": answers}
    return _("Of the answers in these days: %(outside)s of %(answers)s.") % said


def _figure(number: int, measure: Measure, days: Span, pages: Pages, marks: Sequence[MarkContent]) -> Figure:
    months = by_month(pages)
    rates = [(first, month.rate(number)) for first, month in months if month.is_enough()]
    usual = usual_range(pages, number)
    name = _(measure.telling.shown_as)
    chart = Chart(
        says=_says(name, days, rates),
        days=days,
        scale=_scale([rate.value + rate.give_or_take for _first, rate in rates] + [*(usual or ())]),
        bars=[_bar(first, rate, days) for first, rate in rates],
        usual=usual,
        marks=[mark.day for mark in marks],
    )
    return Figure(name, chart.says, drawn(chart), _table(number, months), _told(measure.telling, usual))


def _says(name: str, days: Span, rates: Sequence[tuple[date, Rate]]) -> str:
    said = {"name": name, "days": name_of(days)}
    if not rates:
        return _("%(name)s, %(days)s: not enough words yet.") % said
    return _("%(name)s of 100 words, %(days)s. The table has every month.") % said


def _bar(first: date, rate: Rate, days: Span) -> Bar:
    month = Span(max(first, days.first), min(last_of(first), days.last))
    return Bar(month, max(rate.value - rate.give_or_take, 0), rate.value + rate.give_or_take, at=rate.value)


def _scale(values: Sequence[float]) -> tuple[tuple[float, str], ...]:
    """Return four lines from none to above the highest value: 0.6, 1.2 and the like."""
    step = next(step for step in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if 3 * step >= max(values, default=0))
    return tuple((step * line, _tenths(step * line)) for line in range(4))


def _table(number: int, months: Months) -> Table:
    heads = (_("Month"), _("Words"), _("Of 100 words"), _("Beside the month before"))
    return Table(heads, tuple(_rows(number, months)))


def _rows(number: int, months: Months) -> Iterator[tuple[str, ...]]:
    before: tuple[str, Rate] | None = None
    for first, month in months:
        name, words = (
            date_format(first, "YEAR_MONTH_FORMAT"),
            number_format(month.words, use_l10n=True, force_grouping=True),
        )
        if not month.is_enough():
            yield name, words, _("not enough words yet"), ""
            continue
        rate = month.rate(number)
        yield name, words, _rate_said(rate), _beside(rate, before)
        before = (date_format(first, "F"), rate)


def _rate_said(rate: Rate) -> str:
    if not rate.value:
        # The error of nothing comes out as nothing, which would claim to be sure.
        return _("none found")
    said = {"rate": _tenths(rate.value), "error": _tenths(rate.give_or_take)}
    return _("%(rate)s, give or take %(error)s") % said


def _beside(rate: Rate, before: tuple[str, Rate] | None) -> str:
    if before is None:
        return ""
    month, other = before
    return (_("about the same as %s") if rate.is_about(other) else _("not the same as %s")) % month


def _told(telling: Telling, usual: tuple[float, float] | None) -> tuple[str, ...]:
    said = [_(telling.counts), _("What it cannot tell: %s") % _(telling.cannot), _(telling.published)]
    if usual:
        low, high = map(_tenths, usual)
        said.append(_("Your usual range by week: %(low)s to %(high)s.") % {"low": low, "high": high})
    return tuple(said)


def _times(whole: Counted, lists: WordLists) -> list[Figure]:
    name = _(lists.times_told.shown_as)
    hits = whole.hits[len(lists.measures) :]
    if not (whole.is_enough() and any(hits)):
        return []
    shares = [(_(part), each / sum(hits)) for (part, _words), each in zip(lists.times, hits, strict=True)]
    rows = tuple((part, _("%s of 100") % number_format(round(100 * share), 0)) for part, share in shares)
    says = _("%s, as one bar. The table has the shares.") % name
    table = Table((_("Words for"), _("Of those for any time")), rows)
    return [Figure(name, says, drawn_shares(says, shares), table, _told(lists.times_told, None))]


def _tenths(value: float) -> str:
    """Return a number with one place, rounded: by itself `number_format` cuts off."""
    return number_format(round(value, 1), 1)
