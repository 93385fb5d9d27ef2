"""What the federal administration sees: who sent figures, and the national tables. No file is ever behind them."""
