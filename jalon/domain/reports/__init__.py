"""The single annual report of a grant: written by several, signed by two, examined, sampled, approved."""
