"""The pages of the annual report: at the centre and at the administration."""
