"""Reads an mbox, a Maildir or a message, as Python's `mailbox` and `email` do, and prints as JSON of every message its
bytes, its flags in a Maildir and what it says."""

import base64
import json
import mailbox
import os
import sys

from parsed import parsed


def messages(path):
    if path.endswith(".eml"):
        with open(path, "rb") as file:
            return [(file.read(), "")]
    if os.path.isdir(path):
        box = mailbox.Maildir(path, create=False)
        return [(box.get_bytes(key), box.get_message(key).get_flags()) for key in sorted(box.keys())]
    box = mailbox.mbox(path, create=False)
    return [(box.get_bytes(key), "") for key in box.keys()]


print(
    json.dumps(
        [[base64.b64encode(received).decode(), flags, parsed(received)] for received, flags in messages(sys.argv[1])]
    )
)
