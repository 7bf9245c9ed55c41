"""Measured values beside their targets."""

from dataclasses import asdict, dataclass


@dataclass
class Row:
    name: str
    value: float
    unit: str
    sign: str
    target: float
    detail: str = ""

    def is_met(self):
        return self.value >= self.target if self.sign == "≥" else self.value <= self.target

    def as_dict(self):
        return {**asdict(self), "met": self.is_met()}


def print_rows(rows):
    """One line a value: name, measured, target, whether it is met, detail."""
    lines = [("", "measured", "target", "")]
    for row in rows:
        digits = 0 if row.value >= 100 or row.unit == "" else 1
        met = "met" if row.is_met() else "MISSED"
        detail = f"{met}  {row.detail}".rstrip()
        lines.append((row.name, f"{row.value:.{digits}f} {row.unit}".strip(), f"{row.sign} {row.target} {row.unit}".strip(), detail))
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for name, measured, target, detail in lines:
        print(f"{name:<{widths[0]}}  {measured:>{widths[1]}}  {target:>{widths[2]}}  {detail}".rstrip())
