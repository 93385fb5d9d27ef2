"""Ground of the domain: context, tenancy, transitions, errors. Knows no other app."""
