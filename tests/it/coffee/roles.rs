//! Permissions: one user who holds only the documented policies does everything, and each function and the API have what they need
//! and nothing else.

use super::{ADA, API, BUCKET, Coffee, ID, MACHINE, REGION};
use crate::harness::{Denials, Sandbox, machine_arn, tag, text};

const STACKS: [(&str, &str); 2] = [API, ("coffee-workflow-dev", REGION)];

/// A sandbox whose emulator checks permissions, without the queue, which the topic could not reach there.
fn deployed() -> Coffee {
    let sandbox = Sandbox::with_permissions();
    sandbox.shorten_waits();
    sandbox.run("deploy coffee").ok();
    Coffee { sandbox }
}

fn use_everything(coffee: &Coffee) {
    coffee.placed(&format!("{ADA} --item Latte"));
    coffee.run(&format!("coffee order {ADA} --item Mocha")).code(1).says("has an active order");
    coffee.run(&format!("coffee get {ADA}")).ok();
    coffee.run(&format!("coffee invoice {ADA} --out page.html")).ok();
    coffee.run(&format!("coffee collect {ADA}")).ok();
    for command in [
        "coffee list",
        "coffee list --account ada",
        "status coffee",
        "outputs",
        "plan coffee",
        "execution list",
    ] {
        coffee.run(command).ok();
    }
}

/// The API's functions, each action of which is missed by a command.
fn deny_the_api(coffee: &Coffee, denials: &mut Denials<'_>) {
    let id = text(&coffee.placed(&format!("{ADA} --item Latte"))["orderid"]);
    let unreachable = "503 the service is temporarily unavailable";
    let (get, invoice) = (format!("coffee get {ADA}"), format!("coffee invoice {ADA}"));
    let collect = format!("coffee collect {ADA} --id {id}");
    let of = |function, action, command: &String| (function, action, command.clone());
    let (list, of_account) = ("coffee list".to_owned(), "coffee list --account ada".to_owned());
    denials.deny_commands(&[of("ListOrders", "dynamodb:Query", &of_account)], unreachable);
    denials.deny_commands(
        &[
            of("ListOrders", "dynamodb:Scan", &list),
            of("GetOrder", "dynamodb:GetItem", &get),
            of("GetInvoice", "s3:GetObject", &invoice),
            of("CollectOrder", "s3:GetObject", &collect),
        ],
        unreachable,
    );
    denials.deny_commands(
        &[of("GetInvoice", "s3:ListBucket", &invoice), of("CollectOrder", "s3:ListBucket", &collect)],
        unreachable,
    );
    denials.deny_commands(&[of("CollectOrder", "dynamodb:DeleteItem", &collect)], unreachable);
    // It looks at the table only where there is no such invoice.
    let unknown = format!("coffee collect {ADA} --id {ID}");
    denials.deny_commands(&[of("CollectOrder", "dynamodb:GetItem", &unknown)], unreachable);
    coffee.run(&format!("coffee collect {ADA}")).ok();
}

/// The workflow's function: an order is taken back.
fn deny_the_invoice(coffee: &Coffee, denials: &mut Denials<'_>) {
    denials.deny("WriteInvoice", "s3:PutObject", "*", || {
        coffee
            .run(&format!("coffee order {ADA} --item Latte --follow"))
            .code(1)
            .says("invoice-not-written: AccessDenied")
            .says("last lines of");
        assert_eq!(coffee.stored("ada", "corner"), None);
    });
}

/// Between the invoice's two objects: the first one is deleted too.
fn deny_half_an_invoice(coffee: &Coffee) {
    let role =
        coffee.function_roles(&STACKS).into_iter().find(|role| role.function == "WriteInvoice").unwrap();
    let before = coffee.objects();
    coffee.forbid(&role.name, "s3:PutObject", &format!("arn:aws:s3:::{BUCKET}/*.json"));
    coffee
        .run(&format!("coffee order {ADA} --item Latte --id {ID} --follow"))
        .code(1)
        .says("TakePageBack")
        .says("invoice-not-written: AccessDenied");
    coffee.permit(&role.name);
    assert_eq!(coffee.objects(), before);
    assert!(coffee.aws().s3(REGION, &format!("GET /{BUCKET}?versions"), "").contains(&format!("_{ID}.html")));
    coffee.run(&format!("coffee invoice {ADA} --id {ID}")).code(1).says("no invoice");
}

/// The workflow itself: an order that cannot be written leaves nothing, either.
fn deny_the_order(coffee: &Coffee) {
    let role = coffee.role("coffee-workflow-dev", "WorkflowRole");
    coffee.forbid(&role, "dynamodb:PutItem", "*");
    coffee
        .run(&format!("coffee order {ADA} --item Latte --follow"))
        .code(1)
        .says("not authorized to perform: dynamodb:PutItem");
    coffee.permit(&role);
    assert_eq!(coffee.stored("ada", "corner"), None);
}

/// The API's own role, which is no function's.
fn deny_the_hand_over(coffee: &Coffee) {
    let role = coffee.role(API.0, "HandOverRole");
    let allowed = coffee.policy_of(&role);
    assert_eq!(allowed["Statement"].as_array().unwrap().len(), 1);
    assert_eq!(allowed["Statement"][0]["Action"], "states:StartExecution");
    assert_eq!(allowed["Statement"][0]["Resource"], machine_arn(MACHINE, REGION));
    coffee.forbid(&role, "states:StartExecution", "*");
    coffee
        .run(&format!("coffee order {ADA} --item Latte"))
        .code(1)
        .says("500 the order could not be handed to its workflow");
    coffee.permit(&role);
}

impl Coffee {
    /// The name of a role, by its logical id in a stack.
    fn role(&self, stack: &str, logical_id: &str) -> String {
        let listed = self.aws().cloudformation(REGION, "ListStackResources", &[("StackName", stack)]);
        let mut roles = listed.split("</member>");
        let role = roles.find(|one| tag(one, "LogicalResourceId") == Some(logical_id)).unwrap();
        tag(role, "PhysicalResourceId").unwrap().to_owned()
    }
}

#[test]
fn the_policies_are_enough_and_each_role_needs_what_it_is_granted() {
    let coffee = deployed();
    use_everything(&coffee);
    let mut denials = Denials::of(&coffee, &STACKS);
    deny_the_api(&coffee, &mut denials);
    deny_the_invoice(&coffee, &mut denials);
    denials.were_all(&[]);
    deny_half_an_invoice(&coffee);
    deny_the_order(&coffee);
    deny_the_hand_over(&coffee);
    coffee.compare_workflow(MACHINE, REGION);

    coffee.run("teardown coffee --confirm coffee --delete-data").ok();
    assert!(coffee.aws().stacks(REGION).is_empty() && coffee.aws().tables(REGION).is_empty());
    assert!(!coffee.aws().buckets().contains(&BUCKET.to_owned()));
}
