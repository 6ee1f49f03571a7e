"""Pictures of the record: seats, strips of rounds, bars of positions, and the social card.

Only geometry and data, worked out from what a page has already read: nothing here asks the database, and templates
draw what it makes. Nobody is shown by colour alone: each standing has a mark of its own, each party its name.
"""
