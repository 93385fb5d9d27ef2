"""The demonstration: invented people in centres that exist, each file lived through the services.

Nothing is written behind the services' back, so every rule, document, hash and journal row is true. Each file is one
transaction with an id of its own: a loading that was cut takes up where it stopped.
"""

from jalon.command.demo.loading import load

__all__ = ["load"]
