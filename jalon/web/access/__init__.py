"""The gate: who a request is, in which centre, and whether the page is theirs."""
