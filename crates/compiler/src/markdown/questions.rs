//! From the blocks of a body to questions.

use core::ops::Range;

use newsquiz_core::problem::Place;

use super::{
    attributes,
    blocks::{Block, Kind, blocks, comments},
    body::Body,
    slip,
    words::{Inside, Words},
};
use crate::{
    notation::NotRead,
    tree::{Field, Node, Value},
};

/// The level of a question's heading.
const LEVEL: u8 = 2;

/// The questions of a body, and all that has no meaning in a bank. What stands around a fault is read on, so that an
/// author sees all of them at once.
pub(super) fn read(body: &Body) -> (Vec<Node>, Vec<NotRead>) {
    let mut reader = Reader { body, taken: comments(body.text()), faults: Vec::new() };
    let mut questions: Vec<Question> = Vec::new();
    let blocks = blocks(body.text());
    let nexts = blocks.iter().skip(1).map(Some).chain([None]);
    for (block, next) in blocks.iter().zip(nexts) {
        // A question whose heading is wrong is one all the same: its choices are not those of the question above.
        let has_no_sign = reader.lacks_sign(block, next, questions.last());
        if matches!(block.kind, Kind::Heading(_)) || reader.looks_like_question(block) || has_no_sign {
            questions.push(Question::new(body.span(&block.span)));
        }
        if has_no_sign {
            reader.tell(
                reader.wrong(
                    &block.span,
                    "choices stand below this, and it does not begin as a question does",
                    "begin it with ## and a space",
                ),
                &block.span,
            );
        } else if let Err(fault) = reader.block(block, questions.last_mut()) {
            reader.tell(fault, &block.span);
        }
    }
    reader.ensure_all_taken();
    let mut faults = reader.faults;
    faults.sort_by_key(|fault| fault.span.start);
    for fault in &mut faults {
        let begun = questions.partition_point(|question| question.span.start <= fault.span.start);
        fault.place = begun.checked_sub(1).map_or(Place::Bank, Place::Question);
    }
    (questions.into_iter().map(Question::into_node).collect(), faults)
}

/// A question, and what of it stood there so far.
struct Question {
    span: Range<usize>,
    fields: Vec<Field>,
    /// Where each of its parts stands in the body, of which it has one.
    explanation: Option<Range<usize>>,
    evidence: Option<Range<usize>>,
    choices: Option<Range<usize>>,
}

impl Question {
    fn new(span: Range<usize>) -> Question {
        Question { span, fields: Vec::new(), explanation: None, evidence: None, choices: None }
    }

    fn into_node(self) -> Node {
        Node { span: self.span, value: Value::Object(self.fields) }
    }
}

struct Reader<'a> {
    body: &'a Body,
    /// Which parts of the body were understood, are comments, or were told as wrong.
    taken: Vec<Range<usize>>,
    /// What was wrong so far. Which question it is in is not known here.
    faults: Vec<NotRead>,
}

