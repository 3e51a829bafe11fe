//! A site: the files of the widget, a folder for each bank with the quiz's own page in it, and at the top the page of the
//! first one or a list of all.

use std::collections::{BTreeMap, BTreeSet};
use std::{mem, ptr};

use anyhow::{Context as _, Result, bail, ensure};
use newsquiz_compiler::{PageWords, Proved};
use newsquiz_core::{bank::Bank, compiled, labels::Labels};
use rayon::prelude::*;

use crate::address::{BaseUrl, PagePlace, QuizAddress};
use crate::assets::Assets;
use crate::card::Card;
use crate::csp::PageKind;
use crate::element::{self, ElementStyle, Position, Shown, shown};
use crate::heights::Heights;
use crate::list::{List, Listed};
use crate::offline::{FileSet, KeptPage};
use crate::page::Page;
use crate::ready_copies::ReadyCopies;
use crate::widget::{self, Widget};
use crate::{compress, headers, manifest, oembed, offline, packed, review};

/// What is wanted of a site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where it will stand, for what needs absolute addresses: include files for other sites, the canonical link, Open
    /// Graph, oEmbed. Without it, it stands at the root of the pages' own site.
    pub base_url: Option<BaseUrl>,
    /// What stands at the top.
    pub top: Top,
    /// The languages that the interface of every bank is offered in.
    pub languages: Vec<Language>,
    /// Earlier states of banks, known by their ids: proof sheets say what changed since.
    pub since: Vec<Bank>,
    /// Whether it is for a development server, which adds a script to pages: the quizzes' own and the list then have no
    /// policy, and cannot be installed. Nothing is compressed, so that a change is soon to be seen.
    pub is_for_development: bool,
}

/// What stands at the top of a site.
#[derive(Clone, Debug, Default)]
pub enum Top {
    /// The page of the first bank, as it is in the bank's folder too.
    #[default]
    FirstQuiz,
    /// A list of all quizzes.
    List {
        /// Its heading; without one, a word for quizzes in the language of the first bank.
        heading: Option<String>,
    },
}

impl Top {
    /// Where the page of a bank stands.
    pub fn places_of(&self, is_first: bool) -> &'static [PagePlace] {
        match self {
            Top::FirstQuiz if is_first => &[PagePlace::BankFolder, PagePlace::Top],
            _ => &[PagePlace::BankFolder],
        }
    }
}

/// A language that the interface speaks.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its name in the names of files: `es`.
    pub tag: String,
    /// The words of the quiz.
    pub labels: Labels,
    /// The words of pages.
    pub page_words: PageWords,
}

/// A site that is being made: its files by their paths, without what depends on all of them.
///
/// It is made as a whole by [`Site::new`]. A site of many banks is made in parts, none of which holds the others:
/// [`Site::without_quizzes`], [`Site::quiz`] for each bank, [`Site::add_list`] where one is wanted, and [`Site::finish`].
#[derive(Debug)]
pub struct Site<'a> {
    widget: &'a Widget,
    assets: Assets,
    options: &'a Options,
    files: Files,
}

/// Files by their paths on a site.
pub type Files = BTreeMap<String, Vec<u8>>;

