"""The pages of the bilan room, by what one comes to do: around the talk, the talk itself, its end."""
