//! `POST /orders/checkout/{order_id}`: starts the saga and waits until the order shows its result.
//!
//! It polls the order, not the execution: reading the service's own table is cheap, while `DescribeExecution` is
//! limited for the whole account.

use crate::api::{self, random_id, refusal};
use crate::pause::Pauses;
use crate::saga::Saga;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::shop::{
    Answer, Asked, Begun, Caller, CheckoutOutcome, Course, Id, Key, Order, Pending, Refused, Replied,
};
use std::slice;
use std::time::{Duration, Instant};

/// How long a request waits; including the last read of the table this is below API Gateway's 29 seconds.
pub const PATIENCE: Duration = Duration::from_secs(22);

/// Returns 200 only when goods and money are taken, 4xx only when nothing is, and 202 when it is not known yet.
pub async fn handle(table: &Table, saga: &Saga, request: &Request) -> Result<Reply, Refusal> {
    let deadline = Instant::now() + PATIENCE;
    let id = api::path_id(request, "order_id")?;
    let asked = api::given_key(request)?.map(|key| api::asked(request, key));
    loop {
        let begun = match enter(table, &id, asked.as_ref()).await? {
            Course::Answered(answer) => {
                return Ok(api::replay(Replied { answer, is_repeat: true }).about(&id));
            }
            Course::Start(input) => {
                saga.check_out(&input).await?;
                input.begun()
            }
            Course::Join(begun) => begun,
            Course::Rescue(undo, begun) => {
                saga.undo(&undo).await?;
                begun
            }
        };
        let (order, outcome) = wait(table, &id, begun, deadline).await?;
        let reply = match outcome {
            CheckoutOutcome::Paid => Reply::new(200, &order.view()),
            CheckoutOutcome::Refused(refused) => replay_of(&refused),
            CheckoutOutcome::Waiting => return Ok(pending(&order)),
            // Another request changed the order in between, so the checkout has to start again from the new order.
            CheckoutOutcome::Overtaken if Instant::now() < deadline => continue,
            CheckoutOutcome::Overtaken => return Ok(pending(&order)),
        };
        return Ok(api::conclude(table, asked.as_ref(), reply).await?.about(&id));
    }
}

/// What the request is to do next, written down under its key before it is done.
async fn enter(table: &Table, id: &Id, asked: Option<&Asked>) -> Result<Course, Refusal> {
    let (order, run) = (Order::key(id), random_id());
    let operation = asked.map(|asked| Key::operation(&asked.key));
    let keys: Vec<Key> = [order.clone()].into_iter().chain(operation.clone()).collect();
    let entered = table.settle(&keys, |read| {
        let earlier = operation.as_ref().map(|key| read.get(key)).transpose()?.flatten();
        let now_seconds = api::now_seconds();
        let caller = Caller { asked, earlier: earlier.as_ref(), run: &run, now_seconds };
        Ok(Order::enter(id, read.get(&order)?.as_ref(), &caller))
    });
    entered.await?.map_err(|refused| refusal(refused).about(id))
}

fn replay_of(refused: &Refused) -> Reply {
    api::replay(Replied { answer: Answer::from(refused), is_repeat: false })
}

async fn wait(
    table: &Table,
    id: &Id,
    begun: Begun,
    deadline: Instant,
) -> Result<(Order, CheckoutOutcome), Refusal> {
    let mut pauses = Pauses::new(Duration::from_millis(300), Duration::from_secs(2));
    loop {
        pauses.wait().await;
        let order = read(table, id).await?;
        let outcome = order.outcome(begun);
        if outcome != CheckoutOutcome::Waiting || Instant::now() >= deadline {
            return Ok((order, outcome));
        }
    }
}

async fn read(table: &Table, id: &Id) -> Result<Order, Refusal> {
    let key = Order::key(id);
    let found: Option<Order> = table.read_all(slice::from_ref(&key)).await?.get(&key)?;
    Order::present(id, found.as_ref()).cloned().map_err(|refused| refusal(refused).about(id))
}

/// The response while the result is unknown: 202.
fn pending(order: &Order) -> Reply {
    let pending = Pending {
        message: format!("it is not known yet whether order {} is paid; check its state", order.order_id),
        order_id: order.order_id.clone(),
        state: order.state.to_string(),
        status_url: format!("/orders/find/{}", order.order_id),
    };
    Reply::new(202, &pending).about(&order.order_id)
}
