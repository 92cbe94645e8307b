"""Employers that recognise themselves: authorised for a while, within counted seats, sampled."""
