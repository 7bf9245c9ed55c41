//! The shop: deployed by the real binary, used through its three APIs, its functions at work on the emulator.

mod api;
mod checkout;
mod faults;
mod keys;
mod kills;
mod lost;
mod roles;

use std::io;
use std::ops::Deref;
use std::thread;

use serde_json::{Value, json};

use crate::harness::{Message, Sandbox, credential, exchange, text, until};

const REGION: &str = "us-west-2";
const STACKS: [(&str, &str); 4] = [
    ("shop-stock-dev", REGION),
    ("shop-payment-dev", REGION),
    ("shop-checkout-dev", REGION),
    ("shop-orders-dev", REGION),
];
/// An id that nothing has.
const ABSENT: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

/// A sandbox in which the shop is deployed.
struct Shop {
    sandbox: Sandbox,
    services: Services,
}

/// The three services, which many may ask at once.
struct Services {
    /// Host and port of all of them.
    address: String,
    /// The path of each one's stage.
    stages: [(&'static str, String); 3],
}

impl Deref for Shop {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

/// An answer: its status and document.
type Answer = (u16, Value);

/// What all services say of themselves, all pages together.
struct Books {
    items: Vec<Value>,
    reservations: Vec<Value>,
    users: Vec<Value>,
    payments: Vec<Value>,
    orders: Vec<Value>,
}

/// A key that no request had.
fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}

impl Shop {
    /// Makes a key of this service as old as it may become before DynamoDB deletes it.
    fn expire(&self, service: &str, key: &str) {
        let update = json!({
            "TableName": format!("shop-{service}-dev"), "Key": {"id": {"S": format!("operation#{key}")}},
            "UpdateExpression": "SET expires_at = :long_ago", "ConditionExpression": "attribute_exists(id)",
            "ExpressionAttributeValues": {":long_ago": {"N": "1"}}});
        self.sandbox.aws().dynamodb(REGION, "UpdateItem", &update).unwrap();
    }

    fn deployed() -> Self {
        Self::deployed_in(Sandbox::shipped("shop"))
    }

    fn deployed_in(sandbox: Sandbox) -> Self {
        sandbox.shorten_waits();
        sandbox.run("deploy shop").ok();
        let stage = |stack: &str| {
            let url = sandbox.api((stack, REGION));
            let after_scheme = url.split_once("://").unwrap().1;
            after_scheme[after_scheme.find('/').unwrap()..].to_owned()
        };
        let stages = [
            ("stock", stage("shop-stock-dev")),
            ("payment", stage("shop-payment-dev")),
            ("orders", stage("shop-orders-dev")),
        ];
        let address = sandbox.aws().address().to_owned();
        Self { sandbox, services: Services { address, stages } }
    }
}

impl Services {
    /// A request to the service that the path begins with.
    fn ask(&self, method: &str, path: &str) -> Answer {
        self.ask_with(method, path, &[])
    }

    fn post(&self, path: &str) -> Answer {
        self.ask("POST", path)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }

    /// A request that carries a key, under which it is done once.
    fn post_once(&self, path: &str, key: &str) -> Answer {
        self.ask_with("POST", path, &[("idempotency-key", key)])
    }

    /// The service's answer, whatever it is; a failure where there is none.
    fn exchanged(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> io::Result<Message> {
        let service = path.split('/').nth(1).unwrap();
        let (_, stage) = self.stages.iter().find(|(name, _)| *name == service).unwrap();
        let signature = credential("execute-api", REGION);
        let own = [("host", self.address.as_str()), ("authorization", signature.as_str())];
        let request = Message::new(format!("{method} {stage}{path} HTTP/1.1"), &[&own, headers].concat(), "");
        exchange(&self.address, &request)
    }

    fn ask_with(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let answer = self.exchanged(method, path, headers).unwrap();
        let document = serde_json::from_slice(&answer.body)
            .unwrap_or_else(|error| panic!("{error}: {method} {path}: {}", answer.text()));
        if answer.status() != 403 {
            assert_eq!(answer.header("content-type"), Some("application/json"), "{method} {path}");
        }
        (answer.status(), document)
    }

    /// The document of a request that is done.
    #[track_caller]
    fn done(&self, method: &str, path: &str) -> Value {
        let (status, document) = self.ask(method, path);
        assert!((200..300).contains(&status), "{method} {path}: {status} {document}");
        document
    }

    #[track_caller]
    fn item(&self, price: u64, stock: u64) -> String {
        let id = text(&self.done("POST", &format!("/stock/item/create/{price}"))["item_id"]);
        if stock > 0 {
            self.done("POST", &format!("/stock/add/{id}/{stock}"));
        }
        id
    }

    #[track_caller]
    fn user(&self, credit: u64) -> String {
        let id = text(&self.done("POST", "/payment/create_user")["user_id"]);
        if credit > 0 {
            self.done("POST", &format!("/payment/add_funds/{id}/{credit}"));
        }
        id
    }

    /// An order of a user for so many of each item.
    #[track_caller]
    fn order(&self, user: &str, lines: &[(&str, u64)]) -> String {
        let id = text(&self.done("POST", &format!("/orders/create/{user}"))["order_id"]);
        for (item, n) in lines {
            self.done("POST", &format!("/orders/addItem/{id}/{item}/{n}"));
        }
        id
    }

    fn checkout(&self, order: &str) -> Answer {
        self.post(&format!("/orders/checkout/{order}"))
    }

    fn stock(&self, item: &str) -> u64 {
        self.done("GET", &format!("/stock/find/{item}"))["stock"].as_u64().unwrap()
    }

    fn credit(&self, user: &str) -> u64 {
        self.done("GET", &format!("/payment/find_user/{user}"))["credit"].as_u64().unwrap()
    }

    fn state(&self, order: &str) -> String {
        text(&self.done("GET", &format!("/orders/find/{order}"))["state"])
    }

    /// Waits until the order is in neither state of a checkout at work.
    #[track_caller]
    fn until_settled(&self, order: &str) -> String {
        until(|| match self.state(order) {
            state if state == "open" || state == "paid" => Ok(state),
            state => Err(format!("{order} is {state}")),
        })
    }

    /// All pages of an audit, each list of them together.
    fn pages(&self, path: &str, list: &str) -> Vec<Value> {
        let (mut all, mut next) = (Vec::new(), String::new());
        loop {
            let page = self.done("GET", &format!("{path}{next}"));
            all.extend(page[list].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(word) => next = format!("?next={word}"),
                None => return all,
            }
        }
    }

    fn books(&self) -> Books {
        Books {
            items: self.pages("/stock/audit", "items"),
            reservations: self.pages("/stock/audit", "reservations"),
            users: self.pages("/payment/audit", "users"),
            payments: self.pages("/payment/audit", "payments"),
            orders: self.pages("/orders/audit", "orders"),
        }
    }

    /// No order is in flight, and money taken is goods sold, by user, item and order. How many orders are paid.
    #[track_caller]
    fn audit(&self) -> usize {
        let books = self.books();
        books.check();
        books.orders.iter().filter(|order| order["state"] == "paid").count()
    }

    /// Does something many times at once.
    fn at_once<T: Send>(&self, count: usize, act: impl Fn(&Self, usize) -> T + Sync) -> Vec<T> {
        let act = &act;
        thread::scope(|scope| {
            let threads: Vec<_> = (0..count).map(|number| scope.spawn(move || act(self, number))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }
}

impl Books {
    #[track_caller]
    fn check(&self) {
        let number = |value: &Value| value.as_u64().unwrap();
        let taken = |records: &[Value]| -> Vec<Value> {
            records.iter().filter(|one| one["state"] == "taken").cloned().collect()
        };
        let (goods, money) = (taken(&self.reservations), taken(&self.payments));
        for item in &self.items {
            let lines = goods.iter().flat_map(|one| one["lines"].as_array().unwrap());
            let held: u64 =
                lines.filter(|line| line["item_id"] == item["item_id"]).map(|line| number(&line["n"])).sum();
            assert_eq!(number(&item["supplied"]), number(&item["stock"]) + held, "{item}");
        }
        for user in &self.users {
            let held = money.iter().filter(|one| one["user_id"] == user["user_id"]);
            let held: u64 = held.map(|one| number(&one["amount"])).sum();
            assert_eq!(number(&user["deposited"]), number(&user["credit"]) + held, "{user}");
        }
        let mut paid = 0;
        for order in &self.orders {
            let of_it =
                |records: &[Value]| records.iter().find(|one| one["order_id"] == order["order_id"]).cloned();
            let (goods, money) = (of_it(&goods), of_it(&money));
            if order["state"] != "paid" {
                assert_eq!((&order["state"], goods, money), (&json!("open"), None, None), "{order}");
                continue;
            }
            paid += 1;
            let (goods, money) = (goods.unwrap(), money.unwrap());
            assert_eq!((&goods["attempt"], &money["attempt"]), (&order["attempt"], &order["attempt"]));
            assert_eq!((&money["user_id"], &money["amount"]), (&order["user_id"], &order["total_cost"]));
            let wanted = order["lines"].as_array().unwrap().iter();
            let wanted: Vec<_> =
                wanted.map(|line| json!({"item_id": line["item_id"], "n": line["n"]})).collect();
            assert_eq!(goods["lines"], json!(wanted), "{order}");
        }
        assert_eq!((goods.len(), money.len()), (paid, paid), "something is taken for no order");
    }
}
