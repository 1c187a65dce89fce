//! Use cases, jobs, imports, photographs, sign-in.
