"""Bilans, the instruments a centre uses, and what was measured with them."""

from jalon.domain.instruments.models.bilan import Bilan, BilanEntry, BilanQuerySet
from jalon.domain.instruments.models.instrument import InstrumentVersion
from jalon.domain.instruments.models.measurement import Measurement, MeasurementQuerySet

__all__ = ["Bilan", "BilanEntry", "BilanQuerySet", "InstrumentVersion", "Measurement", "MeasurementQuerySet"]
