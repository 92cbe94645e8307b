"""The second reading of a pack: the same trees over whole columns of people.

What `evaluate` says of one subject, this says of a hundred thousand at once, to the fen and to
the missing fact. A kernel of NumPy operations walks the trees as they are written, over chunks
of rows that fit a processor's cache; Kleene truth is a pair of masks that are never null
(definitely, possibly), a number is a value and whether it is known, and where a column has no
gaps the second half is the constant True and costs nothing.

    program = Program(pack)
    program.evaluate("person", columns, size, as_of=date(2026, 1, 1)).rules["art-19-rent"].status
"""
