//! What a report is: life cycle, clocks, agencies, visibility, policy, figures. Pure.
