//! What has to be told to somebody outside, once for each order.

/// Somebody outside who must hear of an order.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Errand {
    /// The cake maker, by e-mail, that an order was placed.
    TellCakeMaker,
    /// The delivery company, that cakes are ready.
    TellDeliveryCompany,
    /// Customer service, what the customer thinks.
    ReportReview,
}

impl Errand {
    /// Every errand, in the order of an order's life.
    pub const ALL: [Errand; 3] = [Errand::TellCakeMaker, Errand::TellDeliveryCompany, Errand::ReportReview];

    /// The attribute that says when it was done; without it, it is still to be done.
    pub fn done_attribute(self) -> &'static str {
        match self {
            Errand::TellCakeMaker => "cakeMakerToldAt",
            Errand::TellDeliveryCompany => "deliveryCompanyToldAt",
            Errand::ReportReview => "reviewReportedAt",
        }
    }

    /// The attribute in which a function says until when it is at work on it.
    pub fn claim_attribute(self) -> &'static str {
        match self {
            Errand::TellCakeMaker => "cakeMakerClaim",
            Errand::TellDeliveryCompany => "deliveryCompanyClaim",
            Errand::ReportReview => "reviewClaim",
        }
    }
}
