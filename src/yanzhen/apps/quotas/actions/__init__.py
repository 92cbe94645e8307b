"""Every change to a pool, a request, a flat, a lease, a draw."""
