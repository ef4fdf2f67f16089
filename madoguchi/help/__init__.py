"""The anonymous window: questions, answers, leaflets. Never asks who somebody is."""
