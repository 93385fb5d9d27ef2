"""One module for each thing a centre keeps about itself."""
