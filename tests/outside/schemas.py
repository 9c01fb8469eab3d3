"""Judges TOML files by JSON Schemas: `schemas.py FOLDER FILE…` prints the files that their schema in FOLDER refuses.

The first line of a file names its schema. Every schema in FOLDER has to be right by its own meta-schema.
"""

import json
import pathlib
import sys
import tomllib

from jsonschema import Draft7Validator

folder, *files = map(pathlib.Path, sys.argv[1:])
validators = {}
for path in folder.glob("*.json"):
    schema = json.loads(path.read_text())
    Draft7Validator.check_schema(schema)
    validators[path.name] = Draft7Validator(schema)
for path in files:
    text = path.read_text()
    name = text.partition("\n")[0].rpartition("/")[2]
    try:
        is_right = validators[name].is_valid(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        print(path)
