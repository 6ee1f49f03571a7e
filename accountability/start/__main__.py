"""Where `make run`, `make dev` and the tools begin, on whichever Python the machine has.

An old Python must be able to read this file, so that it can say that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the one place where an older Python may arrive
    sys.exit(
        f"Python 3.11 or newer is needed and this one is {sys.version_info[0]}.{sys.version_info[1]}: install a newer "
        "one and name it, as in `make run PYTHON=python3.12`; nothing was changed."
    )

from accountability.start.commands import main  # only a new enough Python can read it

sys.exit(main(sys.argv[1:]))
