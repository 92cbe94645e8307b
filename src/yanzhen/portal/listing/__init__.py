"""Lists: one way to sort, filter, search, page and export them, whatever stands in them.

A list is declared as data, fed from a source, and shown:

    LISTING = Listing(
        "queue",
        columns=(Column("number", "case_number", number_cell, look="main"),
                 Column("due", "case_due", due_cell, order="due")),
        filters=(Filter("state", "case_state", states),), searched="queue_search", order="due",
    )

    shown = show(LISTING, source, Wanted.of(LISTING, request.GET), spoken())

What is wanted of a list stands in its address and nowhere else, so a link to it is the list.
"""
