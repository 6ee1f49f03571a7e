"""Where `make run`, `make dev` and the tools begin, on whichever Python the machine has.

An old Python must be able to read this file, so that it can say that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the one place where an older Python may arrive
    sys.exit(
        "Python 3.11 or newer is needed and this one is %d.%d: install a newer one and name it, "  # noqa: UP031
        "as in `make run PYTHON=python3.12`; nothing was changed." % sys.version_info[:2]
    )

from accountability.start.commands import main  # only a new enough Python can read it

sys.exit(main(sys.argv[1:]))
