"""What a reporter pastes into a story: four pieces made of the record, each as plain text, HTML and Markdown.

`material` reads a round, and decides what of it may stand there; `counting`, `round_up`, `contacts` and `table`
lay out the pieces; `plain`, `markup` and `markdown` only mark them up. Sentences come from `questions.sentences`.
"""
