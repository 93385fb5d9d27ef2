"""The pages of the measures room, by what one comes to do."""
