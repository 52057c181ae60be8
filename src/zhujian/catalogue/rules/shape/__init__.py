"""Elements as they come (JSON, table cells, a desk form) brought into one shape."""

from zhujian.catalogue.rules.shape.whole import SHAPE_RULE, shape_elements

__all__ = ["SHAPE_RULE", "shape_elements"]
