"""The browser of the browser tests: Debian's Chromium, or the one that `CHROMIUM` names."""

import os
import shutil
from pathlib import Path


def browser_on_this_machine() -> Path | None:
    """The program, or None where there is no such browser."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return Path(named) if Path(named).exists() else None
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return Path(found) if found else None
