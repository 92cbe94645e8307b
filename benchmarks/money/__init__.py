"""`benchmarks/run.py --money`: what money takes at the size of a city."""