impl<'a> Site<'a> {
    /// Makes the pages and files of all banks, and what stands at the top.
    ///
    /// # Errors
    /// There is no bank; two have one id, and so one folder; an article's file has the name of one that is made; or the
    /// widget lacks a file.
    pub async fn new(banks: &[Proved], widget: &'a Widget, options: &'a Options) -> Result<Site<'a>> {
        let first = banks.first().context("there is no bank to publish; name one")?;
        ensure_own_folders(banks)?;
        let mut site = Site::without_quizzes(widget, options)?;
        for proved in banks {
            let mut files = site.quiz(proved, options.top.places_of(ptr::eq(proved, first))).await?;
            site.files.append(&mut files);
        }
        if let Top::List { .. } = options.top {
            site.add_list(&banks.iter().map(Listed::of).collect::<Result<Vec<_>>>()?)?;
        }
        Ok(site)
    }

    /// The site that quizzes come into: the files of the widget.
    ///
    /// # Errors
    /// The widget lacks a file.
    pub fn without_quizzes(widget: &'a Widget, options: &'a Options) -> Result<Site<'a>> {
        let assets = Assets::new(widget, options.base_url.as_ref())?;
        let files = assets.files().clone();
        Ok(Site { widget, assets, options, files })
    }

    /// The files that a site has of one bank: those of its folder, with its own page at these places, and its card.
    ///
    /// # Errors
    /// An article's file has the name of one that is made, the widget lacks a file, or the card cannot be drawn.
    pub async fn quiz(&self, proved: &Proved, places: &[PagePlace]) -> Result<Files> {
        ensure_own_article(&proved.bank)?;
        let mut site = Site { assets: self.assets.clone(), files: self.assets.files().clone(), ..*self };
        // Its address has to be absolute, and there is nothing to invite to when the quiz was withdrawn.
        let has_card = self.options.base_url.is_some() && !proved.is_retired;
        let card = if has_card { Some(Card::of(proved)?) } else { None };
        site.add_bank(proved, card.as_ref()).await?;
        for place in places {
            site.add_page(proved, *place, card.as_ref()).await?;
        }
        if let Some(Card { path, picture, .. }) = card {
            site.add(&path, picture);
        }
        let Site { mut files, assets, .. } = site;
        files.retain(|path, _| !assets.files().contains_key(path));
        Ok(files)
    }

    /// Adds a list of quizzes at the top.
    ///
    /// As long as a site had one quiz alone, its readers may have it from there, with a worker that shows it without a
    /// network: that one is taken back.
    ///
    /// # Errors
    /// There is no quiz, or the widget lacks a file.
    pub fn add_list(&mut self, quizzes: &[Listed]) -> Result<()> {
        let heading = match &self.options.top {
            Top::List { heading } => heading.as_deref(),
            Top::FirstQuiz => None,
        };
        let has_policy = !self.options.is_for_development;
        let list = List { quizzes, heading, base: self.options.base_url.as_ref(), has_policy };
        let page = list.page(&self.assets)?;
        self.add(PAGE, page);
        self.add_leaving_worker("")
    }

    /// How the elements of this site are styled.
    ///
    /// # Errors
    /// The widget lacks a style sheet.
    pub fn element_style(&self) -> Result<ElementStyle<'_>> {
        ElementStyle::new(self.widget, &self.assets)
    }

    /// Adds a file that is no part of a quiz, such as a page that shows one.
    pub fn add(&mut self, path: &str, content: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), content.into());
    }

    /// All files by their paths, with compressed copies and the headers that hosts are to send.
    ///
    /// # Errors
    /// A file cannot be compressed.
    pub fn finish(mut self) -> Result<Files> {
        let root = self.options.base_url.as_ref().map_or("/", BaseUrl::path);
        // The page at the top is that of a quiz where there is one alone, and may have been written already, with its own.
        let at_top = [PAGE, manifest::FILE, offline::FILE];
        let names: BTreeSet<&str> = self.files.keys().map(String::as_str).chain(at_top).collect();
        let rules = headers::rules(root, names);
        let files = mem::take(&mut self.files);
        let mut files = self.with_copies(files)?;
        files.insert(headers::FILE.to_owned(), rules.into_bytes());
        Ok(files)
    }

    /// Files and their compressed copies.
    ///
    /// # Errors
    /// A file cannot be compressed.
    pub fn with_copies(&self, mut files: Files) -> Result<Files> {
        if !self.options.is_for_development {
            let mut copies = compressed(&files, self.widget.copies())?;
            files.append(&mut copies);
        }
        Ok(files)
    }

    /// Adds the folder of a bank: the compiled bank, its article page, the files that other pages include, the page that
    /// frames show, and what publishers need.
    ///
    /// The compiled bank keeps its name when it changes, so that a page that was made before plays what is true today. Of a
    /// quiz that was withdrawn each file stays that other pages load, and says so.
    async fn add_bank(&mut self, proved: &Proved, card: Option<&Card>) -> Result<()> {
        let bank = &proved.bank;
        let quiz = QuizAddress::new(bank, self.options.base_url.as_ref())?;
        let folder = quiz.folder();
        // Pages that include a file stand anywhere on their site.
        let base = quiz.address("");
        let position = Position { base: &base, attributes: "", is_own: false, is_below: true };
        let href = &*bank.parts().article.href;
        if !newsquiz_compiler::is_elsewhere(href) {
            // The widget finds the article relative to the bank, and so the copy has to stand.
            self.add(&format!("{folder}{href}"), proved.article_html.as_str());
        }
        let lens = self.add_questions(&folder, shown(proved))?;
        self.add_bank_files(&folder, "", shown(proved), lens.as_deref())?;
        let included = element::of(shown(proved), self.element_style()?, position).await?;
        self.add(&format!("{folder}quiz.html"), included);
        // Its own among them: a page names the language that it wants, whatever the bank's is.
        for Language { tag, labels, page_words } in &self.options.languages {
            let bank = bank.in_language(tag, labels.clone());
            let retired = proved.is_retired.then_some(&*page_words.retired);
            let shown = Shown { bank: &bank, retired };
            let attributes = &format!(" lang=\"{tag}\"");
            let position = Position { attributes, ..position };
            let included = element::of(shown, self.element_style()?, position).await?;
            self.add_bank_files(&folder, &format!(".{tag}"), shown, lens.as_deref())?;
            self.add(&format!("{folder}quiz.{tag}.html"), included);
        }
        let framed = self.framed_page(proved).await?;
        self.add(&quiz.page(), framed);
        if proved.is_retired {
            return Ok(());
        }
        let since = self.options.since.iter().find(|since| since.parts().id == bank.parts().id);
        self.add(&format!("{folder}{}", review::FILE), review::page(proved, since)?);
        if let Some(answer) = oembed::answer(&quiz, &Heights::of(bank), card)? {
            self.add(&format!("{folder}{}", oembed::FILE), answer);
        }
        Ok(())
    }

    /// Adds what programs load of a bank: all of it, what its own draw takes, which is all that most readers need, what further
    /// draws take, and an outline where its questions are there one by one.
    ///
    /// # Arguments
    /// - `lens`: how many bytes each of these takes; none where they are not there
    fn add_bank_files(
        &mut self,
        folder: &str,
        suffix: &str,
        shown: Shown<'_>,
        lens: Option<&[u32]>,
    ) -> Result<()> {
        let Shown { bank, retired } = shown;
        if retired.is_some() {
            for name in ["bank", "draw"] {
                self.add(&format!("{folder}{name}{suffix}.bin"), vec![packed::RETIRED]);
            }
            return Ok(());
        }
        self.add(&format!("{folder}bank{suffix}.bin"), packed::pack(&compiled::encode(bank))?);
        if let Some(lens) = lens {
            let outline = compiled::encode_outline(bank, lens);
            self.add(&format!("{folder}outline{suffix}.bin"), packed::pack(&outline)?);
        }
        for excerpt in bank.excerpts() {
            let seed = &excerpt.draw().seed;
            let name = if *seed == bank.draw().seed { "draw".to_owned() } else { format!("draw-{seed}") };
            self.add(&format!("{folder}{name}{suffix}.bin"), packed::pack(&compiled::encode(&excerpt))?);
        }
        Ok(())
    }

    /// Adds the questions of a large bank one by one, for who wants a draw that no file has: all of the bank would be many times
    /// what a draw takes. Gives how many bytes each has; none where a draw takes so much of the bank that they are not needed.
    /// They are the same in all languages of the interface.
    fn add_questions(
        &mut self,
        folder: &str,
        Shown { bank, retired }: Shown<'_>,
    ) -> Result<Option<Vec<u32>>> {
        if retired.is_some() || !bank.is_large() {
            return Ok(None);
        }
        let questions = compiled::encode_questions(bank).map(|question| packed::pack(&question));
        let questions = questions.collect::<Result<Vec<_>>>()?;
        self.add(&format!("{folder}questions.bin"), questions.concat());
        Ok(Some(questions.iter().map(|question| question.len() as u32).collect()))
    }

    /// The page of a bank that frames show, in the bank's own folder.
    async fn framed_page(&self, proved: &Proved) -> Result<String> {
        let position = Position { base: "../../", attributes: "", is_own: true, is_below: false };
        let page = Page {
            bank: &proved.bank,
            is_retired: proved.is_retired,
            place: PagePlace::BankFolder,
            element: element::of(shown(proved), self.element_style()?, position).await?,
            files: self.assets.for_templates(),
            style: self.widget.text(widget::PAGE_STYLE)?,
            base: None,
            card: None,
            kind: PageKind::Framed,
            has_policy: true,
        };
        page.fill(self.widget.text(widget::FRAMED_PAGE)?, "")
    }

    /// Adds a quiz's own page at a place, and what installs it on a device.
    async fn add_page(&mut self, proved: &Proved, place: PagePlace, card: Option<&Card>) -> Result<()> {
        let Proved { bank, is_retired, .. } = proved;
        let is_own = place == PagePlace::BankFolder;
        let attributes = if *is_retired { "" } else { " eager" };
        let position = Position { base: place.to_top(), attributes, is_own, is_below: false };
        let element = element::of(shown(proved), self.element_style()?, position).await?;
        let folder = QuizAddress::new(bank, None)?.folder_at(place);
        let page = Page {
            bank,
            is_retired: *is_retired,
            place,
            element,
            files: self.assets.for_templates(),
            // Trunk has put it into the template.
            style: "",
            base: self.options.base_url.as_ref(),
            card,
            kind: if *is_retired { PageKind::Own } else { PageKind::Installed },
            has_policy: !self.options.is_for_development,
        };
        let template = self.widget.text(widget::PAGE)?;
        if *is_retired {
            self.add(&format!("{folder}{PAGE}"), page.fill(template, "")?);
            return self.add_leaving_worker(&folder);
        }
        let manifest = manifest::manifest(bank, place, &self.assets)?;
        self.add(&format!("{folder}{}", manifest::FILE), manifest);
        let worker = self.widget.text(widget::WORKER)?;
        let text = page.fill(template, "")?;
        let set = FileSet::new(&self.files, KeptPage { bank, place, text: &text }, worker)?;
        self.add(&format!("{folder}{}", offline::FILE), set.worker(worker)?);
        self.add(&format!("{folder}{PAGE}"), page.fill(template, &set.version)?);
        Ok(())
    }

    /// Takes back what readers may have installed in a folder when there was a quiz to play.
    fn add_leaving_worker(&mut self, folder: &str) -> Result<()> {
        let worker = self.widget.text(widget::LEAVING_WORKER)?;
        self.add(&format!("{folder}{}", offline::FILE), worker);
        Ok(())
    }
}

