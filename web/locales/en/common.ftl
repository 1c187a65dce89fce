# The frame of pages and parts they share.
site-name = Lapor
site-tagline = Citizens’ reports, answered to the end
skip-to-content = Skip to content
nav-label = Main menu
nav-file = Report
nav-track = Track
nav-released = Public reports
nav-statistics = Figures
nav-about = About
language-switch = Bahasa Indonesia
footer-privacy = Privacy
footer-accessibility = Accessibility
footer-sign-in = Officers’ sign-in
footer-emergency = Danger to life, fire or an accident? Do not wait here: call 112.
demo-note = This is a demonstration with invented data. Reports made here reach no office.

form-errors-title = { $n ->
    [one] There is one thing to mend
   *[other] There are { $count } things to mend
}
form-error-prefix = Error:
form-optional = (optional)
form-unknown = I do not know

clock-explain = How was this date worked out?
clock-days-caption = The count, day by day
clock-day = Day
clock-count = Count
clock-basis = Basis
clock-limit = Outer limit in law: { $count } days from the complete file. Whether calendar or working days is not settled.
clock-by = by { $due } at the latest
clock-left = { $n ->
    [one] one working day left
   *[other] { $count } working days left
}
clock-last-day = today is the last day
clock-over = { $n ->
    [one] one working day overdue
   *[other] { $count } working days overdue
}
clock-paused = paused
clock-left-calendar = { $n ->
    [one] one day left
   *[other] { $count } days left
}

stepper-label = The way of the report
step-past = done
step-now = it is here now
step-next = to come
way-received = Received and checked
way-office = With the responsible unit
way-answer = Answered
way-done = Handled
way-archived = Archived
way-transferred = Sent on

pager-label = Pages
pager-previous = ← Newer
pager-next = Older →
photo-alt = Photo { $n } of { $all }
back-home = Back to the front page
category-whole = All of { $name }
