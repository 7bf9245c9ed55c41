//! The system's functions by their handlers' names.

use crate::notify_cake_maker::Notifier;
use crate::notify_partner::PartnerNotifier;
use crate::publish_events::Publisher;
use crate::send_for_delivery::Sender;
use crate::table::Table;
use crate::{deliver_order, fulfil_order, get_order, list_orders, place_order};
use function::{Configuration, Environment, Function};
use model::cake::{DeliveryMessage, Notification, ReviewMessage};

/// Builds the function for the handler in the environment.
pub fn function(environment: &Environment) -> Result<Function, String> {
    let configuration = &Configuration::new(environment);
    let table = || Table::new(configuration, environment);
    Ok(match environment.handler() {
        "place-order" => Function::of_requests(table()?, place_order::handle),
        "fulfil-order" => Function::of_requests(table()?, fulfil_order::handle),
        "deliver-order" => Function::of_requests(table()?, deliver_order::handle),
        "get-order" => Function::of_requests(table()?, get_order::handle),
        "list-orders" => Function::of_requests(table()?, list_orders::handle),
        "publish-events" => {
            Function::of_events(Publisher::new(configuration, environment)?, Publisher::handle)
        }
        "notify-cake-maker" => {
            Function::of_events(Notifier::new(configuration, environment)?, Notifier::handle)
        }
        "send-for-delivery" => Function::of_events(Sender::new(configuration, environment)?, Sender::handle),
        "notify-delivery-company" => {
            let notification = Notification::DeliveryCompany;
            let notifier =
                PartnerNotifier::new(configuration, environment, notification, "the delivery company")?;
            Function::of_events(notifier, PartnerNotifier::<DeliveryMessage>::handle)
        }
        "report-review" => {
            let notifier =
                PartnerNotifier::new(configuration, environment, Notification::Review, "customer service")?;
            Function::of_events(notifier, PartnerNotifier::<ReviewMessage>::handle)
        }
        _ => return Err(environment.no_function()),
    })
}
