"""What a plain installation lacks: the service comes with the extra `[service]`.

raise typer.Exit(without_service(missing)) from None
"""

import sys


def without_service(missing: ModuleNotFoundError) -> int:
    """Say which extra has what was asked for; the exit code."""
    print(
        f"网页服务需要附加组件：pip install 'yanzhen[service]'（缺 {missing.name}）\n"
        f"The pages need an extra: pip install 'yanzhen[service]' ({missing.name} is missing)",
        file=sys.stderr,
    )
    return 1
