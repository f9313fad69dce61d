"""Stories found by the words of a reader: docs/search.md says how.

`lexemes` what is kept of a story and asked for, `tables` where each database keeps it, `index`
writes, `asking` reads what was typed, `tagged` knows tags by their names, `finding` asks,
`ranking` puts in order, `marking` shows the words in a text, `meant` guesses what was misspelt.
"""
