"""Makes a PDF of a paper that somebody wrote, in a process apart. Knows no person, no key, no table and no page."""
