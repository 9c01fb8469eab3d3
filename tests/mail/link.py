"""Reads a `mailto:` link from standard input as Python does, and prints it as JSON: addresses and fields in their order."""

import json
import sys
import urllib.parse

link = urllib.parse.urlsplit(sys.stdin.read().rstrip("\n"))
assert link.scheme == "mailto" and not link.netloc and not link.fragment, link
fields = urllib.parse.parse_qsl(link.query, keep_blank_values=True, strict_parsing=True, errors="strict")
print(json.dumps({"to": urllib.parse.unquote(link.path).split(","), "fields": fields}))
