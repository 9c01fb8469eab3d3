"""Runs a command with little address space, and writes down its seconds of processor time, which a busy machine does not
change, and the kilobytes that it had in memory at most.

measured.py FILE KILOBYTES COMMAND...
"""

import os
import resource
import sys

figures, kilobytes, *command = sys.argv[1:]
child = os.fork()
if child == 0:
    space = int(kilobytes) << 10
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    os.execv(command[0], command)
_, status, used = os.wait4(child, 0)
with open(figures, "w") as file:
    print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=file)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
