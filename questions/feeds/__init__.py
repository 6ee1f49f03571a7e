"""What is new, as feeds: a round, a reply that came later, a correction, a withdrawal; newest first, a bounded number.

`subjects` says what a feed is about and which rows are news there, `news` makes entries of them, `atom` writes them
down. A feed names nobody as silent: what it says is kept by others for years, where no later reply can clear it.
"""
