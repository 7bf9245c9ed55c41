//! The e-mail to the cake maker.

use model::cake::Order;

/// The subject: in one glance which order, and what to bake.
pub fn subject(order: &Order) -> String {
    format!("Cake order {}: {} x {}", order.order_id, order.quantity, order.product_id)
}

/// The message, as plain text only: nothing in it can be taken for markup.
pub fn text(order: &Order) -> String {
    format!(
        "Please bake {} x {}.\n\n\
         Order:    {}\n\
         Placed:   {}\n\
         For:      {}\n\
         Deliver to:\n{}\n\n\
         When the cakes are ready, report the order as fulfilled under its number. If you receive this message twice, it \
         is about the same order.\n",
        order.quantity, order.product_id, order.order_id, order.placed_at, order.name, order.address
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::an_order;

    #[test]
    fn the_cake_maker_learns_everything() {
        let order = an_order();
        assert_eq!(subject(&order), "Cake order 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f: 12 x choc");
        for word in ["12 x choc", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f", "O'Neil", "1 Main St"] {
            assert!(text(&order).contains(word), "{word}");
        }
    }
}
