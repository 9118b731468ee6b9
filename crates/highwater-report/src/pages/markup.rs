//! A page as a browser reads it: what is wrong with its markup, and what a check asks of it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ExpandedName, LocalName, ParseOpts, QualName, local_name, ns};

/// Something in a page, with the line where it stands, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) line: u64,
    pub(super) what: T,
}

/// What leads from a page to another place: the attribute and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) attribute: &'static str,
    pub(super) value: String,
}

/// What the check of a page asks of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup {
    /// What the parser stumbled over.
    pub(super) faults: Vec<At<String>>,
    pub(super) ids: Vec<At<String>>,
    /// Addresses of pages, pictures, styles and scripts.
    pub(super) links: Vec<At<Reference>>,
    /// Ids of the same page that an element names.
    pub(super) references: Vec<At<Reference>>,
    /// Pictures and frames without words, by the name of the element.
    pub(super) wordless: Vec<At<&'static str>>,
    /// The levels of the headings, in order.
    pub(super) headings: Vec<At<u8>>,
    pub(super) title: String,
    pub(super) language: String,
}

impl Markup {
    /// Reads a page.
    pub(super) fn read(html: &str) -> Self {
        let options = ParseOpts {
            tokenizer: TokenizerOpts {
                exact_errors: true,
                ..TokenizerOpts::default()
            },
            tree_builder: TreeBuilderOpts {
                exact_errors: true,
                // What stands in `noscript` is read too.
                scripting_enabled: false,
                ..TreeBuilderOpts::default()
            },
        };
        html5ever::parse_document(Reader::default(), options).one(StrTendril::from(html))
    }
}

/// An element of the page, as the parser knows it again.
type Handle = Rc<QualName>;

/// Takes what the parser finds. No tree is kept: nothing here asks for one.
#[derive(Default)]
struct Reader {
    markup: RefCell<Markup>,
    line: Cell<u64>,
    /// How many pictures in SVG still wait for a `title`, which would name them: their index in
    /// [`Markup::wordless`] and the element.
    unnamed: RefCell<Vec<(usize, Handle)>>,
}

impl Reader {
    fn at<T>(&self, what: T) -> At<T> {
        // The parser counts the lines that it has left.
        At {
            line: self.line.get().max(1),
            what,
        }
    }

    fn note_element(&self, handle: &Handle, attributes: &[Attribute]) {
        let mut markup = self.markup.borrow_mut();
        let markup = &mut *markup;
        let value = |name: &str| {
            let mut found = attributes.iter();
            let found = found.find(|attribute| &*attribute.name.local == name)?;
            Some(&*found.value)
        };
        for attribute in attributes {
            let value = &*attribute.value;
            let link = |attribute| {
                self.at(Reference {
                    attribute,
                    value: value.to_owned(),
                })
            };
            let ids = |attribute| {
                let ids = value.split_ascii_whitespace();
                ids.map(move |id| {
                    self.at(Reference {
                        attribute,
                        value: id.to_owned(),
                    })
                })
            };
            match &*attribute.name.local {
                "id" => markup.ids.push(self.at(value.to_owned())),
                "href" => markup.links.push(link("href")),
                "src" => markup.links.push(link("src")),
                "poster" => markup.links.push(link("poster")),
                "for" => markup.references.extend(ids("for")),
                "aria-labelledby" => markup.references.extend(ids("aria-labelledby")),
                "aria-describedby" => markup.references.extend(ids("aria-describedby")),
                "aria-controls" => markup.references.extend(ids("aria-controls")),
                "popovertarget" => markup.references.extend(ids("popovertarget")),
                _ => {}
            }
        }
        let has_words = |names: &[&str]| {
            let mut names = names.iter();
            names.any(|name| value(name).is_some_and(|words| !words.trim().is_empty()))
        };
        if handle.ns == ns!(svg) {
            let is_picture = handle.local == local_name!("svg") && value("role") == Some("img");
            if is_picture && !has_words(&["aria-label", "aria-labelledby"]) {
                let place = (markup.wordless.len(), Rc::clone(handle));
                self.unnamed.borrow_mut().push(place);
                markup.wordless.push(self.at("svg"));
            }
            return;
        }
        match &*handle.local {
            // An empty text says that a picture is for the eye alone.
            "img" if value("alt").is_none() => markup.wordless.push(self.at("img")),
            "iframe" if !has_words(&["title", "aria-label"]) => {
                markup.wordless.push(self.at("iframe"));
            }
            "html" => markup.language = value("lang").unwrap_or_default().trim().to_owned(),
            "meta" => {
                // What is shown where the page is shared.
                let content = value("content").unwrap_or_default();
                let names = [value("property"), value("name")].into_iter().flatten();
                let is_address =
                    |name: &str| ["og:url", "og:image", "twitter:image"].contains(&name);
                if names.into_iter().any(is_address) {
                    markup.links.push(self.at(Reference {
                        attribute: "content",
                        value: content.to_owned(),
                    }));
                }
            }
            name => {
                if let Some(level) = heading(name) {
                    markup.headings.push(self.at(level));
                }
            }
        }
    }

