"""What the organisations refuse.

NoSuchOrganisation   there is none of this code or id
"""


class NoSuchOrganisation(LookupError):
    """There is no such organisation."""

    code = "no_such_organisation"
