"""Sentences for the records of a run without names of files: those of a plain folder may be the patient's own."""

import re

_QUOTED = re.compile(r'"([^"/\\]*?)(\.nii\.gz|\.nii|\.json|\.tsv|\.hdr|\.img\.gz|\.img)"', re.IGNORECASE)
_SUFFIXES = ("T1w", "bold", "asl", "m0scan", "aslcontext", "mask")


def without_names(sentence: str) -> str:
    """The sentence with only the kind of each file that it quotes: ``"Smith_John_asl.json"`` becomes ``"asl.json"``."""

    def kind(found: re.Match[str]) -> str:
        suffix = found[1].rpartition("_")[2]
        return f'"{suffix if suffix in _SUFFIXES else "*"}{found[2]}"'

    return _QUOTED.sub(kind, sentence)
