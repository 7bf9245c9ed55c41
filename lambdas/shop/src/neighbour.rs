//! Another service of the shop, called through its function; its table is not accessible.

use aws_sdk_lambda::Client;
use aws_sdk_lambda::primitives::Blob;
use function::aws_error::describe;
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::shop::{Id, Ledger};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A function that finds something by its id, as the other service's API does.
pub struct Neighbour {
    client: Lazy<Client>,
    function: String,
    /// What its API calls the id of what it finds.
    field: &'static str,
}

impl Neighbour {
    /// The service that knows items and their prices.
    pub fn stock(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        let function = environment.required("FIND_ITEM_FUNCTION_ARN")?;
        Ok(Neighbour { client: configuration.client(Client::new), function, field: Ledger::Stock.field() })
    }

    /// The service that knows users.
    pub fn payment(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        let function = environment.required("FIND_USER_FUNCTION_ARN")?;
        Ok(Neighbour { client: configuration.client(Client::new), function, field: Ledger::Payment.field() })
    }

    /// The service that knows orders.
    pub fn orders(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        let function = environment.required("FIND_ORDER_FUNCTION_ARN")?;
        Ok(Neighbour { client: configuration.client(Client::new), function, field: "order_id" })
    }

    /// Finds something, if the other service knows it.
    pub async fn find<T: DeserializeOwned>(&self, id: &Id) -> Result<Option<T>, Unavailable> {
        let event = json!({"httpMethod": "GET", "pathParameters": {self.field: id}});
        let request =
            self.client.invoke().function_name(&self.function).payload(Blob::new(event.to_string()));
        let answer = request.send().await.map_err(|error| Unavailable(describe(&error)))?;
        let payload = answer.payload.map(Blob::into_inner).unwrap_or_default();
        if let Some(error) = answer.function_error {
            let text = String::from_utf8_lossy(&payload).chars().take(500).collect::<String>();
            return Err(Unavailable(format!("{} failed ({error}): {text}", self.function)));
        }
        self.read(&payload)
    }

    /// What was found, if there is such a thing.
    fn read<T: DeserializeOwned>(&self, payload: &[u8]) -> Result<Option<T>, Unavailable> {
        let answer: Value = serde_json::from_slice(payload).unwrap_or_default();
        let body = answer["body"].as_str().unwrap_or_default();
        match answer["statusCode"].as_u64() {
            Some(200) => serde_json::from_str(body).map(Some).map_err(|error| {
                Unavailable(format!("{} returned an invalid response: {error}", self.function))
            }),
            Some(404) => Ok(None),
            status => Err(Unavailable(format!("{} returned {status:?}", self.function))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::shop::ItemView;

    fn read(payload: &str) -> Result<Option<ItemView>, Unavailable> {
        let environment = Environment::of([("FIND_ITEM_FUNCTION_ARN", "arn")]);
        let neighbour = Neighbour::stock(&Configuration::new(&environment), &environment).unwrap();
        neighbour.read(payload.as_bytes())
    }

    #[test]
    fn only_a_known_item_is_found_and_only_an_unknown_one_is_not_there() {
        let id = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        let found =
            json!({"statusCode": 200, "body": json!({"item_id": id, "stock": 1, "price": 5}).to_string()});
        assert_eq!(read(&found.to_string()).unwrap().unwrap().price, 5);
        assert_eq!(read(r#"{"statusCode": 404, "body": "{\"message\": \"there is no item\"}"}"#), Ok(None));
        for payload in
            ["", "null", r#"{"statusCode": 503, "body": "{}"}"#, r#"{"statusCode": 200, "body": "{}"}"#]
        {
            assert!(read(payload).is_err(), "{payload}");
        }
    }
}
