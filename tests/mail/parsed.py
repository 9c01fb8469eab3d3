"""Reads a message from standard input as Python's `email` does, and prints what it says as JSON."""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def parsed(received):
    message = email.message_from_bytes(received, policy=email.policy.default)
    raw = email.message_from_bytes(received, policy=email.policy.compat32)

    def mailboxes(name):
        """The two readers of addresses that Python has must find the same; before 3.12 the newer one puts spaces into
        names of several encoded words."""
        older = email.utils.getaddresses(raw.get_all(name, []))
        newer = [box.addr_spec for header in message.get_all(name, []) for box in header.addresses]
        assert [address for _, address in older] == newer, (older, newer)
        decoded = [str(email.header.make_header(email.header.decode_header(name))) for name, _ in older]
        return list(map(list, zip(decoded, newer)))

    body = message.get_body(("plain",))
    return {
        "headers": message.keys(),
        "from": mailboxes("From"),
        "to": mailboxes("To"),
        "cc": mailboxes("Cc"),
        "subject": str(message["Subject"]),
        "lang": str(message["Content-Language"]),
        "body": body.get_content().replace("\r\n", "\n"),
        "attachments": [
            [part.get_filename(), part.get_content_type(), base64.b64encode(part.get_content()).decode()]
            for part in message.iter_attachments()
        ],
        "defects": [str(defect) for part in message.walk() for defect in part.defects],
    }


if __name__ == "__main__":
    print(json.dumps(parsed(sys.stdin.buffer.read())))
