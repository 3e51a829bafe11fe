//! A set of choices of one question, by their position in the bank. It knows nothing of what the choices say.

/// Which choices of a question: those that a reader picked, or those that are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChoiceSet(u16);

impl ChoiceSet {
    /// The most choices that a question may have.
    pub const CAPACITY: usize = 12;
    /// No choice at all.
    pub const EMPTY: ChoiceSet = ChoiceSet(0);

    /// The set of one choice. A position that no question can have gives the empty set.
    pub fn only(choice: usize) -> ChoiceSet {
        if choice < Self::CAPACITY { ChoiceSet(1 << choice) } else { Self::EMPTY }
    }

    /// Whether the choice is in the set.
    pub fn contains(self, choice: usize) -> bool {
        self.0 & Self::only(choice).0 != 0
    }

    /// The set with the choice put in where it was out, and taken out where it was in.
    pub fn toggled(self, choice: usize) -> ChoiceSet {
        ChoiceSet(self.0 ^ Self::only(choice).0)
    }

    /// The choices that are in both sets.
    pub fn common(self, other: ChoiceSet) -> ChoiceSet {
        ChoiceSet(self.0 & other.0)
    }

    /// The set as a number: a bit for each choice, the first one lowest.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// How many choices are in the set.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no choice is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<usize> for ChoiceSet {
    fn from_iter<I: IntoIterator<Item = usize>>(choices: I) -> ChoiceSet {
        ChoiceSet(choices.into_iter().fold(0, |set, choice| set | Self::only(choice).0))
    }
}

#[cfg(test)]
mod tests {
    use super::ChoiceSet;

    #[test]
    fn a_choice_can_be_put_in_and_taken_out() {
        let set: ChoiceSet = [0, 3].into_iter().collect();
        assert!(set.contains(3) && !set.contains(1));
        assert_eq!(set.toggled(3), ChoiceSet::only(0));
        assert_eq!(set.toggled(1).len(), 3);
        assert_eq!(set.common(ChoiceSet::only(3)), ChoiceSet::only(3));
    }

    #[test]
    fn a_position_beyond_the_capacity_is_in_no_set() {
        let set = ChoiceSet::only(ChoiceSet::CAPACITY);
        assert!(set.is_empty() && !set.contains(ChoiceSet::CAPACITY) && !set.contains(usize::MAX));
    }
}
