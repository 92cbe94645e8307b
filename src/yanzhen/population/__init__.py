"""Many subjects at once: taking in an office's files, running the rules over them, writing down.

for name, raw in subjects_of(Path("population"), "person"):
    assess(pack, raw, as_of)
"""
