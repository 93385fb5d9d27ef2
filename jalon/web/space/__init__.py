"""The person's own pages, and the desk's pages about them."""
