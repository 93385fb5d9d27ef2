"""At the door, inside, and at the desk."""
