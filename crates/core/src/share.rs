//! Links that lead to one draw of one bank, and may carry a score to beat.
//!
//! They stand in the fragment, as `#newsquiz=<bank>:<seed>[:<percent>]`: a page's query belongs to its publisher.

use core::fmt;

use crate::{bank::is_id, seed::Seed};

const NAME: &str = "newsquiz=";

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The id of the bank: only its quiz takes the link.
    pub bank: String,
    /// The seed of the draw.
    pub seed: Seed,
    /// The score of the reader who shared it, in percent.
    pub percent: Option<u8>,
}

impl Link {
    /// The link in a fragment, which may have other parts too, separated by `&`. `None` when there is none.
    pub fn in_fragment(fragment: &str) -> Option<Link> {
        let parts = fragment.strip_prefix('#').unwrap_or(fragment).split('&');
        parts.filter_map(|part| Link::parse(part.strip_prefix(NAME)?)).next()
    }

    fn parse(text: &str) -> Option<Link> {
        let mut words = text.split(':');
        let bank = words.next().filter(|id| is_id(id))?;
        let seed = Seed::new(words.next()?)?;
        let percent = match words.next() {
            Some(text) => Some(text.parse().ok().filter(|&percent| percent <= 100)?),
            None => None,
        };
        words.next().is_none().then(|| Link { bank: bank.into(), seed, percent })
    }
}

/// The fragment, with its `#`.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{NAME}{}:{}", self.bank, self.seed)?;
        self.percent.map_or(Ok(()), |percent| write!(f, ":{percent}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Link;

    #[test]
    fn a_link_is_read_as_it_was_written() {
        for fragment in ["#newsquiz=liaison-office:hanoi", "#newsquiz=liaison-office:hanoi:75"] {
            assert_eq!(Link::in_fragment(fragment).map(|link| link.to_string()).as_deref(), Some(fragment));
        }
    }

    #[test]
    fn other_parts_of_the_fragment_are_left_alone() {
        for (fragment, seed) in [
            ("#section-2&newsquiz=a:b", Some("b")),
            ("newsquiz=a:b&x=y", Some("b")),
            ("#newsquiz=a", None),
            ("#newsquiz=a:b:101", None),
            ("#newsquiz=a:b:-1", None),
            ("#newsquiz=a:b:1:2", None),
            ("#newsquiz=<b>:b", None),
            ("#newsquiz=a:b c", None),
            ("#xnewsquiz=a:b", None),
            ("", None),
        ] {
            let found = Link::in_fragment(fragment);
            assert_eq!(found.as_ref().map(|link| link.seed.as_str()), seed, "{fragment:?}");
        }
    }
}
