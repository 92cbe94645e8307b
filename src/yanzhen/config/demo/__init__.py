"""The demo: invented people, employers, accounts of every role, and cases at every stage.

`yanzhen serve` loads it where no host is named for real use (`YANZHEN_DEMO`); who is in it, and
what they are entitled to, stands in `people.yaml`. Every name says that it is invented.
"""
