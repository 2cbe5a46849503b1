"""How style sheets and scripts are served: under a name made from what they say, compressed, and the sheets as one.

The sheets stand in many files, to be read; a browser that is asked to follow each import waits for every one.
"""

import re
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/app.css"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


class StaticFilesAtOnce(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """What `collectstatic` fills."""

    def post_process(self, paths: dict[str, tuple[Storage, str]], **options: Any) -> Any:
        """Put every sheet that `app.css` imports into it, and name and compress the files."""
        whole = InMemoryStorage()
        whole.save(SHEET, ContentFile(_whole_sheet(paths)))
        return super().post_process(paths | {SHEET: (whole, SHEET)}, **options)


def _whole_sheet(paths: dict[str, tuple[Storage, str]]) -> str:
    def text_of(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return _COMMENT.sub("", file.read().decode())

    return _IMPORT.sub(lambda found: f"@layer {found[2]} {{\n{text_of(f'css/{found[1]}')}}}", text_of(SHEET))
