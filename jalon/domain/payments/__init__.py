"""From the closing of a line to the balance: settlements, accounts, payment orders, batches, recoveries."""
