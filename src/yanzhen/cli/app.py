"""Which commands there are and what they take; what they do is in the modules beside."""

import secrets
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from yanzhen.cli import (
    assessing,
    checking,
    comparing,
    facts_page,
    founding,
    items,
    keeping,
    money,
    reading,
    streaming,
)
from yanzhen.cli.auditing import audit_app
from yanzhen.cli.card import card_app
from yanzhen.cli.casing import cases_app
from yanzhen.cli.extras import without_service
from yanzhen.cli.keyring import keys_app
from yanzhen.cli.many import many
from yanzhen.cli.options import AsJson, AsOf, City, Lang, Language, Packs, day_of
from yanzhen.policy import PolicyError

app = typer.Typer(
    name="yanzhen",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="雁阵：把城市人才政策变成能用的服务。Yanzhen: a city's talent policies, working.",
)
packs_app = typer.Typer(
    no_args_is_help=True, help="新建、检查政策包,查看数字。Begin and check packs, list figures."
)
app.add_typer(packs_app, name="packs")
app.add_typer(many, name="population")
app.add_typer(audit_app, name="audit")
app.add_typer(keys_app, name="api-keys")
app.add_typer(cases_app, name="cases")
app.add_typer(card_app, name="card")


@packs_app.command("new")
def packs_new(
    city: City,
    text: Annotated[Path, typer.Option(help="文件原文(UTF-8 文本)/ the document's text")],
    out: Annotated[
        Path, typer.Option("--out", "--packs", help="写到哪个政策包文件夹 / folder of packs")
    ] = Path("packs"),
    lang: Language = Lang.zh,
) -> None:
    """从原文生成政策包骨架:条款、数字,其余待写。A pack's skeleton from a document's text."""
    raise typer.Exit(founding.new(city, text, out, lang.value))


@packs_app.command("check")
def packs_check(
    cities: Annotated[list[str] | None, typer.Argument(help="不写则全部 / all by default")] = None,
    text: Annotated[
        Path | None, typer.Option(help="原文,文件或文件夹 / the texts, file or folder")
    ] = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """检查政策包:问题与覆盖率;有问题则退出码为 1。Findings and coverage; exit 1 on any finding."""
    raise typer.Exit(checking.check(cities or [], text, packs, as_json, lang.value))


@packs_app.command("figures")
def packs_figures(
    city: City, packs: Packs = None, as_json: AsJson = False, lang: Language = Lang.zh
) -> None:
    """列出每个数字及其去处。Each figure and what accounts for it."""
    checking.figures(city, packs, as_json, lang.value)


@app.command()
def facts(
    subject: Annotated[
        str | None, typer.Option(help="只列一类对象的事实 / facts of one kind of subject")
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="docs/guide/facts.md 的内容 / the page facts.md")
    ] = False,
    lang: Language = Lang.zh,
) -> None:
    """列出事实词汇。The vocabulary of facts."""
    if markdown:
        print(facts_page.page(), end="")
        return
    reading.facts(subject, as_json, lang.value)


@app.command()
def policies(
    city: City,
    rule: Annotated[str | None, typer.Argument(help="规则标识 / a rule's id")] = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """读政策:规则的条件与待遇。Rules in readable form."""
    reading.policies(city, rule, packs, as_json, lang.value)


@app.command()
def services(
    city: City,
    item: Annotated[str | None, typer.Argument(help="事项标识 / a service item's id")] = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """列出能办的事项,或看一个事项的全部要素。Service items, or one of them whole."""
    items.services(city, item, packs, as_json, lang.value)


@app.command()
def funding(
    city: City, packs: Packs = None, as_json: AsJson = False, lang: Language = Lang.zh
) -> None:
    """列出资金、额度、由谁承担、何时退回。Funds, countable places, who bears it, clawback."""
    money.funding(city, packs, as_json, lang.value)


@app.command()
def assess(
    file: Annotated[str, typer.Argument(help="JSON 或 YAML 文件，- 为标准输入 / a file or -")],
    city: Annotated[str, typer.Option(help="城市标识 / a city's id")],
    as_of: AsOf = None,
    packs: Packs = None,
    as_json: AsJson = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="一行一个对象 / one object a line, in and out")
    ] = False,
    lang: Language = Lang.zh,
) -> None:
    """算一个对象(或一串)能得到什么、为什么。What a subject is entitled to, and why."""
    day = day_of(as_of)
    pack = assessing.pack_of(city, packs)
    if jsonl:
        raise typer.Exit(streaming.stream(pack, file, day, lang.value))
    assessing.one(pack, file, day, as_json, lang.value)


@app.command()
def compare(
    file: Annotated[str, typer.Argument(help="JSON 或 YAML 文件，- 为标准输入 / a file or -")],
    cities: Annotated[
        str | None, typer.Option(help="城市，逗号分开；不写则全部 / cities, comma-separated")
    ] = None,
    as_of: AsOf = None,
    packs: Packs = None,
    as_json: AsJson = False,
    lang: Language = Lang.zh,
) -> None:
    """同一情况,各市对照。One situation in several cities, side by side."""
    compared = comparing.packs_of(cities, packs)
    comparing.side_by_side(file, compared, day_of(as_of), as_json, lang.value)


@app.command()
def keys(
    name: Annotated[str, typer.Argument(help="新密钥的名称 / the new key's name")] = "1",
) -> None:
    """生成加密密钥，供环境变量使用。Draw encryption keys for the environment."""
    try:
        sealing = import_module("yanzhen.apps.sealing.keys")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    print(f"YANZHEN_SECRET_KEY={secrets.token_urlsafe(48)}")
    print(f"YANZHEN_KEYS={sealing.drawn_key(name)}")
    print(f"YANZHEN_INDEX_KEY={sealing.drawn_index_key()}")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址 / address")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 / port")] = 8000,
    workers: Annotated[
        bool, typer.Option(help="同时启动后台进程 / start the workers beside it")
    ] = True,
) -> None:
    """启动网页服务(含内置数据库)。Serve the pages, with the embedded database."""
    try:
        service = import_module("yanzhen.config.serve")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    service.serve(host, port, own_workers=workers)


@app.command()
def work() -> None:
    """启动后台进程(不含网页)。The background workers alone, beside a server elsewhere."""
    try:
        working = import_module("yanzhen.config.work")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    working.work()


app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)


def main() -> None:
    """Run the command line; what cannot be answered is said in a sentence."""
    try:
        app()
    except PolicyError as error:
        for problem in error.problems:
            hint = f"（是否想写 {problem.suggestion}？)" if problem.suggestion else ""
            print(f"{problem.zh}{hint} / {problem.en}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
