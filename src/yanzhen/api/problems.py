"""What goes wrong, as `application/problem+json`: a stable code, sentences, all findings at once.

raise Problem("not_found")
{"type": "/api/v1/docs/#not_found", "status": 404, "code": "not_found", "title": "...", ...}
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict

from yanzhen.policy.vocabulary import Label

MEDIA = "application/problem+json"
CODES: dict[str, tuple[int, Label]] = {
    "unreadable": (400, Label(
        "请求内容无法读取；请用 UTF-8 编码的 JSON，不含控制字符。",
        "The request cannot be read: send JSON in UTF-8, without control characters.")),
    "not_signed_in": (401, Label(
        "请带上密钥：Authorization: Bearer ……", "Bring a key: Authorization: Bearer ...")),
    "bad_credential": (401, Label(
        "密钥或令牌无效、已过期或已吊销。",
        "The key or token is wrong, has expired or was revoked.")),
    "not_believed": (401, Label(
        "请求没有通过核验：签名、对象、时间或编号不符。",
        "The request is not believed: its signature, addressee, time or number is wrong.")),
    "no_scope": (403, Label(
        "密钥没有这项权限；请向发放密钥的管理员申请。",
        "The key lacks this scope; ask the administrator who gave it.")),
    "needs_person": (403, Label(
        "这一步须由工作人员本人办理，密钥不能代办。",
        "A member of staff has to do this; a key cannot.")),
    "needs_key": (403, Label(
        "这一功能只供密钥使用。", "This is for keys only.")),
    "csrf": (403, Label(
        "缺少 CSRF 令牌；请带上 X-CSRFToken。", "The CSRF token is missing: send X-CSRFToken.")),
    "second_factor": (403, Label(
        "请先在网页上使用第二验证因素登录。",
        "Sign in on the site with your second factor first.")),
    "confirmation": (403, Label(
        "这一步须在 5 分钟内重新验证身份；请先在网页上确认。",
        "Confirm who you are on the site first; a confirmation lasts five minutes.")),
    "not_found": (404, Label(
        "没有这个对象，或您无权查看。", "There is no such thing, or it is not yours to see.")),
    "method_not_allowed": (405, Label(
        "这个地址不支持该方法。", "This address does not take this method.")),
    "under_way": (409, Label(
        "同一幂等键的请求正在处理；请稍后再试。",
        "A request with this idempotency key is under way; ask again soon.")),
    "too_large": (413, Label("请求内容过大。", "The request is too large.")),
    "invalid": (422, Label(
        "请求内容不符合要求，详见 findings。", "The request does not fit; see the findings.")),
    "refused": (422, Label("没有办理，原因见 findings。", "Nothing was done; see the findings.")),
    "key_reused": (422, Label(
        "这个幂等键已用于内容不同的请求；请换一个。",
        "This idempotency key was used for another request: take a new one.")),
    "too_many_requests": (429, Label(
        "请求过于频繁；请在 Retry-After 所示秒数后再试。",
        "Too many requests: wait as many seconds as Retry-After says.")),
}  # fmt: skip


def example(body: dict[str, Any]) -> ConfigDict:
    """The configuration of a schema that shows an example."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class Sentences(Schema):
    zh: str
    en: str


class FindingOut(Schema):
    """One reason; `where` is the field it speaks of, empty for the whole."""

    code: str
    where: str
    sentences: Sentences
    suggestion: str | None = None


class ProblemOut(Schema):
    type: str
    title: str
    status: int
    code: str
    sentences: Sentences
    findings: list[FindingOut]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    code: str
    reason: Label
    where: str = ""
    suggestion: str | None = None


class Problem(Exception):
    """Ends a request with a code of `CODES`."""

    def __init__(
        self, code: str, *findings: Finding, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        self.code, self.findings, self.headers, self.more = code, findings, headers or {}, more
        super().__init__(code)


def problem_response(problem: Problem) -> HttpResponse:
    """The answer for a problem."""
    status, reason = CODES[problem.code]
    body = {
        "type": f"/api/v1/docs/#{problem.code}",
        "title": reason.zh,
        "status": status,
        "code": problem.code,
        "sentences": {"zh": reason.zh, "en": reason.en},
        "findings": [
            {
                "code": one.code,
                "where": one.where,
                "sentences": {"zh": one.reason.zh, "en": one.reason.en},
                "suggestion": one.suggestion,
            }
            for one in problem.findings
        ],
        **problem.more,
    }
    headers = dict(problem.headers)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="yanzhen"'
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA, headers=headers)
