"""Pages of results: the objectives of a grant against what was realised, each number with its files."""
