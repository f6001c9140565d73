"""Reads JSON texts from standard input, one per line in Base64, and prints the canonical JSON of each."""

import base64
import json
import sys

import rfc8785

for line in sys.stdin:
    value = json.loads(base64.b64decode(line))
    sys.stdout.buffer.write(rfc8785.dumps(value) + b"\n")
