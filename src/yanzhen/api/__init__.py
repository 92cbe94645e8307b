"""The interface for programs, under /api/v1: parse, ask a service, answer as JSON."""
