"""The categories of the income support, which the PIIS and the income share."""

from enum import IntEnum


class Category(IntEnum):
    """The categories of the income, Act of 26 May 2002, art. 14, § 1."""

    COHABITANT = 1
    SINGLE = 2
    FAMILY = 3
