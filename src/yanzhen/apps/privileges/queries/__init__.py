"""Reads over privileges, by who looks."""
