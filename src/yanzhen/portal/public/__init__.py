"""What everybody may read: publicity lists, and objections to them."""
