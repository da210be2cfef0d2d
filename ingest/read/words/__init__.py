"""What words and names mean in a log, in all languages of logs: fields, kinds of parts, apps.

Never looks at where they stand.
"""
