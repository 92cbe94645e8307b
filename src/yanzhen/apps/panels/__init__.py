"""Panels of experts: who may sit in them, lots, avoidance, sealed scores, the conclusion."""
