"""Public welfare centres (CPAS / OCMW / ÖSHZ): who they are, their codes, what became of them."""
