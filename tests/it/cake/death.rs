//! Workers that die in the middle of a batch. Each is killed, as by a lost machine, at the worst moment: after a partner
//! was notified, and before that was recorded.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::{Cakes, HOME, WORKERS, asked, once, order_of};
use crate::harness::{Partner, Proxy, Reply, Verdict, kill_function};

/// How many orders are at stake each time.
const ORDERS: u32 = 6;

#[test]
fn a_publisher_and_a_sender_that_die_are_made_up_for() {
    let partner = Partner::new();
    let cakes = Cakes::deployed_with(&partner);
    let proxy = Proxy::before(&cakes.aws());
    cakes.set_endpoint((WORKERS, HOME), "PublishEvents", "KINESIS", &proxy);
    let killed = cakes.die_after(&proxy, "publish-events", "PutRecords", 1);
    let ids: Vec<_> = (0..ORDERS).map(|number| cakes.place(number)).collect();
    cakes.until_marked(&ids, "cakeMakerNotifiedAt");
    assert_eq!(killed.load(Ordering::SeqCst), 1);

    cakes.set_endpoint((WORKERS, HOME), "SendForDelivery", "SQS", &proxy);
    let killed = cakes.die_after(&proxy, "send-for-delivery", "SendMessage", 2);
    ids.iter().for_each(|id| cakes.fulfil(id));
    cakes.until_marked(&ids, "deliveryCompanyNotifiedAt");
    assert_eq!(killed.load(Ordering::SeqCst), 1);
    cakes.until_queues_are_empty();
    assert_eq!(cakes.mails(), once(&ids));
    assert_eq!(asked(&partner, "/deliveries"), once(&ids));
}

#[test]
fn a_notifier_that_dies_before_ses_has_the_mail_sends_it_later_once() {
    let cakes = Cakes::deployed();
    let proxy = Proxy::before(&cakes.aws());
    cakes.set_endpoint((WORKERS, HOME), "NotifyCakeMaker", "SESV2", &proxy);
    let (address, count) = (cakes.aws().address().to_owned(), AtomicUsize::new(0));
    proxy.rule(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        2 => {
            assert_eq!(kill_function("notify-cake-maker", &address), 1);
            Verdict::Drop
        }
        _ => Verdict::Forward,
    });
    let ids: Vec<_> = (0..ORDERS).map(|number| cakes.place(number)).collect();
    cakes.until_marked(&ids, "cakeMakerNotifiedAt");
    assert_eq!(cakes.mails(), once(&ids));
}

/// What docs/cake.md says about the gap that SES leaves.
#[test]
fn a_notifier_that_dies_after_ses_has_the_mail_sends_that_one_again_and_no_other() {
    let cakes = Cakes::deployed();
    let proxy = Proxy::before(&cakes.aws());
    cakes.set_endpoint((WORKERS, HOME), "NotifyCakeMaker", "SESV2", &proxy);
    let killed = cakes.die_after(&proxy, "notify-cake-maker", "POST /v2/email/outbound-emails", 3);
    let ids: Vec<_> = (0..ORDERS).map(|number| cakes.place(number)).collect();
    cakes.until_marked(&ids, "cakeMakerNotifiedAt");
    assert_eq!(killed.load(Ordering::SeqCst), 1);
    let mails = cakes.mails();
    assert_eq!(mails.keys().cloned().collect::<Vec<_>>(), ids);
    assert_eq!(mails.values().sum::<usize>(), ids.len() + 1);
}

#[test]
fn notifiers_that_die_while_a_partner_thinks_notify_it_later_once() {
    let partner = Partner::new();
    let cakes = Cakes::deployed_with(&partner);
    partner.hold();
    let ids = cakes.sent_for_delivery(0..ORDERS);
    let answered = cakes.die_while_held(&partner, "notify-delivery-company", "/deliveries");
    cakes.until_marked(&ids, "deliveryCompanyNotifiedAt");
    cakes.until_queues_are_empty();
    assert_eq!(*answered.lock().unwrap(), once(&ids));

    partner.hold();
    ids.iter().for_each(|id| cakes.deliver(id));
    let answered = cakes.die_while_held(&partner, "report-review", "/reviews");
    cakes.until_marked(&ids, "reviewReportedAt");
    cakes.until_queues_are_empty();
    assert_eq!(*answered.lock().unwrap(), once(&ids));
}

impl Cakes {
    /// Kills a worker while the partner keeps it waiting below a path, and only then lets the partner answer; how often it
    /// answers about each order.
    fn die_while_held(
        &self,
        partner: &Partner,
        handler: &str,
        path: &str,
    ) -> Arc<Mutex<BTreeMap<String, usize>>> {
        while !partner.held().request.first.contains(path) {}
        assert!(kill_function(handler, self.aws().address()) > 0);
        let answered = Arc::new(Mutex::new(BTreeMap::new()));
        let counts = Arc::clone(&answered);
        partner.rule(move |request| {
            *counts.lock().unwrap().entry(order_of(request)).or_default() += 1;
            Reply::of("200 OK", "{}")
        });
        answered
    }

    /// Kills a worker when its call of this name has arrived for the given time, before it has the answer. Counts how many
    /// processes that ended.
    fn die_after(
        &self,
        proxy: &Proxy,
        handler: &'static str,
        action: &'static str,
        time: usize,
    ) -> Arc<AtomicUsize> {
        let (seen, killed) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let (address, killed_here) = (self.aws().address().to_owned(), Arc::clone(&killed));
        proxy.rule(move |call| {
            if call.action != action || seen.fetch_add(1, Ordering::SeqCst) + 1 != time {
                return Verdict::Forward;
            }
            let (address, killed_here) = (address.clone(), Arc::clone(&killed_here));
            Verdict::ForwardThen(Box::new(move || {
                killed_here.fetch_add(kill_function(handler, &address), Ordering::SeqCst);
            }))
        });
        killed
    }
}
