"""The references of a report: only those that its own text cites, in full and with their DOI.

The text comes from the records of the run (see `methods`), where a metric is told by its function. A citation that is
not known here stays as it stands there.
"""

from collections.abc import Iterator, Sequence

from analysis.report.document import Facts, Lights, Paragraphs, Section, Slices, Table

_KNOWN: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("FD (Power)",),
        "Power JD, et al. (2012). Spurious but systematic correlations in functional connectivity MRI networks arise "
        "from subject motion. NeuroImage 59:2142–2154. doi:10.1016/j.neuroimage.2011.10.018",
    ),
    (
        ("analysis.metrics.alff",),
        "Zang YF, et al. (2007). Altered baseline brain activity in children with ADHD revealed by resting-state "
        "functional MRI. Brain Dev 29:83–91. doi:10.1016/j.braindev.2006.07.002",
    ),
    (
        ("analysis.metrics.reho",),
        "Zang Y, et al. (2004). Regional homogeneity approach to fMRI data analysis. NeuroImage 22:394–400. "
        "doi:10.1016/j.neuroimage.2003.12.030",
    ),
    (
        ("Crawford & Howell 1998",),
        "Crawford JR, Howell DC (1998). Comparing an individual's test score against norms derived from small samples. "
        "Clin Neuropsychol 12:482–486. doi:10.1076/clin.12.4.482.7241",
    ),
    (
        ("Crawford, Garthwaite & Ryan 2011",),
        "Crawford JR, Garthwaite PH, Ryan K (2011). Comparing a single case to a control sample: testing for "
        "neuropsychological deficits and dissociations in the presence of covariates. Cortex 47:1166–1178. "
        "doi:10.1016/j.cortex.2011.02.017",
    ),
    (
        ("Alsop et al. 2015",),
        "Alsop DC, et al. (2015). Recommended implementation of arterial spin-labeled perfusion MRI for clinical "
        "applications. Magn Reson Med 73:102–116. doi:10.1002/mrm.25197",
    ),
    (
        ("Nichols et al. 2017",),
        "Nichols TE, et al. (2017). Best practices in data analysis and sharing in neuroimaging using MRI. Nat "
        "Neurosci 20:299–303. doi:10.1038/nn.4500",
    ),
    (
        ("Chappell et al. 2010",),
        "Chappell MA, et al. (2010). Separation of macrovascular signal in multi-inversion time arterial spin "
        "labelling MRI. Magn Reson Med 63:1357–1365. doi:10.1002/mrm.22320",
    ),
)


def references(sections: Sequence[Section]) -> Iterator[Section]:
    """The list; nothing where none of the known ones is cited."""
    text = " ".join(_texts(sections))
    cited = tuple(full for citations, full in _KNOWN if any(one in text for one in citations))
    if cited:
        yield Paragraphs("References", cited)


def _texts(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if isinstance(section, Paragraphs):
            yield from section.lines
        elif isinstance(section, Facts):
            yield from (f"{name} {value}" for name, value in section.rows)
        elif isinstance(section, Lights):
            yield from (check.caption for check in section.checks)
        elif isinstance(section, Table):
            yield section.note
        elif isinstance(section, Slices):
            yield section.caption
