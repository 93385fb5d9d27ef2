"""Spending: cost lines with their documents, checked while they are typed, beside the grant they justify."""
