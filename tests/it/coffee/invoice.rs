//! Invoices: printed, written to files and opened.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use super::{ADA, Coffee, ID};
use crate::harness::text;

#[test]
fn an_invoice_is_printed_written_to_a_file_and_opened() {
    let coffee = Coffee::deployed();
    coffee.shell(&format!("provision coffee order {ADA} --item 'O'\\''Neil & <b>söns</b>:2' --item '珈琲' --id {ID} --follow")).ok();

    coffee.run(&format!("coffee invoice {ADA}")).ok().prints(ID).prints("2 × O'Neil & <b>söns</b>, 1 × 珈琲");
    assert_eq!(coffee.json(&format!("coffee invoice {ADA}"))["items"][0]["name"], "O'Neil & <b>söns</b>");

    coffee.run(&format!("coffee invoice {ADA} --out page.html")).ok().prints("the invoice is in page.html");
    let page = fs::read_to_string(coffee.path("project/page.html")).unwrap();
    assert!(page.contains("O&#39;Neil &amp; &lt;b&gt;söns&lt;/b&gt;") && !page.contains("<b>"), "{page}");
    coffee.run(&format!("coffee invoice {ADA} --id {ID} --out data.json")).ok();
    let data: Value = serde_json::from_slice(&fs::read(coffee.path("project/data.json")).unwrap()).unwrap();
    assert_eq!(data["items"][1]["name"], "珈琲");

    // The desktop's opener is given the page.
    let opener = coffee.path("bin/xdg-open");
    fs::create_dir_all(opener.parent().unwrap()).unwrap();
    fs::write(&opener, format!("#!/bin/sh\n/bin/cp \"$1\" {}\n", coffee.path("shown").display())).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let open = format!("coffee invoice {ADA} --open --output json");
    let opened =
        coffee.command(&open).env("PATH", coffee.path("bin")).env("TMPDIR", coffee.path("home")).run().ok();
    assert_eq!(fs::read_to_string(coffee.path("shown")).unwrap(), page);
    let file = text(&opened.json()["file"]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file}");

    // Without one there is another way.
    coffee
        .command(&format!("coffee invoice {ADA} --open"))
        .env("PATH", coffee.path("home"))
        .env("TMPDIR", coffee.path("home"))
        .run()
        .code(1)
        .says("xdg-open cannot show")
        .says("hint: write it to a file of your choice with --out FILE");
    coffee.run(&format!("coffee invoice {ADA} --open --out x.html")).code(2).says("--out");
    coffee
        .run(&format!("coffee invoice {ADA} --out no/such/folder.html"))
        .code(1)
        .says("writing no/such/folder.html");
}
