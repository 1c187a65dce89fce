# Measures and breakdowns, for officers.
figures-title = Measures and breakdowns
figures-link = Other measures and breakdowns
figures-back = Main figures and performance
figures-measures = Measures
figures-measures-hint = Choose one measure or more of one group; measures of different groups cannot stand in one table.
figures-chosen = { $n ->
    [0] { "" }
   *[other] { $count } chosen
}
figures-part-counts = Numbers, states and outcomes
figures-part-clocks = Times and punctuality
figures-part-deeds = Follow-up, moves, disputes, help
figures-part-stays = Time in each state
figures-part-stock = Numbers and age
figures-part-flow = Events
figures-only-unit = Only the unit (with those below it)
figures-only-category = Only the category
figures-only-type = Only the type
figures-only-channel = Only the channel
figures-only-region = Only the region
figures-compare = Compare with earlier periods
figures-as-of = as they stood until { $asof }
figures-scope = Scope
figures-n = n = { $n }
figures-no-inhabitants = “–” for a measure per 1,000 inhabitants: nobody recorded how many live there, or the row is no region.
figures-error-none = Choose at least one measure.
figures-error-unknown = There is no measure “{ $id }”. Choose from the list.
figures-error-mixed = “{ $one }” ({ $onefamily }) and “{ $other }” ({ $otherfamily }) count different things. Choose measures of one group only, and make another table for the others.
figures-error-stock = What is open is a state at one moment and cannot be broken down by { $by }. Choose another breakdown, or ask for each date by itself.
figures-error-officers = A breakdown by officer is only of what happened in the period. Choose measures of that group.
figures-error-days = This period is too long for a breakdown by day. Choose a shorter one, or a breakdown by week or month.
figures-error-not-begun = The period that begins on { $day } has not come yet. Choose one that has begun.
figures-error-before-first = Until { $asof } no report was recorded in this scope. Choose a date after the first report was recorded.
figures-error-choice = Choose from the list, or leave it empty.
