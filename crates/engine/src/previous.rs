//! The templates with which stacks are deployed, each read once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::aws::cloudformation::CloudFormation;
use crate::document::Source;
use crate::failure::sentence;
use crate::template::Template;

/// A deployed template.
#[derive(Clone)]
pub(super) struct Deployed {
    pub source: Rc<Source>,
    /// The template, or why it is not understood.
    pub template: Result<Rc<Template>, String>,
}

/// Deployed templates by the ARNs of their stacks, or why they cannot be read.
#[derive(Default)]
pub(super) struct Previous(RefCell<BTreeMap<String, Result<Deployed, String>>>);

impl Previous {
    /// The template of a stack as it was sent.
    pub async fn deployed(&self, cloudformation: &CloudFormation, arn: &str) -> Result<Deployed, String> {
        if let Some(known) = self.0.borrow().get(arn) {
            return known.clone();
        }
        let text = cloudformation.original_template(arn).await;
        let read = text.map(|text| read(&text)).map_err(|error| sentence(&error));
        self.0.borrow_mut().insert(arn.to_owned(), read.clone());
        read
    }

    /// The same where the template is understood.
    pub async fn template(&self, cloudformation: &CloudFormation, arn: &str) -> Result<Rc<Template>, String> {
        self.deployed(cloudformation, arn).await?.template
    }
}

fn read(text: &str) -> Deployed {
    let source = Source::new("the deployed template", text);
    let template = Template::read(Rc::clone(&source));
    Deployed { source, template: template.map(Rc::new).map_err(|problem| problem.to_string()) }
}
