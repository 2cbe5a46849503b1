"""Check-ins: a day's notes in a few words of the page's own, none of which has to be given."""
