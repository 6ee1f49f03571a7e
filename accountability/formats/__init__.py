"""How dates and times are written and read, where Django's own British formats differ from the newsroom's."""
