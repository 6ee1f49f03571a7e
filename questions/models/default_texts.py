"""What a publisher's policies say until the newsroom writes its own: only what holds for every installation."""

CORRECTIONS_POLICY = """\
We put mistakes right as soon as we know of them, and never silently.

Whatever readers have seen is changed with a dated note that says what was wrong and what it says now. The note \
stands beside the words it is about and on the page of corrections, and the earlier words can be opened under \
it. Our own typing errors are marked as such, and still appear. Words that are withdrawn leave a dated note in \
their place.

The words of those who answered stand as they gave them: we do not tidy, shorten or improve them, and where somebody \
cut them before us, it says so. If we copied them wrongly, that is a mistake of ours. If somebody changes their \
answer, both stand, each with its date.

Tell us which page is wrong and what should stand there. If you were asked and your reply is missing, tell us: \
it is added, and from then on no page says that you did not respond."""

PRIVACY = """\
Readers get no cookie and need no account. These pages load nothing from anywhere else, count nobody and pass \
nothing on.

As with every website, the server may note each request in its log: the time, the page, the address of the \
network it came from, and what the browser says about itself. That is used to run the site and to keep it safe, \
and for nothing else.

The record is about people in public office, and what they said, or did not say, in that office. How they can be \
reached is never published."""

ACCESSIBILITY = """\
We want everybody to be able to read this record: with a keyboard, a screen reader, large type, a dark screen, \
on paper, and without JavaScript.

What is tested: a program (axe-core) looks for known barriers on every kind of page, in light and dark colours, \
and the pages are opened in a browser at the width of a small phone to see that nothing has to be scrolled \
sideways. The software this record runs on is not released while any of these finds something.

What is not tested: a program finds only some barriers. No people with disabilities have tested these pages for \
us, and no independent audit has been made. We therefore claim conformance with no standard.

If you cannot read or use something, tell us: we will try to give you what it says in another form, and to mend \
the page."""


def corrections_policy() -> str:
    """How the newsroom puts mistakes right: what the software holds it to in any case."""
    return CORRECTIONS_POLICY


def privacy() -> str:
    """What becomes of what readers leave behind."""
    return PRIVACY


def accessibility() -> str:
    """What is tested, and what is not."""
    return ACCESSIBILITY
