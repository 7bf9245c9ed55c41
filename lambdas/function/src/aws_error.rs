//! AWS errors as one line.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use std::error::Error;

/// A failed call to a service; the text is for the log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unavailable(pub String);

impl<E, R> From<SdkError<E, R>> for Unavailable
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
    SdkError<E, R>: RequestId,
{
    fn from(error: SdkError<E, R>) -> Self {
        Unavailable(describe(&error))
    }
}

/// The code, the message and the request's id of a refusal; for anything else, such as no connection, the chain of causes.
///
/// The SDK's own texts are either one word or a dump of the whole exchange.
pub fn describe<E, R>(error: &SdkError<E, R>) -> String
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
    SdkError<E, R>: RequestId,
{
    let Some(refusal) = error.as_service_error() else { return chain(error) };
    let code = refusal.code().unwrap_or("unknown error");
    let message = refusal.message().unwrap_or("no message");
    match error.request_id() {
        Some(id) => format!("{code}: {message} (request {id})"),
        None => format!("{code}: {message}"),
    }
}

/// An error and its causes, outermost first.
pub fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::config::http::HttpResponse;
    use aws_sdk_dynamodb::error::ErrorMetadata;
    use aws_sdk_dynamodb::operation::get_item::GetItemError;

    #[test]
    fn a_refusal_keeps_code_and_message_and_nothing_of_the_exchange() {
        let metadata = ErrorMetadata::builder().code("AccessDeniedException").message("not you").build();
        let response = HttpResponse::new(400.try_into().unwrap(), "body".into());
        let error = SdkError::service_error(GetItemError::generic(metadata), response);
        assert_eq!(describe(&error), "AccessDeniedException: not you");
    }

    #[test]
    fn trouble_on_the_way_names_its_causes() {
        let error: SdkError<GetItemError, HttpResponse> = SdkError::timeout_error("too slow");
        assert_eq!(describe(&error), "request has timed out: too slow");
    }
}
