"""`benchmarks/run.py --cards`: what cards take at the size of a city."""
