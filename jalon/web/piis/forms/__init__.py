"""Forms of the PIIS room: they read what was typed; the services decide."""
