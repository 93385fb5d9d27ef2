"""The last ten minutes of February: every centre sends its report and five documents at once, on a bad line.

    python -m bench.load --minutes 10

Each centre has two people, each with a browser of their own. They do as people do: open the form, fill it, send it.
One request in five loses its answer (the connection is cut once it is sent), and is then sent again as it was, twice at
the same time for some. At the end the database is asked what there is of each: one report, five costs, five documents.
"""
