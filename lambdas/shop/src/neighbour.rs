//! Another service of the shop, asked by its function. Its table is its own.

use aws_config::SdkConfig;
use aws_sdk_lambda::Client;
use aws_sdk_lambda::primitives::Blob;
use function::api::Refusal;
use function::aws_error::describe;
use function::{Environment, Missing, Unavailable};
use model::shop::Id;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A function that finds something by its id, as the other service's API does.
pub struct Neighbour {
    client: Client,
    function: String,
    field: &'static str,
}

impl Neighbour {
    /// The service that knows items and their prices.
    pub fn stock(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        let function = environment.required("FIND_ITEM_FUNCTION_ARN")?;
        Ok(Neighbour { client: Client::new(configuration), function, field: "item_id" })
    }

    /// The service that knows users.
    pub fn payment(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        let function = environment.required("FIND_USER_FUNCTION_ARN")?;
        Ok(Neighbour { client: Client::new(configuration), function, field: "user_id" })
    }

    /// Finds something; what the other service refuses, such as an unknown id, is refused in its words.
    pub async fn find<T: DeserializeOwned>(&self, id: &Id) -> Result<T, Refusal> {
        let event = json!({"httpMethod": "GET", "pathParameters": {self.field: id}});
        let request =
            self.client.invoke().function_name(&self.function).payload(Blob::new(event.to_string()));
        let answer = request.send().await.map_err(|error| Unavailable(describe(&error)))?;
        let payload = answer.payload.map(Blob::into_inner).unwrap_or_default();
        if let Some(error) = answer.function_error {
            let text = String::from_utf8_lossy(&payload).chars().take(500).collect::<String>();
            return Err(Unavailable(format!("{} failed ({error}): {text}", self.function)).into());
        }
        self.read(&payload)
    }

    fn read<T: DeserializeOwned>(&self, payload: &[u8]) -> Result<T, Refusal> {
        let answer: Value = serde_json::from_slice(payload).unwrap_or_default();
        let body = answer["body"].as_str().and_then(|body| serde_json::from_str::<Value>(body).ok());
        match (answer["statusCode"].as_u64(), body) {
            (Some(200), Some(body)) => serde_json::from_value(body)
                .map_err(|error| Unavailable(format!("{} answered nonsense: {error}", self.function)).into()),
            (Some(404), Some(body)) => {
                let message = body["message"].as_str().unwrap_or("it is not there");
                Err(Refusal::new(404, message).with("field", self.field))
            }
            (status, _) => Err(Unavailable(format!("{} answered {status:?}", self.function)).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::shop::ItemView;

    fn read(payload: &str) -> Result<ItemView, u16> {
        let configuration =
            SdkConfig::builder().behavior_version(aws_config::BehaviorVersion::latest()).build();
        let environment = Environment::of([("FIND_ITEM_FUNCTION_ARN", "arn")]);
        let neighbour = Neighbour::stock(&configuration, &environment).unwrap();
        neighbour.read(payload.as_bytes()).map_err(|refusal| refusal.reply().status())
    }

    #[test]
    fn only_a_known_item_is_found_and_only_an_unknown_one_is_not_there() {
        let id = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        let found =
            json!({"statusCode": 200, "body": json!({"item_id": id, "stock": 1, "price": 5}).to_string()});
        assert_eq!(read(&found.to_string()).unwrap().price, 5);
        assert_eq!(read(r#"{"statusCode": 404, "body": "{\"message\": \"there is no item\"}"}"#), Err(404));
        for payload in
            ["", "null", r#"{"statusCode": 503, "body": "{}"}"#, r#"{"statusCode": 200, "body": "{}"}"#]
        {
            assert_eq!(read(payload), Err(503), "{payload}");
        }
    }
}
