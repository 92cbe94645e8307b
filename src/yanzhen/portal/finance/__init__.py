"""Money at the desk: funds and budgets, awards with their whole life, what the next years ask for.

Finance arranges and the talent office reads along; who may change what, the services say.
"""
