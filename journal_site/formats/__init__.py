"""How dates and numbers are written, by language. Names beside Django’s own are ours: `WEEKDAY_DATE_FORMAT` and the like."""
