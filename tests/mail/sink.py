"""Takes one message by SMTP on a port of the loopback, prints the port, and stores envelope and message as they came."""

import json
import socketserver
import sys


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        sender, recipients, lines = None, [], []
        self.say("220 sink")
        while command := self.rfile.readline():
            word = command[:4].upper()
            if word == b"MAIL":
                sender = command.split(b":", 1)[1].split(b">")[0].strip(b" <").decode()
            elif word == b"RCPT":
                recipients.append(command.split(b":", 1)[1].split(b">")[0].strip(b" <").decode())
            elif word == b"DATA":
                self.say("354 go on")
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line[1:] if line.startswith(b".") else line)
                with open(sys.argv[1], "wb") as out:
                    out.write(b"".join(lines))
                with open(sys.argv[1] + ".to", "w") as out:
                    json.dump({"from": sender, "to": recipients}, out)
            elif word == b"QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")


with socketserver.TCPServer(("127.0.0.1", 0), Session) as server:
    server.timeout = 30
    print(server.server_address[1], flush=True)
    server.handle_request()
