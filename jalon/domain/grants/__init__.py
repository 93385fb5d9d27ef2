"""What a centre has to justify: its amounts under one programme, and everything that hangs on them."""
