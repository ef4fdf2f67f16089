"""A right practice, behaviour and scenario, for tests that make them wrong in one place."""

PRACTICE = """
id = "here"
title = "Two offices"
[[office]]
id = "tokyo"
share = { n = 0.75, low = 0.5, high = 0.9, unit = "share", source = "assumption" }
closed = "never"
[office.procedures.extension]
capacity = { n = 0.01, low = 0.005, high = 0.02, unit = "of_people_per_open_day", source = "assumption" }
order = "mark"
withdrawn = "frees_place"
least_days = { n = 30, low = 20, high = 40, unit = "days", source = "a table" }
granted = { n = 0.9, low = 0.8, high = 1, unit = "share", source = "assumption" }
grants = [{ status = "jp_student", n = 6, unit = "months" }, { n = 1, unit = "years" }]
[[office]]
id = "osaka"
share = { n = 0.25, low = 0.1, high = 0.5, unit = "share", source = "assumption" }
closed = "never"
[office.procedures.extension]
capacity = { n = 0.01, low = 0.005, high = 0.02, unit = "of_people_per_open_day", source = "assumption" }
order = "number"
withdrawn = "keeps_place"
grants = [{ n = 1, unit = "years" }]
"""

BEHAVIOUR = """
id = "people"
title = "Two groups"
situations = ["working", "hidden"]
counters = ["changes"]
[[attribute]]
id = "debt"
gone_after_days = 36
[[group]]
id = "students"
share = { n = 0.4, low = 0.3, high = 0.5, unit = "share", source = "a table" }
situation = "working"
arrives = [{ event = "entered", how = "visa", status = "jp_student" }, { event = "school.entered", level = "language" }]
stays_days = { least = 365, most = 365 }
came_days_ago = { least = 0, most = 700 }
stay_left_days = { least = 1, most = 365 }
[[group]]
id = "workers"
share = { n = 0.6, low = 0.5, high = 0.7, unit = "share", source = "a table" }
situation = "working"
arrives = [{ event = "entered", status = "jp_other_work" }]
stays_days = { least = 365, most = 365 }
came_days_ago = { least = 0, most = 700 }
stay_left_days = { least = 1, most = 365 }
[[decision]]
id = "walks-out"
in = ["working"]
while = "lawful"
when = "status == jp_student"
open_from = 2000-01-01
open_to = 2000-12-31
ceiling = { n = 0.03, low = 0.03, high = 0.03, unit = "per_month", source = "assumption" }
[[decision.rates]]
rate = { n = 0.2, low = 0.1, high = 0.3, unit = "per_year", source = "a table" }
group = "students"
since = 2000-01-01
until = 2000-06-30
[[decision.outcome]]
id = "flees"
utility = { n = -1.5, low = -2, high = -1, unit = "utility", source = "assumption" }
weighs = { debt = 2 }
below = { changes = 3 }
emits = [{ event = "workplace.left", ground = "violence" }, { event = "permit.revoked", ground = "walked_out" }]
until_days = 30
becomes = "hidden"
counts = "changes"
[[decision.outcome]]
id = "goes-home"
utility = { n = 0, low = -1, high = 1, unit = "utility", source = "assumption" }
emits = [{ event = "departed", how = "own" }]
leaves = true
[[decision]]
id = "asks"
in = ["working"]
at = { anchor = "permit_until", days = -60, every = 7 }
unless_open = "extension"
[[decision.outcome]]
id = "files"
weight = { n = 0.9, low = 0.5, high = 1, unit = "weight", source = "assumption" }
emits = [{ event = "application.filed", for = "extension" }]
[[decision.outcome]]
id = "forgets"
weight = { n = 0.1, low = 0, high = 0.5, unit = "weight", source = "assumption" }
"""

SCENARIO = """
id = "try"
title = "A try"
law = "XX"
texts = ["status_decade_law"]
practice = "here"
behaviour = "people"
people = 1000
first_day = 2000-01-01
days = 30
"""