/// The name of the page of a folder.
const PAGE: &str = "index.html";

/// The compressed copies of files, by their paths; those that are ready are taken.
///
/// # Errors
/// A file cannot be compressed.
fn compressed(files: &BTreeMap<String, Vec<u8>>, ready: &ReadyCopies) -> Result<BTreeMap<String, Vec<u8>>> {
    let of_file = |(path, content): (&String, &Vec<u8>)| -> Result<Vec<(String, Vec<u8>)>> {
        let copies = match ready.find(content) {
            Some(copies) => copies,
            None => compress::copies(path, content)?,
        };
        Ok(copies.into_iter().map(|(suffix, copy)| (format!("{path}.{suffix}"), copy)).collect())
    };
    let copies: Vec<Vec<(String, Vec<u8>)>> = files.par_iter().map(of_file).collect::<Result<_>>()?;
    Ok(copies.into_iter().flatten().collect())
}

/// # Errors
/// Two banks have one id, and so one folder; or an article's file has the name of one that is made in its folder.
fn ensure_own_folders(banks: &[Proved]) -> Result<()> {
    let mut known = BTreeMap::new();
    for (number, proved) in (1..).zip(banks) {
        let parts = proved.bank.parts();
        if let Some(earlier) = known.insert(&*parts.id, number) {
            bail!(
                "the banks number {earlier} and {number} have the same id `{}`; change `id` in one of them",
                parts.id
            );
        }
        ensure_own_article(&proved.bank)?;
    }
    Ok(())
}

