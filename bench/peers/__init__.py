"""Other people's tools on our workload, and what this machine could do at best: so that our speed is a comparison."""
