"""The command line: check packs, read policies, assess subjects, serve the pages.

    yanzhen assess --city xiangtan person.yaml
    yanzhen packs check xiangtan --text policies/

Chinese by default, English with `--lang en` or YANZHEN_LANG=en. Data go to standard output,
progress and complaints to standard error; the exit code is 1 when something was found wrong.
"""

from yanzhen.cli.app import main

__all__ = ["main"]
