"""Views of payments: the administration's and the centre's."""
