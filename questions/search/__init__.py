"""Search over published answers: words are folded, kept in an index, asked for by their beginnings, and marked.

`folding` says when two spellings are the same word, `index` keeps the words of each answer, `engines` asks the two
databases, `asked` reads what a reader typed, `marking` shows where it was found, and `names` does the same for
people's names without an index. Who may be found at all is not decided here but when the question is asked, by
`questions.models.publication`.
"""
