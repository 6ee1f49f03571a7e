"""British formats of the newsroom."""
