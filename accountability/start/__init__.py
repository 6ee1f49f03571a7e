"""Starting the record on a person's own machine, and saying in one sentence what is in the way."""
