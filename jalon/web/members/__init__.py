"""The people of a centre at work: who they are, who may do what, and how the centre presents itself."""
