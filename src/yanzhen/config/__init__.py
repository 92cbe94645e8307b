"""Starting things: settings, addresses, the embedded database and the server.

Everything below takes what it needs as an argument; only this package reads the environment.
"""
