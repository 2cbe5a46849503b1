"""Texts of every kind: any characters, and Markdown made of them."""

from hypothesis import strategies as st

_SIGNS = (
    "\n",
    "\n\n",
    "# ",
    "> ",
    "- ",
    "1. ",
    "---\n",
    "`",
    "```\n",
    "*",
    "**",
    "[",
    "](",
    ")",
    "\\",
    " ",
    "  \n",
    "|",
    "<",
)
# Some of each: right to left, joined, stacked, without spaces, beyond the first plane, joined by what has no width.
_SCRIPTS = (
    "aé שלום مرحبا हिन्दी தமிழ் ไทย မြန်မာ 한국어 日本語 漢字 ελ ру "
    "ༀ 𐎠 👩🏾‍🚀 🇫🇷 ❤️ \u200b\u200d\u202e\u2066\u00ad\ufeff\ufffc"
)

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(
    st.sampled_from(_SCRIPTS), max_size=30
)
any_line = _words
any_markdown = st.lists(st.sampled_from(_SIGNS) | _words, max_size=25).map("".join)
