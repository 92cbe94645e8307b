"""Pages of recognition between cities: for everybody, for her whose it is, for offices."""
