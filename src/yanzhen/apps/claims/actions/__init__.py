"""What changes claims, by verb family."""
