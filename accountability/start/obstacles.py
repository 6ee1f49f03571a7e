"""What can be in the way of a start, each as one sentence that says what to do."""

import errno


class Obstacle(Exception):  # noqa: N818 - named as people speak of it
    """Something a person can put right; its text is the whole sentence they read."""


DISK_FULL = "The disk is full: free some space and start again; nothing was left half-made."
DISK_FULL_WORDS = ("No space left on device", "disk is full", "Disk quota exceeded")
NETWORK_WORDS = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Connection refused",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "from versions: none",  # what pip says of an index that it could not read
)


def obstacle_in(error: OSError) -> Obstacle:
    """The obstacle behind an error of the operating system."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Obstacle(DISK_FULL)
    what = error.strerror or str(error)
    where = f" ({error.filename})" if error.filename else ""
    return Obstacle(
        f"The start failed because of the machine's files{where}: {what}; put that right and start again."
    )


def obstacle_in_pip_output(output: str, requirements: str) -> Obstacle:
    """The obstacle behind an installation that failed, read from what pip printed."""
    if any(words in output for words in DISK_FULL_WORDS):
        return Obstacle(DISK_FULL)
    if any(words in output for words in NETWORK_WORDS):
        return Obstacle(
            f"The packages in {requirements} could not be fetched: connect to the network (or check pip's "
            "settings for its package index) and start again; nothing was left half-made."
        )
    if "DO NOT MATCH THE HASHES" in output:
        return Obstacle(
            f"A package that was fetched is not the one in {requirements}: do not use it, and check where pip "
            "fetches packages from; nothing was left half-made."
        )
    lines = (
        [line for line in output.splitlines() if line.startswith("ERROR")]
        or output.splitlines()[-1:]
        or ["no words"]
    )
    return Obstacle(
        f"pip could not install {requirements}, and said: {lines[0]}; nothing was left half-made."
    )
