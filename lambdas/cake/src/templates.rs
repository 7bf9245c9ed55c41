//! What the templates and the functions must agree on.

use crate::handlers;
use function::testing::{functions, resources, template, under};
use function::{Environment, Function};
use model::cake::OrderState;
use serde_json::Value;

const API: &str = include_str!("../../../templates/cake/api.yaml");
const DATA: &str = include_str!("../../../templates/cake/data.yaml");
const WORKERS: &str = include_str!("../../../templates/cake/workers.yaml");

/// A value that suits a variable.
fn value(name: &str) -> &'static str {
    match name {
        "PARTNER_URL" => "https://partner.example/orders",
        name if name.ends_with("_SECONDS") => "10",
        name if name.ends_with("_URL") => "http://127.0.0.1:1/000000000000/queue",
        _ => "cake-dev",
    }
}

fn prepared(handler: &str, names: &[&str]) -> Result<Function, String> {
    let fixed = [("_HANDLER", handler), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1")];
    let set = names.iter().map(|name| (*name, value(name)));
    handlers::function(&Environment::of(fixed.into_iter().chain(set)))
}

#[test]
fn every_function_gets_the_variables_that_it_needs_and_no_other() {
    let mut handlers = 0;
    for text in [API, WORKERS] {
        for deployed in functions(&template(text)) {
            handlers += 1;
            let handler = deployed.handler.as_str();
            let names: Vec<_> = deployed.variables.iter().map(String::as_str).collect();
            let whole = prepared(handler, &names);
            assert!(whole.is_ok(), "{handler}: {}", whole.err().unwrap_or_default());
            for (place, name) in names.iter().enumerate().filter(|(_, name)| **name != "PARTNER_URL") {
                let rest: Vec<&str> = [&names[..place], &names[place + 1..]].concat();
                let missing = prepared(handler, &rest).err().unwrap_or_default();
                assert!(missing.contains(name), "{handler} without {name}: {missing}");
            }
        }
    }
    assert_eq!(handlers, 10);
    assert!(prepared("nonsense", &[]).is_err());
}

/// The filters of the mapping of this logical id.
fn filters(mapping: &str) -> Vec<Value> {
    let workers = template(WORKERS);
    let filters = &workers["Resources"][format!("{mapping}Mapping")]["Properties"]["FilterCriteria"];
    under(filters, "Pattern")
        .iter()
        .map(|text| serde_json::from_str(text.as_str().unwrap()).unwrap())
        .collect()
}

#[test]
fn the_filters_let_through_the_states_that_are_announced() {
    let states = |place: &str| -> Vec<Value> {
        let named = filters("PublishEvents").into_iter();
        named.map(|filter| filter["dynamodb"][place]["orderState"]["S"][0].clone()).collect()
    };
    let to = [OrderState::OrderPlaced, OrderState::OrderFulfilled, OrderState::Delivered];
    assert_eq!(states("NewImage"), to.map(|state| Value::from(state.as_str())));
    // A change within a state, such as a claim, is none that is announced.
    for (from, to) in states("OldImage").iter().zip(to) {
        let from = from.as_str().map(|text| text.parse::<OrderState>().unwrap());
        assert_eq!(from.and_then(OrderState::next).unwrap_or(OrderState::OrderPlaced), to);
    }
    let types = ["NotifyCakeMaker", "SendForDelivery"]
        .map(|mapping| filters(mapping)[0]["data"]["eventType"][0].clone());
    assert_eq!(
        types,
        [OrderState::OrderPlaced, OrderState::OrderFulfilled].map(|state| Value::from(state.as_str()))
    );
}

#[test]
fn the_table_and_its_index_are_those_that_the_functions_use() {
    let data = template(DATA);
    let [(_, table)] = resources(&data, "AWS::DynamoDB::Table")[..] else { panic!("one table") };
    let texts = |value: &Value, key: &str| -> Vec<String> {
        under(value, key).iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let declared = texts(&table["AttributeDefinitions"], "AttributeName");
    assert_eq!(declared, ["orderId", "orderState", "listKey"]);
    assert_eq!(texts(table, "IndexName"), ["by-state"]);
    assert!(include_str!("table.rs").contains("\"by-state\"") && API.contains("index/by-state"));
}
