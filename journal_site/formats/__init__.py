"""How days and numbers are written, by language. `WEEKDAY_DATE_FORMAT` and the like are names of ours."""
