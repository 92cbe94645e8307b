"""Pages of expert review: the office's register and panels, the expert's own, the public draw."""
