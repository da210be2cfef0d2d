"""What our pages show, read from the database as it is: no search, one module a subject.

Only reads, through the connection that it is given, which has SQLite's own rows, plain tuples.
"""
