# Start page.
home-title = Tell us what is wrong
home-heading = Tell us what is wrong
home-lead = A broken road, a dark street lamp, slow service, or simply a question? Write it in your own words. We find the office that has to answer.
home-file = Write a report
home-assurance = No account, no cost. You need not give your name.
home-track-heading = Reported already? See where it is
home-track-phrase = Use the secret phrase
home-steps = After you report
home-step-write = You write
home-step-write-text = You get a report number, and a secret phrase as your key.
home-step-check = We check
home-step-check-text = { $n ->
    [one] Within one working day it reaches the responsible unit.
   *[other] Within { $count } working days it reaches the responsible unit.
}
home-step-answer = The unit answers
home-step-answer-text = { $n ->
    [one] A first answer within one working day.
   *[other] A first answer within { $count } working days.
}
home-step-resolve-text = { $n ->
    [one] A complaint is solved within one working day.
   *[other] A complaint is solved within { $count } working days.
}
home-step-judge = You judge
home-step-judge-text = { $n ->
    [one] Satisfied or not? You have one working day to say so.
   *[other] Satisfied or not? You have { $count } working days to say so.
}
home-rules-link = All time limits and their legal basis
home-figures = So far
home-figures-link = All figures and how they are counted
home-latest = Latest reports open to the public
home-latest-link = All public reports
figure-received = reports received
figure-handled = handled
figure-in-process = in process
figure-not-followed-up = not yet followed up
