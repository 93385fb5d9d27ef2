"""Pages « Si vous travaillez »: one month of work, as a tool and in a person's file."""
