"""The same rules over whole columns: many people at once, on NumPy arrays alone.

Nothing here reads a file: `columns` says what a column is; whoever has the data makes them.
"""
