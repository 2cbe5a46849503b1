"""Tests: they mirror the apps; `site` walks the whole product, `browser` lives it in Chromium."""
