"""Sentences about recognitions, in Chinese and English."""

from yanzhen.apps.recognition.models import Proceeding, Proposal, Recognition, Rerun
from yanzhen.policy.vocabulary import Label

NOT_YOURS = Label(
    "认定的复核、降低和撤销由作出认定地方的人才工作机构办理。",
    "The talent office of the place that recognised sees to this.",
)
A_PERSON = Label("须由人办理。", "A person has to do this.")
SAME_HAND = Label("须由启动程序以外的人决定。", "Somebody other than who opened it has to decide.")
NOT_HEARD = Label("须先告知本人并听取意见。", "The person has to be told and heard first.")
NOBODY_TO_TELL = Label("本人已去世，无须告知。", "Nobody is left to be told.")
NO_CAUSE = Label("请写明事由和已查明的事实。", "Give the cause and what was found.")
NO_CLAUSE = Label(
    "请写明依据的文件和条款（或本市文号）。",
    "Name the document and clause that this rests on (or the city's own number).",
)
NO_REASON = Label("请写明理由。", "Give the reason.")
NO_AIM = Label("请选择与情形相符的处理。", "Choose what fits the way.")
NO_LEVEL = Label("请选择较低的类别。", "Choose a lower tier.")
NO_KIND = Label("没有这一种认定。", "There is no such kind of recognition.")
NO_STEP_DOWN = Label("这种认定没有更低的类别。", "There is no lower tier of this kind.")
NOT_CURRENT = Label("这一认定已不是有效状态。", "This recognition does not hold any more.")
GOING_ON = Label("已有一个未终结的程序。", "A proceeding is open already.")
NO_MINUTES = Label("请填写笔录或陈述要点。", "Enter the minutes or what was stated.")
NO_HOW = Label("请选择听取意见的方式。", "Choose how she was heard.")
NO_DAYS = Label(
    "请填写陈述期限：今天起 1 至 365 天内的一天。文件没有写天数，由办理机构确定。",
    "Enter by when she can answer: a day within 365 days from today. No document says how many.",
)
TOO_EARLY = Label(
    "陈述期限未到，本人也没有答复，暂不能登记。",
    "The time to answer is not over and she has not answered.",
)
IN_FUTURE = Label("日期不能晚于今天。", "The day cannot lie ahead.")
NOT_HERS = Label("现在没有需要您陈述的事项。", "There is nothing to answer to now.")
NO_BASIS = Label(
    "文件没有写期限：请填写本市规定的文号或会议纪要。",
    "No document gives a term: enter the number of the city's own rule or minutes.",
)
NO_MONTHS = Label("请填写 1 至 600 个月，或留空。", "Enter 1 to 600 months, or leave it empty.")
NO_TERM = Label("有效期和复核期至少填一项。", "Enter a validity or a re-check.")
NOT_HIGHER = Label(
    "已有同级或更高的有效认定。", "The same tier or a higher one is recognised already."
)
NOT_A_LEVEL = Label("这种认定没有这一层次。", "This kind of recognition has no such level.")
NO_DRAFT = Label("没有这一版草稿。", "There is no such draft.")
NO_CATALOGUE = Label("本市没有人才目录。", "The city has no talent catalogue.")
NOT_MOVED = Label("没有可列入复核的人员。", "There is nobody to propose.")
NO_RECOGNITION = Label(
    "没有有效认定，无从复核；可邀请本人申请。",
    "There is no recognition to look at again; she can be invited to apply.",
)
STATES_EN = {
    Recognition.State.CURRENT: "In force", Recognition.State.SUPERSEDED: "Replaced by a later one",
    Recognition.State.LOWERED: "Lowered", Recognition.State.WITHDRAWN: "Withdrawn",
    Recognition.State.ENDED: "Ended",
}  # fmt: skip
BY_EN = {
    Recognition.By.CASE: "By a case", Recognition.By.EMPLOYER: "By the employer",
    Recognition.By.PROCEEDING: "Recognised anew",
}  # fmt: skip
AIMS_EN = {
    Proceeding.Aim.LOWER: "To a lower tier", Proceeding.Aim.WITHDRAW: "Withdrawal",
    Proceeding.Aim.END: "End",
}  # fmt: skip
WAYS_EN = {
    Proceeding.Way.CAUSE: "For cause", Proceeding.Way.LEFT: "Has left the city",
    Proceeding.Way.WISH: "At her own wish", Proceeding.Way.DIED: "Has died",
}  # fmt: skip
COURSE_EN = {
    Proceeding.State.OPEN: "To be told", Proceeding.State.TOLD: "Waits to be heard",
    Proceeding.State.HEARD: "Waits for a decision", Proceeding.State.CARRIED: "In effect",
    Proceeding.State.DROPPED: "Closed without change",
}  # fmt: skip
HEARD_EN = {
    Proceeding.Heard.STATEMENT: "Written statement", Proceeding.Heard.HEARING: "Hearing",
    Proceeding.Heard.WAIVED: "Waived in writing", Proceeding.Heard.SILENT: "No answer in time",
}  # fmt: skip
SOURCES_EN = {
    Proposal.Source.RECHECK: "Re-check of current facts",
    Proposal.Source.CATALOGUE: "New version of the catalogue",
    Proposal.Source.CASE: "A new case came out lower",
}  # fmt: skip
PROPOSALS_EN = {
    Proposal.State.OPEN: "Open", Proposal.State.TAKEN: "Proceeding opened",
    Proposal.State.DISMISSED: "Dismissed",
}  # fmt: skip
RERUNS_EN = {Rerun.State.RUNNING: "Running", Rerun.State.DONE: "Done"}
ENGLISH = (
    STATES_EN, BY_EN, AIMS_EN, WAYS_EN, COURSE_EN, HEARD_EN, SOURCES_EN, PROPOSALS_EN, RERUNS_EN,
)  # fmt: skip


def labels(choices: type) -> dict[str, Label]:
    """Every value of some choices in words.

    >>> labels(Recognition.State)["current"].en
    'In force'
    """
    english = next(one for one in ENGLISH if all(isinstance(key, choices) for key in one))
    return {key.value: Label(str(key.label), text) for key, text in english.items()}


def wrong_state(one: Proceeding) -> Label:
    label = labels(Proceeding.State)[one.state]
    return Label(
        f"这一程序现在是“{label.zh}”，不能这样办理。",
        f"The proceeding is in another state ({label.en}): this cannot be done now.",
    )
