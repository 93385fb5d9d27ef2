"""The views of the lab, by what one comes to do."""
