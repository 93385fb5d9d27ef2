"""Structured invoices (UBL, Peppol BIS Billing 3) read into a cost line."""
