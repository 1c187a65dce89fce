//! The functions of government (urusan pemerintahan) and the words that speak for each: routing before anything was learnt.
