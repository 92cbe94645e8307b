"""The policy sandbox: pick a rule, move its figures, see what that does to invented people."""
