"""A scenario of the reform lab, in words of each language."""

from jalon.domain.documents.rendering.contexts import LabReport, LabTable

from .people import AIMS, MADE_AT, centre


def lab(language: str) -> LabReport:
    aims = AIMS[language]
    return LabReport(
        made_at=MADE_AT,
        centre=centre(language),
        reference="1c3ae151",
        subject="Liège 2025",
        notes=("1.",),
        asked=(("1", "2025-06"),),
        brief=(str(aims[0]) if isinstance(aims, list | tuple) else str(aims),),
        tables=(LabTable(title="Wallonie", head=("CPAS", "€"), rows=(("1", "−9 963 958 €"), ("2", "0 €"))),),
    )
