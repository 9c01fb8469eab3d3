"""Judges PDF files by ISO 19005-2 (PDF/A-2a) and ISO 14289-1 (PDF/UA-1): prints every failure, one a line."""

import sys

import page

for path in sys.argv[1:]:
    for profile in ("2a", "ua1"):
        for failure in page.validate_pdf(path, profile=profile).failures:
            print(f"{path} {profile}: {failure}")
print(f"{len(sys.argv) - 1} files")
