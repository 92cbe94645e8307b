"""What cannot be taken in or written: files as a whole, said in sentences."""

from yanzhen.policy.errors import PolicyError


class PopulationRefused(PolicyError):
    """A population's files cannot be taken as they are; nothing was written."""

    code = "population-refused"
