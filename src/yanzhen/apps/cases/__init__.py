"""Cases: what someone applies for or asks, from the form to the decision and its effect."""
