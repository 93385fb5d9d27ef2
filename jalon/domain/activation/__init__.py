"""Trajectories of social activation, their modules and actions, and the progress made along them."""
