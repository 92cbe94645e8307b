"""Every change to recognitions: made, lowered, withdrawn, ended, and what leads there."""
