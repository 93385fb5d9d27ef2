"""Django's PostgreSQL backend with a schema editor that locks every centre's table as it creates it."""
