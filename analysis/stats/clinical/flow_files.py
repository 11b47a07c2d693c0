"""A participant flow as files: the counts as TSV, the boxes of its chart with the record as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from analysis.files import writing
from analysis.provenance import InputRecord, Provenance
from analysis.stats.clinical.participant_flow import ParticipantFlow, flow_chart

FILES = ("flow.tsv", "flow.json")
COLUMNS = ("group", "step", "stage", "reason", "n")


def write_flow(
    flow: ParticipantFlow, folder: Path, *, inputs: Sequence[InputRecord] = (), force: bool = False
) -> tuple[Path, ...]:
    """Write the counts; parameters and errors as `describe_files.write_characteristics`."""
    parameters = {"group": flow.group_column, "stages": list(flow.stages)}
    record = Provenance("analysis.stats.clinical.participant_flow.participant_flow", parameters, tuple(inputs))
    content = {"chart": asdict(flow_chart(flow)), "provenance": record.as_dict()}
    paths = (folder / FILES[0], folder / FILES[1])
    writing.write_tsv(COLUMNS, flow_rows(flow), paths[0], force=force)
    writing.write_json(content, paths[1], force=force)
    return paths


def flow_rows(flow: ParticipantFlow) -> list[tuple[object, ...]]:
    """A row a count, in the order of `COLUMNS`."""
    rows: list[tuple[object, ...]] = []
    for group in flow.groups:
        rows.append((group.group, "recruited", "", "", group.recruited))
        for stage in group.exclusions:
            rows += [(group.group, "excluded", stage.stage, reason, n) for reason, n in stage.reasons]
        rows.append((group.group, "analysed", "", "", group.analysed))
    rows += [("all", step, "", "", n) for step, n in (
        ("recruited", flow.recruited), ("excluded", flow.excluded), ("analysed", flow.analysed)
    )]  # fmt: skip
    return rows
