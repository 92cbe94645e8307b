"""Many people at once: populations as Parquet, and where invented ones come from.

for name, raw in subjects_of(Path("population"), "person"):
    assess(pack, raw, as_of)
"""
