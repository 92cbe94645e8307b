"""Looking over the money: what each clause has cost, and the auditor's checks and samples."""
