"""Words that occur nowhere else, and where they may hide."""

import base64

WORDS = {
    "title": "zorvalquinte",
    "body": "plinmoradeska",
    "answer": "vextulamiro",
    "error": "krellumopash",
    "locked": "hulvandrecko",
    "name": "drofinelquat",
    "earlier": "wumbrelanto",
    "elsewhere": "ozdrinkelba",
    "discarded": "glenvortusi",
    # A check-in holds no words of hers; this is the name under which one of its answers is sealed.
    "check-in": "gentleness",
    "thing": "ombraquelline",
    "line": "tessivarno",
    "own question": "quillemborath",
    "noticed then": "brastimoleck",
    "noticed now": "quelvandrish",
    "known now": "torvilanesko",
    "said to her": "ambrelluscot",
    "marked": "quintoverasel",
    "goal": "brimsolvanek",
    "plan": "quardelimpo",
    "earlier plan": "folmertixa",
    "fact": "zentharolu",
    "ending": "mavrikodel",
    "urge": "brastonquil",
    "next time": "fennimordava",
    "letter": "brinastoluve",
    "let go": "ombrecalditto",
    "dedication": "sollivernaque",
    "brought in": "quorvalimeth",
    "looked for": "drelmapontis",
    "tag": "smelvandolic",
    "renamed": "prandulmoset",
}
PASSWORD = "grombelatti snorbikalent under the bridge"
SECOND_PASSWORD = "wexomarbilo under another bridge"
THIRD_PASSWORD = "quintavolpe and no bridge at all"
SECRETS = WORDS | {"password": "grombelatti", "second password": "wexomarbilo", "third password": "quintavolpe"}
SECRETS |= {"password of the book": "morvendrilka"}


def spellings(word: str) -> set[bytes]:
    """Return how a word may hide: as it is, as hex, reversed, in Base64 at every alignment."""
    raw = word.encode()
    found = {raw, raw.hex().encode(), raw[::-1]}
    for shift in range(3):
        found.add(base64.b64encode(b"\0" * shift + raw)[4:-4])
    return found


def found_in(haystack: bytes, secrets: dict[str, str]) -> list[str]:
    """Return the names of the secrets that stand in the bytes, in any spelling and any capitals."""
    low = haystack.lower()
    return [name for name, word in secrets.items() if any(each.lower() in low for each in spellings(word))]
