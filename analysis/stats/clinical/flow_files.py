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
    with writing.whole(folder, FILES, force=force) as place:
        writing.write_tsv(COLUMNS, flow_rows(flow), place / FILES[0])
        writing.write_json(content, place / FILES[1])
    return tuple(folder / name for name in FILES)


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
