"""Yanzhen 雁阵: from the clause of a talent policy to the card in a person's hand.

>>> import yanzhen
>>> yanzhen.__version__.count(".")
2
"""

__version__ = "0.1.0"
