"""What cannot be taken in or written: files as a whole, said in sentences."""

from yanzhen.policy.errors import PolicyError


class PopulationRefused(PolicyError):
    """A population's files cannot be taken as they are; nothing was written."""

    code = "population-refused"


class EngineRefused(PolicyError):
    """The engine that was asked for cannot be had, or did not finish; no answer was given."""

    code = "engine-refused"
