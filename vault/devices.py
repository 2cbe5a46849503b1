"""What a device is called: "Firefox on Android", so that somebody knows it again, and no more than that."""

from django.utils.translation import gettext as _

# Looked for in this order: Edge and Opera also say Chrome, Chrome also says Safari.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
# An iPad and an iPhone also say Mac OS X, Android also says Linux.
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_of(user_agent: str) -> str:
    """Return the device that sent this User-Agent header, as it is kept: "Firefox, Android", or as much as is known."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def in_words(device: str) -> str:
    """Return a name for a device, in the language of whoever reads it."""
    browser, _comma, system = device.partition(", ")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or _("An unknown device")