impl Reader<'_> {
    fn wrong(&self, range: &Range<usize>, fault: impl Into<String>, remedy: &'static str) -> NotRead {
        NotRead::at(self.body.span(range), fault, remedy)
    }

    /// Notes what is wrong with a part of the body, of which nothing else is told then.
    fn tell(&mut self, fault: NotRead, range: &Range<usize>) {
        self.taken.push(range.clone());
        self.faults.push(fault);
    }

    /// Reads a block below the question that was begun last.
    fn block(&mut self, block: &Block, question: Option<&mut Question>) -> Result<(), NotRead> {
        if block.kind == Kind::Paragraph {
            self.ensure_no_slip(block)?;
        }
        match (block.kind, question) {
            (Kind::Foreign(_), _) => Err(self.foreign(block)),
            (Kind::Heading(_), Some(question)) => {
                question.fields = self.question(block)?;
                Ok(())
            }
            (_, Some(question)) => self.add(question, block),
            (_, None) => Err(self.wrong(
                &block.span,
                "this stands before the first question",
                "put the question above it, in a line that begins with ##; what is told of the bank stands in its head",
            )),
        }
    }

    fn foreign(&self, block: &Block) -> NotRead {
        let words = self.body.get(block.span.clone());
        let is_open_comment = words.starts_with("<!--") && !words.contains("-->");
        match block.kind {
            Kind::Foreign(_) if is_open_comment => self.wrong(
                &block.span,
                "this comment has no end, and takes all below it along",
                "write --> where it ends",
            ),
            Kind::Foreign("a list with numbers") => self.wrong(
                &block.span,
                "choices have no numbers",
                "begin each with - [ ] or, where it is right, - [x]; where this is no choice, write 1\\. for 1.",
            ),
            Kind::Foreign(name) => self.wrong(
                &block.span,
                format!("{name} has no place in a bank"),
                "take it out, or put a \\ before its first sign if it is text",
            ),
            Kind::Heading(_) => {
                self.wrong(&block.span, "this heading is inside of something else", "put an empty line before it")
            }
            Kind::Bullets | Kind::Item => self.wrong(
                &block.span,
                "there is a list inside of something else",
                "begin each choice with - at the start of its line",
            ),
            Kind::Paragraph | Kind::Quote => self.wrong(
                &block.span,
                "this does not belong to what stands above it",
                "put an empty line before it, or take it out",
            ),
        }
    }

    /// The words of a part of the body.
    fn words(&mut self, range: Range<usize>, inside: Inside) -> Result<Words, NotRead> {
        self.taken.push(range.clone());
        Words::read(self.body, range, inside)
    }

    /// The fields of a question that its heading says.
    fn question(&mut self, heading: &Block) -> Result<Vec<Field>, NotRead> {
        let raw = self.body.get(heading.span.clone());
        let signs = raw.len() - raw.trim_start().trim_start_matches('#').len();
        if !raw.trim_start().starts_with('#') {
            return Err(self.wrong(
                &heading.span,
                "a line of - or = below a text makes a heading of it",
                "take the line out, or put an empty line before it; a question begins with ##",
            ));
        }
        if heading.kind != Kind::Heading(LEVEL) {
            return Err(self.wrong(&heading.span, "this heading is no question", "begin a question with ##"));
        }
        let start = heading.span.start + signs;
        let words = self.words(
            start..start + without_closing(raw.get(signs..).unwrap_or_default()).len(),
            Inside::Page,
        )?;
        let (stem, attributes) = with_attributes(&words)?;
        let mut fields = Vec::new();
        fields.extend(stem.node().map(|node| field("stem", node)));
        fields.extend(with_status(attributes));
        Ok(fields)
    }

    /// Adds a block to the question that it stands below.
    fn add(&mut self, question: &mut Question, block: &Block) -> Result<(), NotRead> {
        let (name, first) = match block.kind {
            Kind::Paragraph => ("explanation", &mut question.explanation),
            Kind::Quote => ("evidence", &mut question.evidence),
            Kind::Bullets => ("choices", &mut question.choices),
            Kind::Heading(_) | Kind::Item | Kind::Foreign(_) => return Err(self.foreign(block)),
        };
        if let Some(first) = first {
            return Err(self.second(block, first));
        }
        *first = Some(block.span.clone());
        let node = match block.kind {
            Kind::Paragraph => self.paragraph(block, Inside::Page)?,
            Kind::Quote => Some(self.quote(block)?),
            _ => Some(self.choices(block)),
        };
        if let Some(node) = node {
            question.span.end = question.span.end.max(node.span.end);
            question.fields.push(field(name, node));
        }
        Ok(())
    }

    /// What is said of a part of a question that stands there for the second time.
    fn second(&self, block: &Block, first: &Range<usize>) -> NotRead {
        match block.kind {
            Kind::Quote => self.wrong(
                &block.span,
                "this is the second quote of the question",
                "keep the one that readers are to see; a quote below a choice, two spaces to the right, proves that choice and \
                 is seen by editors alone",
            ),
            Kind::Bullets => self.wrong(
                &block.span,
                "this is the second list of the question",
                "put all choices below each other, each beginning with -, and what belongs to one below it, two spaces \
                 to the right; where another question begins above it, begin that with ##",
            ),
            _ => self.wrong(
                &block.span,
                format!("this is the second paragraph of the explanation, after “{}”", first_words(self.body.get(first.clone()))),
                "make one of them; or begin what is a quote with >, a choice with - [ ] and a question with ##, and put \
                 feedback below its choice, two spaces to the right",
            ),
        }
    }

    /// Whether a paragraph begins as a question does.
    fn looks_like_question(&self, block: &Block) -> bool {
        block.kind == Kind::Paragraph && self.body.get(block.span.clone()).starts_with("##")
    }

    /// Whether a paragraph can be nothing but a question whose sign is missing: choices follow it, and the question above
    /// has its own, or there is none.
    fn lacks_sign(&self, block: &Block, next: Option<&Block>, question: Option<&Question>) -> bool {
        let has_choices = next.is_some_and(|next| {
            next.kind == Kind::Bullets && next.inner.iter().any(|item| item.tick.is_some())
        });
        let is_new = question.is_none_or(|question| question.choices.is_some());
        block.kind == Kind::Paragraph && has_choices && is_new && self.ensure_no_slip(block).is_ok()
    }

    /// What is said of a paragraph that was meant for something else by its first signs.
    fn ensure_no_slip(&self, block: &Block) -> Result<(), NotRead> {
        let words = self.body.get(block.span.clone());
        if self.looks_like_question(block) {
            return Err(self.wrong(
                &block.span,
                "this looks like a question",
                "put a space between ## and its first word",
            ));
        }
        if slip::is_choice(words) || slip::are_lettered_choices(words) {
            return Err(self.wrong(&block.span, slip::CHOICE.0, slip::CHOICE.1));
        }
        Ok(())
    }

    fn paragraph(&mut self, block: &Block, inside: Inside) -> Result<Option<Node>, NotRead> {
        let words = self.words(block.span.clone(), inside)?;
        attributes::refuse(&words)?;
        Ok(words.node())
    }

    /// The evidence that a quote gives.
    fn quote(&mut self, quote: &Block) -> Result<Node, NotRead> {
        let mut paragraphs = quote.inner.iter();
        let first = paragraphs.next();
        let words = match first {
            Some(first) if first.kind == Kind::Paragraph => self.words(first.span.clone(), Inside::Quote)?,
            Some(other) => return Err(self.foreign(other)),
            None => {
                return Err(self.wrong(&quote.span, "this quote is empty", "write its words or take it out"));
            }
        };
        if let Some(next) = paragraphs.next() {
            return Err(self.wrong(
                &next.span,
                "a quote has one paragraph, and this is its second",
                "quote the words that prove the answer, and no more",
            ));
        }
        let (exact, attributes) = with_attributes(&words)?;
        let mut fields = Vec::new();
        fields.extend(exact.node().map(|node| field("exact", node)));
        fields.extend(attributes);
        Ok(Node { span: words.span(&(0..words.text().len())), value: Value::Object(fields) })
    }

    /// The choices of a list, without those that are not written as choices.
    fn choices(&mut self, list: &Block) -> Node {
        let mut choices = Vec::new();
        for item in &list.inner {
            match self.choice(item) {
                Ok(choice) => choices.push(choice),
                Err(fault) => self.tell(fault, &item.span),
            }
        }
        Node { span: self.body.span(&list.span), value: Value::List(choices) }
    }

    fn choice(&mut self, item: &Block) -> Result<Node, NotRead> {
        let Some((is_right, tick)) = &item.tick else {
            if slip::is_choice(self.body.get(item.span.clone())) {
                return Err(self.wrong(
                    &item.span,
                    "the box of this choice is not written as one",
                    "write [x] where it is right, and [ ] with one space in it where it is wrong, and a space behind it",
                ));
            }
            return Err(self.wrong(
                &item.span,
                "this choice does not say whether it is right",
                "begin it with - [x] if it is, and with - [ ] if it is not, and write its words behind that",
            ));
        };
        self.taken.push(tick.clone());
        // Where there are empty lines between the choices, Markdown makes paragraphs of their words.
        let is_own = |block: &&Block| {
            let between = self.body.get(tick.end..block.span.start.max(tick.end));
            block.kind == Kind::Paragraph && between.trim().is_empty()
        };
        let (own, below): (Vec<&Block>, Vec<&Block>) = item.inner.iter().partition(is_own);
        let next = below.first().map_or(item.span.end, |block| block.span.start);
        let end = own.first().map_or(next, |paragraph| paragraph.span.end);
        let words = self.words(tick.end..end, Inside::Item)?;
        let (text, attributes, feedback) = split_choice(&words)?;
        attributes::refuse(&feedback)?;
        let mut feedback = feedback.node();
        let mut evidence = None;
        for block in below {
            match block.kind {
                Kind::Paragraph if feedback.is_none() && evidence.is_none() => {
                    feedback = self.paragraph(block, Inside::Item)?;
                }
                Kind::Paragraph => return Err(self.wrong(
                    &block.span,
                    "this paragraph stands behind the feedback or the quote of a choice",
                    "make one feedback of it, before the quote; an explanation begins at the start of its line",
                )),
                Kind::Quote if evidence.is_none() => evidence = Some(self.quote(block)?),
                Kind::Quote => {
                    return Err(self.wrong(&block.span, "this is the second quote of the choice", "keep one"));
                }
                _ => return Err(self.foreign(block)),
            }
        }
        let mut fields = Vec::new();
        fields.extend(text.node().map(|node| field("text", node)));
        if *is_right {
            fields.push(field("correct", Node { span: self.body.span(tick), value: Value::Bool(true) }));
        }
        fields.extend(attributes);
        fields.extend(feedback.map(|node| field("feedback", node)));
        fields.extend(evidence.map(|node| field("evidence", node)));
        Ok(Node { span: self.body.span(&item.span), value: Value::Object(fields) })
    }

    /// Tells what was passed over: Markdown takes some lines for what nobody is to see.
    fn ensure_all_taken(&mut self) {
        let mut taken = core::mem::take(&mut self.taken);
        let end = self.body.text().len();
        taken.push(end..end);
        taken.sort_by_key(|range| range.start);
        let mut at = 0;
        for range in taken {
            let between = self.body.get(at..range.start.max(at));
            // What stands before the words of headings, items and quotes, and behind those of headings.
            let is_mark = |sign: char| sign.is_whitespace() || "#>-*+".contains(sign);
            if let Some(start) = between.find(|sign| !is_mark(sign)) {
                self.faults.push(self.wrong(
                    &(at + start..range.start),
                    "this has no meaning in a bank",
                    "take it out, or put a \\ before its first sign if it is text",
                ));
            }
            at = at.max(range.end);
        }
    }
}

