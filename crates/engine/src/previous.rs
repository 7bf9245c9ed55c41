//! The templates with which stacks are deployed and their nested stacks, each read once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::aws::cloudformation::CloudFormation;
use crate::document::Source;
use crate::failure::sentence;
use crate::retained::NESTED_STACK;
use crate::template::Template;

/// A deployed template.
#[derive(Clone)]
pub(super) struct Deployed {
    pub source: Rc<Source>,
    /// The template, or why it is not understood.
    pub template: Result<Rc<Template>, String>,
}

/// The ARNs of a stack's nested stacks by their logical ids.
pub(super) type NestedStacks = Rc<BTreeMap<String, String>>;

/// What is deployed, by the ARNs of stacks, or why it cannot be read.
#[derive(Default)]
pub(super) struct Previous {
    templates: RefCell<BTreeMap<String, Result<Deployed, String>>>,
    nested: RefCell<BTreeMap<String, Result<NestedStacks, String>>>,
}

impl Previous {
    /// The template of a stack as it was sent.
    pub async fn deployed(&self, cloudformation: &CloudFormation, arn: &str) -> Result<Deployed, String> {
        if let Some(known) = self.templates.borrow().get(arn) {
            return known.clone();
        }
        let text = cloudformation.original_template(arn).await;
        let read = text.map(|text| read(&text)).map_err(|error| sentence(&error));
        self.templates.borrow_mut().insert(arn.to_owned(), read.clone());
        read
    }

    /// The same where the template is understood.
    pub async fn template(&self, cloudformation: &CloudFormation, arn: &str) -> Result<Rc<Template>, String> {
        self.deployed(cloudformation, arn).await?.template
    }

    /// The nested stacks that a stack has.
    pub async fn nested(&self, cloudformation: &CloudFormation, arn: &str) -> Result<NestedStacks, String> {
        if let Some(known) = self.nested.borrow().get(arn) {
            return known.clone();
        }
        let resources = cloudformation.resources(arn).await;
        let nested = resources.map(|resources| {
            let nested =
                resources.into_iter().filter(|resource| resource.kind == NESTED_STACK && resource.is_there());
            Rc::new(nested.map(|resource| (resource.logical_id, resource.physical_id)).collect())
        });
        let nested = nested.map_err(|error| sentence(&error));
        self.nested.borrow_mut().insert(arn.to_owned(), nested.clone());
        nested
    }
}

fn read(text: &str) -> Deployed {
    let source = Source::new("the deployed template", text);
    let template = Template::read(Rc::clone(&source));
    Deployed { source, template: template.map(Rc::new).map_err(|problem| problem.to_string()) }
}
