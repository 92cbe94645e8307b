"""Employers that recognise themselves: the office's pages of seats and samples, the employer's."""
