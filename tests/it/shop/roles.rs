//! Permissions: no service reaches another's table, and each function has what it needs and nothing else.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{ABSENT, REGION, STACKS, Shop};
use crate::harness::{Denials, Sandbox, text, texts, until};

/// A function, an action of its role, and an event for which it needs that.
type Need<'a> = (&'a str, &'a str, Value);

/// The table of the service that a stack belongs to.
fn own_table(stack: &str) -> &'static str {
    match stack {
        "shop-stock-dev" => "table/shop-stock-dev",
        "shop-payment-dev" => "table/shop-payment-dev",
        _ => "table/shop-orders-dev",
    }
}

impl Shop {
    /// The names of all roles that a stack made, those of functions and those of workflows.
    fn roles_of(&self, stack: &str) -> Vec<String> {
        let listed = self.sandbox.aws().cloudformation(REGION, "ListStackResources", &[("StackName", stack)]);
        let roles = listed.split("</member>").filter(|one| one.contains(">AWS::IAM::Role<"));
        roles.map(|one| crate::harness::tag(one, "PhysicalResourceId").unwrap().to_owned()).collect()
    }
}

/// Whatever a role may do with DynamoDB, it may do with one table only, whose name stands there in full.
fn no_service_reaches_anothers_table(shop: &Shop) {
    let mut seen = BTreeSet::new();
    for (stack, _) in STACKS {
        for role in shop.roles_of(stack) {
            let policy = shop.sandbox.policy_of(&role);
            for statement in policy["Statement"].as_array().unwrap() {
                let actions = texts(&statement["Action"]);
                assert!(actions.iter().all(|action| !action.contains('*')), "{role}: {statement}");
                if !actions.iter().any(|action| action.starts_with("dynamodb:")) {
                    continue;
                }
                for resource in texts(&statement["Resource"]) {
                    assert!(resource.ends_with(&format!(":{}", own_table(stack))), "{role}: {resource}");
                    seen.insert(resource);
                }
            }
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

fn request(method: &str, resource: &str, parameters: Value) -> Value {
    json!({"httpMethod": method, "resource": resource, "pathParameters": parameters})
}

/// The same request under a key, which is written down before anything is done.
fn with_key(mut request: Value) -> Value {
    request["headers"] = json!({"Idempotency-Key": super::new_key()});
    request
}

/// The event of a stopped execution that was to undo the first checkout of an order.
fn lost_cancel(order: &str) -> Value {
    let input = json!({"order_id": order, "attempt": 1, "undo": "paid", "reason": "cancelled"});
    json!({"detail": {"status": "ABORTED", "input": input.to_string()}})
}

/// The event of a stopped execution that was to check out an order that has one line and was never checked out.
fn lost_checkout(user: &str, item: &str, order: &str) -> Value {
    let run = super::new_key();
    let input = json!({"order_id": order, "attempt": 1, "revision": 2, "checkout_key": run, "run": run,
        "began_at": 1, "user_id": user, "amount": 1, "lines": {item: 1}});
    json!({"detail": {"status": "ABORTED", "input": input.to_string()}})
}

/// What each function is granted, and an event for which it needs that. `order` is open and `paid` is paid, each for one
/// piece of `item` by `user`.
fn needs<'a>(user: &str, item: &str, order: &str, paid: &str) -> Vec<Need<'a>> {
    let post = |resource, parameters| request("POST", resource, parameters);
    let of_user = json!({"user_id": user, "n": "1", "order_id": paid});
    let of_item = json!({"item_id": item, "n": "1", "order_id": order, "price": "1"});
    let fresh = ABSENT;
    let goods = json!({"order_id": fresh, "attempt": 1, "lines": {item: 1}});
    let money = json!({"order_id": fresh, "attempt": 1, "user_id": user, "amount": 1});
    // The payment of an order that is paid, given back, is a write of both kinds.
    let back = json!({"order_id": paid, "attempt": 1});
    let mut needs = vec![
        ("FindItem", "GetItem", request("GET", "/stock/find/{item_id}", of_item.clone())),
        ("AuditStock", "Scan", request("GET", "/stock/audit", json!({}))),
        ("ListItems", "Scan", request("GET", "/stock/items", json!({}))),
        ("ListUsers", "Scan", request("GET", "/payment/users", json!({}))),
        ("ListOrders", "Scan", request("GET", "/orders", json!({}))),
        ("FindUser", "GetItem", request("GET", "/payment/find_user/{user_id}", of_user.clone())),
        ("PaymentStatus", "GetItem", post("/payment/status/{user_id}/{order_id}", of_user.clone())),
        ("AuditPayments", "Scan", request("GET", "/payment/audit", json!({}))),
        ("FindOrder", "GetItem", request("GET", "/orders/find/{order_id}", of_item.clone())),
        ("UndoLostCheckout", "BatchGetItem", lost_cancel(paid)),
        ("UndoLostCheckout", "PutItem", lost_checkout(user, item, order)),
        ("AuditOrders", "Scan", request("GET", "/orders/audit", json!({}))),
    ];
    let writers = [
        ("CreateItem", post("/stock/item/create/{price}", of_item.clone()), false),
        ("ChangeStock", post("/stock/add/{item_id}/{n}", of_item.clone()), true),
        ("TakeStock", goods, true),
        ("ReturnStock", back.clone(), true),
        ("CreateUser", post("/payment/create_user", json!({})), false),
        ("ChangeCredit", post("/payment/add_funds/{user_id}/{n}", of_user.clone()), true),
        ("TakePayment", money, true),
        ("ReturnPayment", back, true),
        ("CreateOrder", post("/orders/create/{user_id}", of_user.clone()), false),
        ("CancelPayment", with_key(post("/payment/cancel/{user_id}/{order_id}", of_user)), false),
        ("CheckoutOrder", with_key(post("/orders/checkout/{order_id}", of_item.clone())), false),
        ("ChangeOrder", post("/orders/addItem/{order_id}/{item_id}/{n}", of_item), false),
    ];
    for (function, event, moves) in writers {
        let actions: &[&str] =
            if moves { &["BatchGetItem", "PutItem", "UpdateItem"] } else { &["BatchGetItem", "PutItem"] };
        needs.extend(actions.iter().map(|action| (function, *action, event.clone())));
    }
    needs
}

/// A function without a permission says that its table is out of reach, and changes nothing.
fn fails(shop: &Shop, function: &str, event: &Value) {
    let answer = shop.invoke(function, event);
    let is_refused = answer["statusCode"] == 503 || answer["errorType"] == "table-unavailable";
    assert!(is_refused, "{function}: {answer}");
}

/// First it cannot call one of its steps, and undoes the others; then it cannot write to the order, and the result is not
/// known.
fn a_workflow_that_is_kept_from_its_work_makes_no_promise(shop: &Shop, order: &str) {
    let [role] = shop.roles_of("shop-checkout-dev").try_into().unwrap();
    let checkout = request("POST", "/orders/checkout/{order_id}", json!({"order_id": order}));
    let answer = || {
        let reply = shop.invoke("CheckoutOrder", &checkout);
        let body: Value = serde_json::from_str(reply["body"].as_str().unwrap()).unwrap();
        (reply["statusCode"].as_u64().unwrap(), body)
    };
    let payment =
        format!("arn:aws:lambda:{REGION}:000000000000:function:{}", shop.function_name("TakePayment"));
    shop.sandbox.forbid(&role, "lambda:InvokeFunction", &payment);
    let (status, body) = answer();
    assert!(status == 409 && text(&body["message"]).contains("nothing was taken"), "{status} {body}");

    shop.sandbox.forbid(&role, "dynamodb:UpdateItem", "*");
    let (status, body) = answer();
    assert_eq!((status, text(&body["status_url"])), (202, format!("/orders/find/{order}")), "{body}");
    shop.sandbox.permit(&role);
}

#[test]
fn no_service_touches_the_table_of_another_and_each_function_needs_what_it_is_granted() {
    let shop = Shop::deployed_in(Sandbox::with_permissions());
    no_service_reaches_anothers_table(&shop);

    let invoke = |function: &str, resource: &str, parameters: Value| {
        let answer = shop.invoke(function, &request("POST", resource, parameters));
        assert!(answer["statusCode"].as_u64().is_some_and(|status| status < 300), "{function}: {answer}");
        serde_json::from_str::<Value>(answer["body"].as_str().unwrap()).unwrap()
    };
    let user = text(&invoke("CreateUser", "/payment/create_user", json!({}))["user_id"]);
    let item = text(&invoke("CreateItem", "/stock/item/create/{price}", json!({"price": "1"}))["item_id"]);
    invoke("ChangeCredit", "/payment/add_funds/{user_id}/{n}", json!({"user_id": user, "n": "9"}));
    invoke("ChangeStock", "/stock/add/{item_id}/{n}", json!({"item_id": item, "n": "9"}));
    let order = || {
        let id =
            text(&invoke("CreateOrder", "/orders/create/{user_id}", json!({"user_id": user}))["order_id"]);
        let line = json!({"order_id": id, "item_id": item, "n": "1"});
        invoke("ChangeOrder", "/orders/addItem/{order_id}/{item_id}/{n}", line);
        id
    };
    let (open, paid) = (order(), order());
    let checkout = "/orders/checkout/{order_id}";
    assert_eq!(invoke("CheckoutOrder", checkout, json!({"order_id": paid}))["paid"], true);

    let mut denials = Denials::of(&shop.sandbox, &STACKS);
    for (function, action, event) in needs(&user, &item, &open, &paid) {
        let action = format!("dynamodb:{action}");
        denials.deny(function, &action, "*", || fails(&shop, function, &event));
    }
    let starts = [
        ("CheckoutOrder", request("POST", checkout, json!({"order_id": open}))),
        (
            "CancelPayment",
            request(
                "POST",
                "/payment/cancel/{user_id}/{order_id}",
                json!({"user_id": user, "order_id": paid}),
            ),
        ),
        ("UndoLostCheckout", lost_cancel(&paid)),
    ];
    for (function, event) in starts {
        denials.deny(function, "states:StartExecution", "*", || fails(&shop, function, &event));
    }
    let asks = [
        ("CreateOrder", request("POST", "/orders/create/{user_id}", json!({"user_id": user}))),
        (
            "ChangeOrder",
            request(
                "POST",
                "/orders/addItem/{order_id}/{item_id}/{n}",
                json!({"order_id": open, "item_id": item, "n": "1"}),
            ),
        ),
        (
            "CancelPayment",
            request(
                "POST",
                "/payment/cancel/{user_id}/{order_id}",
                json!({"user_id": user, "order_id": paid}),
            ),
        ),
    ];
    for (function, event) in asks {
        denials.deny(function, "lambda:InvokeFunction", "*", || fails(&shop, function, &event));
    }
    // Lambda itself sends what still fails after its retries, in the function's name.
    denials.were_all(&[("UndoLostCheckout", &["sqs:SendMessage"])]);
    shop.sandbox.compare_workflow("shop-checkout-dev", REGION);

    // Nothing of all that changed anything.
    let order =
        shop.invoke("FindOrder", &request("GET", "/orders/find/{order_id}", json!({"order_id": open})));
    assert_eq!(serde_json::from_str::<Value>(order["body"].as_str().unwrap()).unwrap()["total_cost"], 1);
    a_workflow_that_is_kept_from_its_work_makes_no_promise(&shop, &open);
    // The first one may join the checkout that was kept from its work, and share its refusal.
    until(|| {
        let answer = shop.invoke("CheckoutOrder", &request("POST", checkout, json!({"order_id": open})));
        if answer["statusCode"] == 200 { Ok(()) } else { Err(answer.to_string()) }
    });
    shop.sandbox.run("teardown shop --confirm shop --delete-data").ok();
    assert!(shop.sandbox.aws().stacks(REGION).is_empty());
}
