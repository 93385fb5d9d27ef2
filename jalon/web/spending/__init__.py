"""Pages of spending: cost lines beside their grant, entered by hand, from an invoice or from a spreadsheet."""
