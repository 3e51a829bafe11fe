//! What is wrong with a file of a site, and what to do about it.

use serde::Serialize;

/// What is wrong with an answer, whatever its address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong, and what it does to readers.
    pub(crate) fault: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

impl Fault {
    pub(crate) fn new(fault: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { fault: fault.into(), remedy: remedy.into() }
    }

    pub(crate) fn at(self, address: impl Into<String>) -> Finding {
        Finding { address: address.into(), fault: self.fault, remedy: self.remedy }
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
}

/// What was found at a site, and what was looked at for it.
#[derive(Clone, Debug, Serialize)]
pub struct Examination {
    /// The address of the site.
    pub site: String,
    /// What is wrong, in the order in which it was found.
    pub findings: Vec<Finding>,
    /// The banks whose files were looked at.
    pub banks: Vec<String>,
    /// The files that were asked for, by their names on the site.
    pub files: Vec<String>,
    /// Those of them that a site may lack, and that this one has not.
    pub left_out: Vec<String>,
}
