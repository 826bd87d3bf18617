"""Pages to decide on claims and events: a queue, a claim, a missed claim, an event, and how far reviewers agree."""
