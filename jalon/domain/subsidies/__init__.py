"""Subsidies: programmes, the data they are shared by, and decided amounts, of which a centre reads its own."""
