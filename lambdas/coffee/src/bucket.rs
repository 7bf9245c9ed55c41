//! The bucket of invoices.

use crate::api::Place;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::Builder;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::coffee::{Document, InvoiceKey, Order, OrderId, folder};

/// The bucket.
pub struct Bucket {
    client: Lazy<Client>,
    name: String,
}

impl Bucket {
    /// The bucket in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        // Host names such as BUCKET.127.0.0.1 do not resolve, so an emulator's bucket is addressed by path.
        let by_path = environment.endpoint().is_some();
        let client = configuration.client(move |configuration| {
            Client::from_conf(Builder::from(configuration).force_path_style(by_path).build())
        });
        Ok(Bucket { client, name: environment.required("BUCKET_NAME")? })
    }

    /// Writes one form of an invoice; the same text again changes nothing for readers.
    pub async fn write(&self, key: &InvoiceKey, document: Document, text: String) -> Result<(), Unavailable> {
        let request = self.client.put_object().bucket(&self.name).key(key.of(document));
        let request = request.content_type(document.content_type()).body(ByteStream::from(text.into_bytes()));
        request.send().await?;
        Ok(())
    }

    /// The key of an order's invoice, or without an order of the newest. Keys are listed by their time, oldest first.
    pub async fn find(
        &self,
        Place { account, vendor }: &Place,
        order: Option<&OrderId>,
    ) -> Result<Option<InvoiceKey>, Unavailable> {
        let request = self.client.list_objects_v2().bucket(&self.name).prefix(folder(account, vendor));
        let mut pages = request.into_paginator().send();
        let mut newest = None;
        while let Some(page) = pages.next().await {
            let page = page?;
            for key in page.contents().iter().filter_map(|object| InvoiceKey::of_document(object.key()?)) {
                match order {
                    Some(order) if key.is_of(order) => return Ok(Some(key)),
                    Some(_) => {}
                    None => newest = Some(key),
                }
            }
        }
        Ok(newest)
    }

    /// One form of an invoice; `None` when it is not there.
    pub async fn read(&self, key: &InvoiceKey, document: Document) -> Result<Option<String>, Unavailable> {
        let request = self.client.get_object().bucket(&self.name).key(key.of(document));
        let object = match request.send().await {
            Ok(object) => object,
            Err(error) => {
                let is_missing = matches!(error.as_service_error(), Some(GetObjectError::NoSuchKey(_)));
                return if is_missing { Ok(None) } else { Err(error.into()) };
            }
        };
        let bytes = object.body.collect().await;
        let bytes = bytes.map_err(|error| Unavailable(format!("reading an invoice failed: {error}")))?;
        let text = String::from_utf8(bytes.to_vec());
        Ok(Some(text.map_err(|_| Unavailable(format!("{} is not UTF-8", key.of(document))))?))
    }

    /// What an invoice says in JSON; `None` when it is not there.
    pub async fn order(&self, key: &InvoiceKey) -> Result<Option<Order>, Unavailable> {
        let text = self.read(key, Document::Json).await?;
        let read = |text: String| {
            serde_json::from_str(&text)
                .map_err(|_| Unavailable(format!("{} is not an invoice", key.of(Document::Json))))
        };
        text.map(read).transpose()
    }
}
