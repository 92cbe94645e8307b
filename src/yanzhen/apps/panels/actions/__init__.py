"""Every change to the register of experts, a panel, its seats and sheets."""
