"""What may be done with a way through a program."""

from django import forms

TAKE, GO_TO, SKIP, PAUSE, PLAIN, REST = "take", "go to", "skip", "pause", "plain", "rest"


class BeginForm(forms.Form):
    """Begin a program. `run_id` is made with the page."""

    run_id = forms.UUIDField()


class RunForm(forms.Form):
    """One step; `sitting` is counted from 0."""

    do = forms.ChoiceField(choices=[(each, each) for each in (TAKE, GO_TO, SKIP, PAUSE, PLAIN, REST)])
    sitting = forms.IntegerField(min_value=0, max_value=99, required=False)
