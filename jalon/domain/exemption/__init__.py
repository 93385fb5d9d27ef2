"""One month of work beside the income support: worked out for one person, and kept in the file when asked."""
