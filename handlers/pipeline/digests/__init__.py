"""What people hear unasked at set times: mornings, weeks and months."""
