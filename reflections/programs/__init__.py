"""Programs: sittings over days, which survive gaps and can be taken up again anywhere."""
