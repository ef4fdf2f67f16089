"""Takes out of files what nobody chose to send.

Knows no person, no key, no table and no page; hostile files are read in a process apart."""
