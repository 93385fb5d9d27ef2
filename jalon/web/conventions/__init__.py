"""Pages of conventions: the centre writes and signs; the administration examines, decides, sees where each stands."""
