"""Sanctions, made hard to misuse: facts, notice, what else was tried, hearing, advice, the centre's own lateness."""