    fn note_child(&self, parent: &Handle, child: &NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendText(text) => {
                if parent.ns == ns!(html) && parent.local == local_name!("title") {
                    self.markup.borrow_mut().title.push_str(text);
                }
            }
            NodeOrText::AppendNode(node) => {
                let names_picture = node.ns == ns!(svg) && node.local == local_name!("title");
                if names_picture {
                    let mut unnamed = self.unnamed.borrow_mut();
                    if let Some(at) = unnamed.iter().position(|(_, svg)| Rc::ptr_eq(svg, parent)) {
                        let (place, _) = unnamed.swap_remove(at);
                        if let Some(named) = self.markup.borrow_mut().wordless.get_mut(place) {
                            named.what = NAMED;
                        }
                    }
                }
            }
        }
    }
}

/// Stands in the list of what has no words for a picture that got some.
const NAMED: &str = "";

/// The level of a heading by the name of its element.
fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// A name for what is no element: the document, comments.
fn no_element() -> Handle {
    Rc::new(QualName::new(None, ns!(), LocalName::from("")))
}

impl TreeSink for Reader {
    type Handle = Handle;
    type Output = Markup;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Markup {
        let mut markup = self.markup.into_inner();
        markup.wordless.retain(|element| element.what != NAMED);
        markup.title = markup.title.trim().to_owned();
        markup
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        let fault = self.at(message.into_owned());
        self.markup.borrow_mut().faults.push(fault);
    }

    fn get_document(&self) -> Handle {
        no_element()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let handle = Rc::new(name);
        self.note_element(&handle, &attributes);
        handle
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        no_element()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        no_element()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.note_child(parent, &child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, _: &Handle, child: NodeOrText<Handle>) {
        self.note_child(element, &child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Rc::clone(target)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        Rc::ptr_eq(x, y)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {}

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, _: &Handle) {}

    fn reparent_children(&self, _: &Handle, _: &Handle) {}

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Markup {
        Markup::read(&format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<title> A page </title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        ))
    }

    /// Returns what is wrong with a page of that body, each with its line in the body.
    fn faults(body: &str) -> Vec<(u64, String)> {
        let faults = page(body).faults.into_iter();
        faults.map(|fault| (fault.line - 6, fault.what)).collect()
    }

    #[test]
    fn sound_markup_has_no_fault() {
        for body in [
            "<p>One<p>Two",
            "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
            "<svg role=\"img\"><title>x</title><path d=\"M0 0\"/></svg>",
            "<ul><li>a<li>b</ul><table><tbody><tr><td>1</td></tr></tbody></table>",
            "<p>AT&amp;T a&nbsp;b<br><wbr></p>",
        ] {
            assert_eq!(faults(body), [], "{body}");
        }
    }

    #[test]
    fn what_is_not_closed_or_nested_wrongly_is_a_fault() {
        for body in [
            "<div><p>x</p>",
            "<p>a</p>\n</section>",
            "<div><span></div></span>",
            "<p><div>x</div></p>",
            "<b><i>x</b></i>",
            "<p a=\"1\" a=\"2\">x</p>",
            "<div/>",
            "<p>x &nosuch; y</p><table><p>x</p></table>",
            "<a href=\"x\">a <a href=\"y\">b</a></a>",
        ] {
            assert!(!faults(body).is_empty(), "{body}");
        }
        assert_eq!(faults("<p>a</p>\n</section>")[0].0, 2);
    }

    #[test]
    fn a_page_says_what_it_holds() {
        let page = page(
            "<h1 id=\"a\">x</h1>\n<a href=\"b.html#c\">b</a><img src=\"d.png\">\n<input aria-labelledby=\"a e\">",
        );
        assert_eq!((&*page.title, &*page.language), ("A page", "en"));
        assert_eq!(page.headings[0], At { line: 7, what: 1 });
        assert_eq!(page.ids[0].what, "a");
        let links: Vec<_> = page.links.iter().map(|link| &*link.what.value).collect();
        assert_eq!(links, ["b.html#c", "d.png"]);
        let named: Vec<_> = page.references.iter().map(|id| &*id.what.value).collect();
        assert_eq!(named, ["a", "e"]);
        assert_eq!(
            page.wordless,
            [At {
                line: 8,
                what: "img"
            }]
        );
    }

    #[test]
    fn a_drawing_is_named_by_its_title_or_its_label() {
        let named = [
            "<svg role=\"img\" aria-label=\"x\"></svg>",
            "<svg role=\"img\"><title>x</title></svg>",
            "<svg><path d=\"\"/></svg>",
            "<img alt=\"\" src=\"x.png\">",
        ];
        for body in named {
            assert_eq!(page(body).wordless, [], "{body}");
        }
        for body in [
            "<svg role=\"img\"></svg>",
            "<svg role=\"img\" aria-label=\" \"><g><title>x</title></g></svg>",
            "<iframe src=\"x.html\"></iframe>",
        ] {
            assert_eq!(page(body).wordless.len(), 1, "{body}");
        }
    }
}
