"""Cards of people: issued from a recognition or a decision, shown on a phone, verified anywhere."""
