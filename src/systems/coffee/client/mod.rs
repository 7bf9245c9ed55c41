//! Client of the deployed coffee system: places, reads and collects orders through its API.

pub mod list;
pub mod placing;

use anyhow::Result;
use model::coffee::{AccountId, NewOrder, Order, OrderId, VendorId};
use serde::de::DeserializeOwned;

use crate::systems::kit::api::{Api, message};
use engine::aws::signed::{Method, Reply};
use engine::aws::stepfunctions::{ExecutionArn, MachineArn};
use engine::failure::Failure;
use engine::shell::option;

/// Who orders from whom: there is one active order at a time between the two.
#[derive(Clone, Debug)]
pub struct Place {
    pub account: AccountId,
    pub vendor: VendorId,
}

/// The coffee orders of one deployment.
pub struct CoffeeOrders {
    api: Api,
    machine: MachineArn,
}

/// The two forms of an invoice, in the words of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Html,
}

impl Form {
    fn as_str(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Html => "html",
        }
    }
}

impl Place {
    /// Ids need no encoding in a query.
    fn query(&self) -> String {
        format!("accountid={}&vendorid={}", self.account, self.vendor)
    }

    /// The options that name it on a command line.
    pub fn words(&self) -> String {
        let [account, vendor] = [self.account.to_string(), self.vendor.to_string()];
        format!("{} {}", option("--account", &account), option("--vendor", &vendor))
    }
}

impl CoffeeOrders {
    /// `machine` is the workflow that requests name.
    pub fn new(api: Api, machine: MachineArn) -> Self {
        Self { api, machine }
    }

    /// The execution that places an order, known before it starts.
    pub fn execution(&self, id: &OrderId) -> ExecutionArn {
        self.machine.execution(id.as_str())
    }

    /// Hands an order to its workflow. The same order handed over again starts nothing new.
    async fn hand_over(&self, new: &NewOrder) -> Result<()> {
        let body = new.to_request(self.machine.as_str());
        let reply = self.api.call(Method::Post, "/order", Some(&body)).await?;
        let tried = format!("placing order {}", new.orderid);
        if reply.status == 202 { Ok(()) } else { Err(self.api.refusal(&reply, &tried).into()) }
    }

    /// The active order, if there is one.
    pub async fn find(&self, place: &Place) -> Result<Option<Order>> {
        let reply = self.api.call(Method::Get, &format!("/order?{}", place.query()), None).await?;
        let tried = format!("reading the order of {} at {}", place.account, place.vendor);
        self.document(&reply, &tried)
    }

    /// An invoice as it lies in the bucket, of this order or the newest; `None` where there is none.
    pub async fn invoice(&self, place: &Place, id: Option<&OrderId>, form: Form) -> Result<Option<String>> {
        let reply = self.ask_for_invoice(place, id, form).await?;
        match reply.status {
            404 => Ok(None),
            200 => Ok(Some(reply.body)),
            _ => Err(self.api.refusal(&reply, &reading_invoice(place)).into()),
        }
    }

    /// The content of an invoice; `None` where there is none.
    pub async fn invoiced(&self, place: &Place, id: Option<&OrderId>) -> Result<Option<Order>> {
        let reply = self.ask_for_invoice(place, id, Form::Json).await?;
        self.document(&reply, &reading_invoice(place))
    }

    /// Takes note that the coffee was collected. The same order collected again gets the same answer.
    pub async fn collect(&self, place: &Place, id: &OrderId) -> Result<Order> {
        let path = format!("/order?{}&orderid={id}", place.query());
        let reply = self.api.call(Method::Delete, &path, None).await?;
        let tried = format!("collecting order {id}");
        match reply.status {
            404 => Err(self.api.because_of(&reply, no_order(place)).into()),
            409 => {
                let failure = Failure::failed(format!("{tried}: {}", message(&reply.body)));
                let failure = failure.hint(format!("`provision coffee get {}`", place.words()));
                Err(self.api.because_of(&reply, failure).into())
            }
            _ => self.api.document(&reply, &tried),
        }
    }

    async fn ask_for_invoice(&self, place: &Place, id: Option<&OrderId>, form: Form) -> Result<Reply> {
        let of = id.map(|id| format!("&orderid={id}")).unwrap_or_default();
        let path = format!("/invoice?{}{of}&format={}", place.query(), form.as_str());
        self.api.call(Method::Get, &path, None).await
    }

    /// API Gateway answers 403 to a path that it does not know, so 404 can only come from the function.
    fn document<T: DeserializeOwned>(&self, reply: &Reply, tried: &str) -> Result<Option<T>> {
        if reply.status == 404 { Ok(None) } else { self.api.document(reply, tried).map(Some) }
    }
}

fn reading_invoice(Place { account, vendor }: &Place) -> String {
    format!("reading the invoice of {account} from {vendor}")
}

/// The failure where there is no active order.
pub fn no_order(place: &Place) -> Failure {
    let Place { account, vendor } = place;
    Failure::failed(format!("account {account} has no active order with vendor {vendor}"))
        .hint(format!("`provision coffee order {} --item NAME`", place.words()))
}
