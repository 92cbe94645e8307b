"""The pages of an employer's officer: filing for many, following every case."""
