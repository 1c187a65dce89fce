//! What was decided of late, gone over again at each new decision: a model that takes each one once forgets too soon, and
//! one that goes over everything does not keep up.

use std::collections::VecDeque;

use super::train::Dice;

/// The latest decisions, the oldest of them leaving as new ones come.
#[derive(Debug, Clone)]
pub struct Recent<T> {
    kept: VecDeque<T>,
    most: usize,
    dice: Dice,
}

impl<T> Recent<T> {
    /// So many decisions are enough: with eight times as many a pass over two years of a city is not better.
    pub const MOST: usize = 500;
    /// So many of them are gone over again at each new one.
    pub const AGAIN: usize = 4;

    /// None yet, and never more than so many.
    pub fn new(most: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            most,
            dice: Dice(0x0911),
        }
    }

    /// One more.
    pub fn push(&mut self, decision: T) {
        self.kept.push_back(decision);
        while self.kept.len() > self.most {
            self.kept.pop_front();
        }
    }

    /// One of them, by a lot that falls the same way each time; `None` where there are none.
    pub fn draw(&mut self) -> Option<&T> {
        let at = self.dice.below(self.kept.len());
        self.kept.get(at)
    }

    /// All of them, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.kept.iter()
    }

    /// All of them, to be changed where a decision was taken back.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.kept.iter_mut()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self::new(Self::MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_leave_and_every_other_one_is_drawn() {
        let mut recent = Recent::new(8);
        assert_eq!(recent.draw(), None);
        for n in 0..20 {
            recent.push(n);
        }
        assert_eq!(recent.len(), 8);
        let mut drawn: Vec<i32> = (0..200).filter_map(|_| recent.draw().copied()).collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn, (12..20).collect::<Vec<_>>());
    }
}
