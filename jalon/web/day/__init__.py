"""The worker's day: what is due, late or waiting, with one next act on each line."""
