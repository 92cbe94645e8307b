"""The clause library: which version of each city's pack is in force, and what it said before."""
