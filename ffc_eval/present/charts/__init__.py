"""Released numbers in, charts out, each with its words and the table behind it."""

from ffc_eval.present.charts.control import control_chart, control_charts
from ffc_eval.present.charts.dispatch import chart
from ffc_eval.present.charts.topline import headlines, topline

__all__ = ["chart", "control_chart", "control_charts", "headlines", "topline"]
