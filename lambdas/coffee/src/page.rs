//! The page of an invoice: plain HTML without scripts and without anything from elsewhere.

use function::html::escape;
use model::coffee::{Item, Order};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em}\
                     table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .6em;\
                     border-bottom:1px solid #ccc}.quantity{text-align:right}dt{color:#555}dd{margin:0 0 .5em}";

/// The invoice as an HTML page.
pub fn invoice(order: &Order) -> String {
    let rows: String = order.items.iter().map(row).collect();
    let fact = |name: &str, value: &str| format!("<dt>{name}</dt><dd>{}</dd>", escape(value));
    let facts = [
        fact("Order", order.orderid.as_str()),
        fact("Account", order.accountid.as_str()),
        fact("Vendor", order.vendorid.as_str()),
        fact("Placed", &order.placedat),
    ]
    .concat();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Invoice {id}</title><style>{STYLE}</style></head>\n\
         <body><h1>Invoice</h1>\n<dl>{facts}</dl>\n\
         <table><thead><tr><th>Item</th><th class=\"quantity\">Quantity</th></tr></thead>\n<tbody>{rows}</tbody>\n\
         <tfoot><tr><th>In all</th><th class=\"quantity\">{count}</th></tr></tfoot></table></body></html>\n",
        id = escape(order.orderid.as_str()),
        count = order.count(),
    )
}

fn row(item: &Item) -> String {
    // A name may be written from right to left; it must not turn its surroundings.
    let name = escape(&item.name);
    format!("<tr><td dir=\"auto\">{name}</td><td class=\"quantity\">{}</td></tr>", item.quantity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::coffee::NewOrder;

    #[test]
    fn the_page_shows_the_order_and_runs_nothing_of_it() {
        let new = r#"{"orderid":"3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f","accountid":"a1","vendorid":"v1",
            "items":[{"name":"<script>alert('x')</script>","quantity":2},{"name":"قهوة","quantity":3}]}"#;
        let page = invoice(&NewOrder::from_json(new).unwrap().into_order("2026-10-09T10:11:12.013Z"));
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), "{page}");
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("<td dir=\"auto\">قهوة</td><td class=\"quantity\">3</td>"), "{page}");
        assert!(page.contains("<th class=\"quantity\">5</th>"), "{page}");
        assert!(page.contains("<dd>2026-10-09T10:11:12.013Z</dd>"), "{page}");
    }
}