/// The first words of a text, to name it by.
fn first_words(text: &str) -> String {
    const FEW: usize = 4;
    let mut words = text.split_whitespace();
    let few = words.by_ref().take(FEW).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { few + " …" } else { few }
}

fn field(name: &str, node: Node) -> Field {
    Field { name: name.to_owned(), name_span: node.span.clone(), node }
}

/// The words of a heading without the `##` that may stand behind them.
fn without_closing(words: &str) -> &str {
    let words = words.trim_end();
    let open = words.trim_end_matches('#');
    if open.is_empty() || open.ends_with([' ', '\t']) { open } else { words }
}

/// Some words, and the attributes behind them.
fn with_attributes(words: &Words) -> Result<(Words, Vec<Field>), NotRead> {
    let Some(range) = attributes::find(words, words.text().len()) else {
        attributes::refuse(words)?;
        return Ok((words.clone(), Vec::new()));
    };
    let text = words.part(0..range.start);
    attributes::refuse(&text)?;
    Ok((text, attributes::read(words, &range)?))
}

/// The words of a choice, its attributes, and the feedback on the lines below: the choice ends with its attributes, or
/// with its first line where it has none.
fn split_choice(words: &Words) -> Result<(Words, Vec<Field>, Words), NotRead> {
    let all = words.text().len();
    for end in words.line_ends() {
        if let Some(range) = attributes::find(words, end) {
            let text = words.part(0..range.start);
            attributes::refuse(&text)?;
            return Ok((text, attributes::read(words, &range)?, words.part(end..all)));
        }
    }
    let end = words.line_ends().next().unwrap_or(all);
    let text = words.part(0..end);
    attributes::refuse(&text)?;
    Ok((text, Vec::new(), words.part(end..all)))
}

/// The attributes of a question, with what was done to it since it was published as one field.
fn with_status(attributes: Vec<Field>) -> Vec<Field> {
    let is_word = |field: &Field| field.name == "status" && field.node.text().is_some();
    let Some(at) = attributes.iter().position(is_word) else {
        return attributes;
    };
    let of_status = |field: &Field| matches!(&*field.name, "status" | "date" | "note");
    let (parts, mut fields): (Vec<Field>, Vec<Field>) = attributes.into_iter().partition(of_status);
    let status = parts.iter().find(|field| is_word(field)).map(|field| field.node.span.clone());
    let span = status.unwrap_or_default();
    let kind = |field: Field| match &*field.name {
        "status" => Field { name: "kind".to_owned(), ..field },
        _ => field,
    };
    let value = Value::Object(parts.into_iter().map(kind).collect());
    let status = Field { name: "status".to_owned(), name_span: span.clone(), node: Node { span, value } };
    fields.insert(at.min(fields.len()), status);
    fields
}
