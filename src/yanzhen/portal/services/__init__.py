"""What one can apply for in a city, and all that there is to know about each item beforehand."""
