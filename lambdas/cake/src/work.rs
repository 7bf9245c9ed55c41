//! Which function this program is, with what it needs, made ready once for all invocations.

use crate::notify_cake_maker::Notifier;
use crate::publish_events::Publisher;
use crate::send_for_delivery::Sender;
use crate::table::Table;
use crate::tell_partner::Teller;
use crate::{deliver_order, fulfil_order, get_order, list_orders, place_order};
use aws_config::SdkConfig;
use function::{Environment, Failure, Missing, Outcome, api, clients};
use model::cake::{DeliveryMessage, Errand, ReviewMessage};
use serde_json::Value;

/// One function of the system.
pub enum Work {
    PlaceOrder(Table),
    FulfilOrder(Table),
    DeliverOrder(Table),
    GetOrder(Table),
    ListOrders(Table),
    PublishEvents(Box<Publisher>),
    NotifyCakeMaker(Box<Notifier>),
    SendForDelivery(Box<Sender>),
    TellDeliveryCompany(Teller<DeliveryMessage>),
    ReportReview(Teller<ReviewMessage>),
}

impl Work {
    /// Makes the function ready that the handler's name asks for, or says what stands against it.
    pub async fn prepare(environment: &Environment) -> Result<Work, String> {
        let configuration = clients::configuration(environment.endpoint()).await;
        let table = || Table::new(&configuration, environment);
        let prepared = match environment.handler() {
            "place-order" => table().map(Work::PlaceOrder),
            "fulfil-order" => table().map(Work::FulfilOrder),
            "deliver-order" => table().map(Work::DeliverOrder),
            "get-order" => table().map(Work::GetOrder),
            "list-orders" => table().map(Work::ListOrders),
            _ => return Self::prepare_consumer(environment, &configuration),
        };
        prepared.map_err(String::from)
    }

    fn prepare_consumer(environment: &Environment, configuration: &SdkConfig) -> Result<Work, String> {
        match environment.handler() {
            "publish-events" => {
                let publisher = Publisher::new(configuration, environment)?;
                Ok(Work::PublishEvents(Box::new(publisher)))
            }
            "notify-cake-maker" => {
                let notifier = Notifier::new(configuration, environment)?;
                Ok(Work::NotifyCakeMaker(Box::new(notifier)))
            }
            "send-for-delivery" => {
                let sender = Sender::new(configuration, environment)?;
                Ok(Work::SendForDelivery(Box::new(sender)))
            }
            "tell-delivery-company" => {
                let name = "the delivery company";
                Teller::new(configuration, environment, Errand::TellDeliveryCompany, name)
                    .map(Work::TellDeliveryCompany)
            }
            "report-review" => {
                let name = "customer service";
                Teller::new(configuration, environment, Errand::ReportReview, name).map(Work::ReportReview)
            }
            "" => Err(Missing("_HANDLER").into()),
            other => Err(format!("no function is called {}", other.escape_debug())),
        }
    }

    /// Does the work for one event.
    pub async fn perform(&self, event: Value) -> Result<Outcome, Failure> {
        match self {
            Work::PlaceOrder(table) => {
                api::answer(event, async |r| place_order::handle(table, r).await).await
            }
            Work::FulfilOrder(table) => {
                api::answer(event, async |r| fulfil_order::handle(table, r).await).await
            }
            Work::DeliverOrder(table) => {
                api::answer(event, async |r| deliver_order::handle(table, r).await).await
            }
            Work::GetOrder(table) => api::answer(event, async |r| get_order::handle(table, r).await).await,
            Work::ListOrders(table) => {
                api::answer(event, async |r| list_orders::handle(table, r).await).await
            }
            Work::PublishEvents(publisher) => publisher.handle(event).await,
            Work::NotifyCakeMaker(notifier) => notifier.handle(event).await,
            Work::SendForDelivery(sender) => sender.handle(event).await,
            Work::TellDeliveryCompany(teller) => teller.handle(event).await,
            Work::ReportReview(teller) => teller.handle(event).await,
        }
    }
}
