"""Forms of the people room. They read what was typed; the services decide."""
