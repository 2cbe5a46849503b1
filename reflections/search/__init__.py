"""Search: what was looked for lately, sealed; where it is looked for; and the pages of what was found."""
