"""Every change to a case, by what is done. Each is one transaction: write, timeline, audit."""
