"""Pages of social activation: trajectories, modules, the way gone, the team, the convention."""
