"""The design system: page shell, components, dates and figures as people say them."""
