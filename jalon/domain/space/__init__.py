"""The person's own space: how they enter, what they may read of their file, what they say there."""
