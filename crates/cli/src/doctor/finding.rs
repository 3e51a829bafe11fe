//! What is wrong with a file of a site, and what to do about it.

use serde::Serialize;

/// What is wrong with an answer, whatever its address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong, and what it does to readers.
    pub(crate) fault: String,
    /// What to do about it.
    pub(crate) remedy: String,
    /// Whether the quiz plays all the same.
    pub(crate) is_minor: bool,
}

impl Fault {
    /// Something that may keep readers from the quiz.
    pub(crate) fn new(fault: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { fault: fault.into(), remedy: remedy.into(), is_minor: false }
    }

    /// Something that makes readers wait, or leaves a door open.
    pub(crate) fn minor(fault: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { is_minor: true, ..Fault::new(fault, remedy) }
    }

    pub(crate) fn at(self, address: impl Into<String>) -> Finding {
        let Fault { fault, remedy, is_minor } = self;
        Finding { address: address.into(), fault, remedy, is_minor }
    }
}

/// Something that is wrong with a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The address that has it.
    pub address: String,
    /// What is wrong, and what it does to readers.
    pub fault: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the quiz plays all the same.
    pub is_minor: bool,
}

/// What was found at a site, and what was looked at for it.
#[derive(Clone, Debug, Serialize)]
pub struct Examination {
    /// The address of the site.
    pub site: String,
    /// What is wrong: first what may keep readers from the quiz, then what is minor, each in the order in which it was
    /// found.
    pub findings: Vec<Finding>,
    /// The banks whose files were looked at.
    pub banks: Vec<String>,
    /// The files that were asked for, by their names on the site.
    pub files: Vec<String>,
    /// Those of them that a site may lack, and that this one has not.
    pub left_out: Vec<String>,
}
