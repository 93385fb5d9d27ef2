"""Pages before the work begins: sign-in, invitations, the choice of a centre, one's own account."""
