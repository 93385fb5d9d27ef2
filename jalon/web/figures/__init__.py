"""The centre's figures: numbers, their formula, the files behind them, and what leaves the centre."""
