"""Template helpers of the members room."""
