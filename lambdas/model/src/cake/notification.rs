//! The notifications to partners, each sent once per order.

/// A notification to a partner about an order.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Notification {
    /// The cake maker, by e-mail, that an order was placed.
    CakeMaker,
    /// The delivery company, that cakes are ready.
    DeliveryCompany,
    /// Customer service, with the customer's review.
    Review,
}

impl Notification {
    /// Every notification, in the order of an order's life.
    pub const ALL: [Notification; 3] =
        [Notification::CakeMaker, Notification::DeliveryCompany, Notification::Review];

    /// The attribute with the time at which it was sent; missing until then.
    pub fn done_attribute(self) -> &'static str {
        match self {
            Notification::CakeMaker => "cakeMakerNotifiedAt",
            Notification::DeliveryCompany => "deliveryCompanyNotifiedAt",
            Notification::Review => "reviewReportedAt",
        }
    }

    /// The attribute with the claim of the function that is sending it, and its expiry.
    pub fn claim_attribute(self) -> &'static str {
        match self {
            Notification::CakeMaker => "cakeMakerClaim",
            Notification::DeliveryCompany => "deliveryCompanyClaim",
            Notification::Review => "reviewClaim",
        }
    }
}
