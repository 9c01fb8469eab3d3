"""A fax modem of class 2 on a pseudo-terminal, for one call that goes well.

Usage: modem.py FOLDER. Prints the name of its device; writes FOLDER/commands, what it was told, and
FOLDER/1.g3 and so on, what it was sent of each page (TIA/EIA SP-2388-A, the modem that efax calls "Class 2").
"""

import os
import pty
import sys
import time
import tty
from pathlib import Path

DLE, ETX, XON = 0x10, 0x03, b"\x11"

# What the machine at the other end says of itself: all resolutions, 14,400 bit/s, no 2-D, no ECM.
OTHER = "1,5,0,2,0,0,0,0"


def answer(command, session):
    """What a modem says to a command, in lines."""
    if command.startswith("D"):
        return ["+FCON", '+FCSI: "fax"', f"+FDIS: {OTHER}", "OK"]
    if command == "+FDT":
        return [f"+FDCS: {session}", "CONNECT"]
    if command == "+FET=2":
        return ["+FPTS: 1,0", "+FHNG: 0", "OK"]
    if command.startswith("+FET="):
        return ["+FPTS: 1,0", "OK"]
    if command == "+FCLASS=?":
        return ["0,2", "OK"]
    return ["OK"]


class Modem:
    def __init__(self, folder):
        self.folder = folder
        self.line, device = pty.openpty()
        tty.setraw(self.line)
        tty.setraw(device)
        print(os.ttyname(device), flush=True)
        self.commands = open(folder / "commands", "w")
        self.pages = 0
        self.session = OTHER
        self.waiting = b""

    def byte(self):
        if not self.waiting:
            self.waiting = os.read(self.line, 65536)
        first, self.waiting = self.waiting[0], self.waiting[1:]
        return first

    def command(self):
        """The next command, without the AT before it."""
        text = b""
        while (byte := self.byte()) != ord("\r"):
            text += bytes([byte])
        return text.decode().strip().removeprefix("AT")

    def page(self):
        """A page: what comes until DLE ETX; DLE DLE is one DLE."""
        data = bytearray()
        while True:
            byte = self.byte()
            if byte == DLE:
                byte = self.byte()
                if byte == ETX:
                    break
            data.append(byte)
        self.pages += 1
        (self.folder / f"{self.pages}.g3").write_bytes(data)

    def run(self):
        while True:
            command = self.command()
            self.commands.write(command + "\n")
            self.commands.flush()
            if command.startswith("+FDIS="):
                asked = command.removeprefix("+FDIS=").split(",")
                self.session = ",".join(asked + OTHER.split(",")[len(asked) :])
            lines = answer(command, self.session)
            lines = "".join(f"\r\n{line}\r\n" for line in lines)
            os.write(self.line, lines.encode())
            if command == "+FDT":
                os.write(self.line, XON)
                self.page()
                # No page takes less: efax divides by the seconds.
                time.sleep(1.1)
                os.write(self.line, b"\r\nOK\r\n")


Modem(Path(sys.argv[1])).run()
