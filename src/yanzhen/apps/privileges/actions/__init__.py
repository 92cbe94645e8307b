"""Every change of privileges, by what is done."""
