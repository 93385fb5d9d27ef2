"""Reading projects: what a page, the worker's list and the figures need.

Chainable adjectives are on `Piis.objects`, `Commitment.objects`, `Evaluation.objects` (see `models.querysets`).
"""
