"""The tree of organisations: city, counties and parks, departments; and whose rows are whose."""
