"""What is due, late or waiting for somebody, read from every room below. Nothing is stored here."""
