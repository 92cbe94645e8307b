"""The sentences of the lifecycle: why an action is not possible, and what it needs."""

from yanzhen.policy.vocabulary import Label

NEEDS = {
    "reason": Label("理由", "the reason"),
    "opinion": Label("审核意见", "the opinion"),
    "supplements": Label("需要补正的内容", "what has to be supplemented"),
    "answer": Label("答复", "the answer"),
    "decision": Label("审批结论", "the decision"),
    "unit": Label("转往的单位", "the unit to transfer to"),
    "result": Label("办理结果", "the result"),
    "conclusion": Label("评审结论", "the conclusion of the review"),
    "until": Label("公示截止日期", "the last day of the publicity period"),
    "satisfaction": Label("是否满意", "whether you are satisfied"),
    "materials": Label("补正材料", "the supplementary materials"),
    "person": Label("经办人", "the person to assign to"),
}


def missing(need: str) -> Label:
    """Something that comes with an action was left out."""
    label = NEEDS.get(need, Label(need, need))
    return Label(f"请填写{label.zh}。", f"Enter {label.en}.")


def unknown_action(action: str) -> Label:
    return Label(f"没有“{action}”这个操作。", f"There is no action {action}.")


def wrong_state(action: Label, state: Label) -> Label:
    return Label(
        f"办件现在是“{state.zh}”，不能“{action.zh}”；请刷新后再看。",
        f'The case is now "{state.en}", so "{action.en}" is not possible; reload the page.',
    )


def not_yours(action: Label) -> Label:
    return Label(f"“{action.zh}”不由您办理。", f'"{action.en}" is for somebody else to do.')


def no_work(action: Label) -> Label:
    return Label(
        f"您所在的单位没有待办的“{action.zh}”。",
        f'Your unit has no open work for "{action.en}" on this case.',
    )


def same_hand(action: Label, earlier: Label) -> Label:
    return Label(
        f"这件由您办理过“{earlier.zh}”，不能再由您“{action.zh}”；请由另一位同事办理。",
        f'You did "{earlier.en}" on this case, so "{action.en}" has to be done by a colleague.',
    )


def blocked(action: Label) -> Label:
    return Label(
        f"还有异议没有办结，暂不能“{action.zh}”。",
        f'An objection is still open, so "{action.en}" has to wait.',
    )


def no_unit(state: Label) -> Label:
    return Label(
        f"这里没有登记办理“{state.zh}”的单位；请管理员先在机构名录中补上。",
        f'No unit is registered here for "{state.en}"; an administrator has to add one first.',
    )


def unregistered(unit: Label) -> Label:
    return Label(
        f"机构名录里没有“{unit.zh}”，无法分派；请管理员先补上。",
        f'"{unit.en}" is not among the organisations here; an administrator has to add it first.',
    )