/// # Errors
/// An article's file has the name of one that is made in its folder.
fn ensure_own_article(bank: &Bank) -> Result<()> {
    let parts = bank.parts();
    let href = &*parts.article.href;
    ensure!(
        newsquiz_compiler::is_elsewhere(href) || !is_made(href),
        "the article of the bank `{}` is in {href}, and a file with this name is made beside it; give the article's \
         file another name, and change `article.href`",
        parts.id
    );
    Ok(())
}

/// Whether a file with this name is made in the folder of each bank.
fn is_made(href: &str) -> bool {
    let starts =
        ["bank.", "quiz.", "embed.html", PAGE, manifest::FILE, offline::FILE, review::FILE, oembed::FILE];
    let is_part = ["draw", "outline", "questions"].iter().any(|start| href.starts_with(start));
    (is_part && href.ends_with(".bin")) || starts.iter().any(|start| href.starts_with(start))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use futures::executor::block_on;
    use scraper::{Html, Selector};

    use super::*;
    use crate::{csp, testing};

    /// The files of a site with both demonstration banks.
    fn site(base_url: Option<&str>) -> BTreeMap<String, Vec<u8>> {
        site_with(Top::FirstQuiz, base_url)
    }

    fn site_with(top: Top, base_url: Option<&str>) -> BTreeMap<String, Vec<u8>> {
        let banks = testing::BANKS.map(|(name, _)| testing::bank(name));
        let base_url = base_url.map(|url| BaseUrl::parse(url).unwrap());
        let options =
            Options { base_url, top, languages: vec![testing::language("es")], ..Options::default() };
        let widget = testing::widget();
        let mut site = block_on(Site::new(&banks, &widget, &options)).unwrap();
        site.add("news.html", "news");
        site.finish().unwrap()
    }

    fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
        str::from_utf8(&files[path]).unwrap()
    }

    #[test]
    fn each_bank_has_its_folder_and_nothing_is_made_that_nobody_asked_for() {
        let files = site(Some("https://news.example/quiz"));
        let of_bank: Vec<&str> = files
            .keys()
            .filter_map(|path| path.strip_prefix("banks/oficina-de-enlace/"))
            .filter(|name| !compress::is_copy(name))
            .collect();
        let expected = [
            "article.html",
            "bank.bin",
            "bank.es.bin",
            "draw-71.bin",
            "draw-71.es.bin",
            "draw.bin",
            "draw.es.bin",
            "embed.html",
            "index.html",
            "manifest.json",
            "oembed.json",
            "quiz.es.html",
            "quiz.html",
            "review.html",
            "sw.js",
        ];
        assert_eq!(of_bank, expected);
        let at_the_top: Vec<&str> = files
            .keys()
            .map(String::as_str)
            .filter(|path| {
                !path.contains('/') && !compress::is_copy(path) && !crate::fingerprint::is_lasting(path)
            })
            .collect();
        let expected = [
            "_headers",
            "embed.js",
            "frame.js",
            "index.html",
            "manifest.json",
            "news-quiz.d.ts",
            "news.html",
            "sw.js",
        ];
        assert_eq!(at_the_top, expected);
        assert!(!site(None).contains_key("banks/liaison-office/oembed.json"));
    }

    #[test]
    fn a_page_and_its_oembed_answer_name_a_card_that_is_there_where_the_address_is_known() {
        let files = site(Some("https://news.example/quiz"));
        let cards = |files: &Files| {
            files.keys().filter(|path| path.starts_with("cards/")).cloned().collect::<Vec<_>>()
        };
        assert_eq!(cards(&files).len(), testing::BANKS.len());
        for folder in ["", "banks/liaison-office/", "banks/oficina-de-enlace/"] {
            let page = Html::parse_document(text(&files, &format!("{folder}index.html")));
            let value = |selector: &str| {
                let element = page.select(&Selector::parse(selector).unwrap()).next();
                element.and_then(|element| element.value().attr("content")).unwrap().to_owned()
            };
            let address = value("head > meta[property='og:image']");
            let card = address.strip_prefix("https://news.example/quiz/").unwrap();
            assert!(files.contains_key(card), "{card}");
            assert!(!files.contains_key(&format!("{card}.br")), "{card}");
            let size = ["width", "height"].map(|name| value(&format!("meta[property='og:image:{name}']")));
            assert_eq!(size, ["1200", "630"]);
            assert_eq!(value("meta[property='og:image:type']"), "image/png");
            assert_eq!(value("meta[name='twitter:card']"), "summary_large_image");
            let alt = value("meta[property='og:image:alt']");
            assert!(alt.starts_with(&value("meta[property='og:title']")), "{alt}");
            assert!(!text(&files, &format!("{folder}sw.js")).contains("cards/"), "it is for other sites");
        }
        let answer: serde_json::Value =
            serde_json::from_str(text(&files, "banks/liaison-office/oembed.json")).unwrap();
        let thumbnail = answer["thumbnail_url"].as_str().unwrap();
        assert!(
            files.contains_key(thumbnail.strip_prefix("https://news.example/quiz/").unwrap()),
            "{thumbnail}"
        );

        let files = site(None);
        assert_eq!(cards(&files), [""; 0]);
        assert!(!text(&files, "index.html").contains("og:image"));
        assert!(!text(&files, "index.html").contains("twitter:card"));
    }

    #[test]
    fn headers_name_every_file_where_it_will_stand() {
        let files = site(Some("https://news.example/quiz"));
        let headers = text(&files, headers::FILE);
        for path in files.keys().filter(|path| !compress::is_copy(path) && *path != headers::FILE) {
            let has_rule = path.starts_with("banks/")
                || path.starts_with("cards/")
                || headers.contains(&format!("\n/quiz/{path}\n"));
            assert!(has_rule, "{path} is not in {headers}");
        }
        assert!(headers.contains("\n/quiz/banks/*\n"), "{headers}");
        assert!(!headers.contains(".br\n"), "{headers}");
    }

    #[test]
    fn of_a_large_bank_each_question_can_be_loaded_for_itself() {
        let proved = testing::bank("liaison-office");
        let large = Proved { bank: proved.bank.with_draw_len(4), ..proved };
        let options = Options { languages: vec![testing::language("es")], ..Options::default() };
        let widget = testing::widget();
        let files =
            block_on(Site::new(std::slice::from_ref(&large), &widget, &options)).unwrap().finish().unwrap();
        let file = |name: &str| &files[&format!("banks/liaison-office/{name}")];
        let unpacked = |bytes: &[u8]| packed::unpack(bytes).unwrap();
        for (outline, lang) in [("outline.bin", None), ("outline.es.bin", Some("es"))] {
            let bytes = unpacked(file(outline));
            let sparse = compiled::decode_sparse(&bytes).unwrap();
            let labels = &sparse.bank.parts().labels;
            assert_eq!(labels.langs.as_ref().map(|[lang, _]| &**lang), lang, "{outline}");
            let place = |ix| sparse.place(ix).unwrap();
            let question =
                |ix| unpacked(&file("questions.bin")[place(ix).start as usize..place(ix).end as usize]);
            let all = (0..sparse.bank.questions().len()).map(question);
            let whole = [bytes.clone(), all.collect::<Vec<_>>().concat()].concat();
            let compiled = compiled::decode(&compiled::encode(&large.bank)).unwrap();
            assert!(
                compiled::decode_sparse(&whole).unwrap().bank.questions() == compiled.questions(),
                "{outline}"
            );
        }
        let small = site(None);
        assert!(!small.keys().any(|path| path.contains("outline") || path.ends_with("questions.bin")));
    }

    #[test]
    fn a_quiz_that_was_withdrawn_says_so_in_every_file_that_other_pages_load() {
        let [liaison_office, oficina] = testing::BANKS.map(|(name, _)| testing::bank(name));
        let banks = [liaison_office, Proved { is_retired: true, ..oficina }];
        let widget = testing::widget();
        let base_url = Some(BaseUrl::parse("https://news.example/").unwrap());
        let options = Options {
            base_url,
            top: Top::List { heading: None },
            languages: vec![testing::language("en"), testing::language("es")],
            ..Options::default()
        };
        let files = block_on(Site::new(&banks, &widget, &options)).unwrap().finish().unwrap();
        let folder = "banks/oficina-de-enlace/";
        for (name, sentence) in [
            ("quiz.html", "<p class=\"intro\">Este cuestionario se ha retirado.</p>"),
            ("quiz.es.html", "<p class=\"intro\">Este cuestionario se ha retirado.</p>"),
            ("quiz.en.html", "<p class=\"intro\">This quiz has been withdrawn.</p>"),
            ("embed.html", "<p class=\"intro\">Este cuestionario se ha retirado.</p>"),
            ("index.html", "<p class=\"intro\">Este cuestionario se ha retirado.</p>"),
        ] {
            let text = text(&files, &format!("{folder}{name}"));
            assert!(text.contains(sentence), "{name}: {text}");
            assert!(text.contains("article.html\""), "{name}: {text}");
            for part in
                ["<input", "<button", "<summary", "Take the quiz", "preload", "install", "oembed", "og:image"]
            {
                assert!(!text.contains(part), "{name}: {part}");
            }
        }
        assert_eq!(files[&format!("{folder}bank.bin")], [packed::RETIRED]);
        assert_eq!(files[&format!("{folder}bank.en.bin")], [packed::RETIRED]);
        assert_eq!(text(&files, &format!("{folder}sw.js")), "leaves");
        assert!(!files.keys().any(|path| path.starts_with("cards/oficina")), "it invites to nothing");
        for name in ["manifest.json", "review.html", "oembed.json"] {
            assert!(!files.contains_key(&format!("{folder}{name}")), "{name}");
        }
        let list = text(&files, "index.html");
        assert!(list.contains("liaison-office") && !list.contains("oficina-de-enlace"), "{list}");
    }

    #[test]
    fn a_page_and_the_worker_beside_it_name_one_version_which_no_other_page_has() {
        let files = site(None);
        let mut versions = BTreeSet::new();
        for (folder, bank) in [
            ("", "banks/liaison-office/draw.bin"),
            ("banks/liaison-office/", "draw.bin"),
            ("banks/oficina-de-enlace/", "draw.bin"),
        ] {
            let page = text(&files, &format!("{folder}index.html"));
            let (_, rest) = page.split_once("data-version=\"").unwrap();
            let version = rest.split('"').next().unwrap();
            assert_eq!(version.len(), 12);
            assert!(text(&files, &format!("{folder}sw.js")).contains(version), "{folder}");
            assert!(page.contains(&format!("<link rel=\"preload\" href=\"{bank}\"")), "{page}");
            versions.insert(version);
        }
        assert_eq!(versions.len(), 3);
    }

    #[test]
    fn each_quiz_has_one_address_that_lasts_whatever_stands_at_the_top() {
        for top in [Top::FirstQuiz, Top::List { heading: None }] {
            let files = site_with(top.clone(), Some("https://news.example/quiz"));
            for (bank, _) in testing::BANKS {
                let page = text(&files, &format!("banks/{bank}/index.html"));
                for part in [
                    &*format!("<link rel=\"canonical\" href=\"https://news.example/quiz/banks/{bank}/\">"),
                    &format!(
                        "<meta property=\"og:url\" content=\"https://news.example/quiz/banks/{bank}/\">"
                    ),
                    &format!("href=\"https://news.example/quiz/banks/{bank}/oembed.json\""),
                    &format!("<news-quiz src=\"../../banks/{bank}/\" eager>"),
                    "<link rel=\"manifest\" href=\"manifest.json\">",
                    "<script type=\"module\" async src=\"../../embed.js\">",
                    "<h1><a href=\"article.html\">",
                ] {
                    assert!(page.contains(part), "{bank}: {part}");
                }
            }
            let at_the_top = text(&files, "index.html");
            let canonical = match top {
                Top::FirstQuiz => "https://news.example/quiz/banks/liaison-office/",
                Top::List { .. } => "https://news.example/quiz/",
            };
            assert!(at_the_top.contains(&format!("<link rel=\"canonical\" href=\"{canonical}\">")));
        }
    }

    #[test]
    fn a_list_takes_back_what_an_earlier_quiz_at_its_address_has_installed() {
        let files = site_with(Top::List { heading: Some("All of ours".to_owned()) }, None);
        assert!(text(&files, "index.html").contains("<h1 dir=\"auto\">All of ours</h1>"));
        assert_eq!(text(&files, "sw.js"), "leaves");
        assert!(!files.contains_key("manifest.json"));
        assert!(!files.contains_key("sw-leave.js"));
    }

    #[test]
    fn the_page_for_frames_names_all_from_the_bank_s_folder_and_speaks_its_language() {
        let files = site(None);
        for (bank, lang) in testing::BANKS {
            let page = text(&files, &format!("banks/{bank}/embed.html"));
            for part in [
                &*format!("<html lang=\"{lang}\" dir=\"ltr\">"),
                &format!("<news-quiz src=\"../../banks/{bank}/\"><template shadowrootmode=\"open\">"),
                "<link rel=\"stylesheet\" href=\"../../quiz-cb86eb2d.css\">",
                "<a href=\"article.html\">",
                "<style>c{}html{scrollbar-gutter:auto;--quiz-row:0;--quiz-box:flex;--quiz-canvas:#0000}</style>",
                "script-src http: 'wasm-unsafe-eval';",
                &*csp::hash(
                    "c{}html{scrollbar-gutter:auto;--quiz-row:0;--quiz-box:flex;--quiz-canvas:#0000}",
                ),
            ] {
                assert!(page.contains(part), "{bank}: {part}");
            }
            // Each script is a file.
            let scripts = page.matches("<script type=\"module\" src=\"../../").count();
            assert_eq!(scripts, page.matches("<script").count());
        }
    }

    #[test]
    fn banks_that_would_write_over_each_other_or_over_their_article_are_told() {
        let bank = testing::liaison_office();
        let error = ensure_own_folders(&[bank.clone(), bank.clone()]).unwrap_err().to_string();
        assert!(error.starts_with("the banks number 1 and 2 have the same id `liaison-office`"), "{error}");

        let mut parts = bank.bank.parts().clone();
        parts.article.href = "quiz.html".into();
        let made = Proved { bank: Bank::new(parts).unwrap(), ..bank.clone() };
        let error = ensure_own_folders(&[made]).unwrap_err().to_string();
        assert!(error.contains("is in quiz.html") && error.contains("`article.href`"), "{error}");

        for (href, expected) in [
            ("article.html", false),
            ("quiz.html", true),
            ("quiz.es.html", true),
            ("embed.html", true),
            ("review.html", true),
            ("bank.bin", true),
            ("index.html", true),
            ("2019/quiz.html", false),
        ] {
            assert_eq!(is_made(href), expected, "{href}");
        }
        assert!(ensure_own_folders(&[bank]).is_ok());
    }
}
