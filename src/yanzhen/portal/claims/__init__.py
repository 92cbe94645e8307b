"""The pages of money that has to come back: the office's, and the payee's."""
