//! The emulator is killed in the middle of a deploy and of checkouts; a restart and a deploy make all well again.

use std::iter;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::{Services, Shop};
use crate::harness::{Sandbox, text, until};

/// What is confirmed this long before the emulator is killed must be there afterwards.
const SAFE: Duration = Duration::from_secs(1);
const WORKERS: usize = 4;

/// Moments drawn at run time; `PROVISION_TEST_SEED` repeats them.
struct Moments(u64);

impl Moments {
    fn drawn() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let seed = number("PROVISION_TEST_SEED").unwrap_or(u64::from(now.subsec_nanos()));
        Self(seed | 1)
    }

    /// Somewhere in this time (xorshift).
    fn pass(&mut self, from: Duration, to: Duration) {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let span = u64::try_from((to - from).as_millis()).unwrap();
        thread::sleep(from + Duration::from_millis(self.0 % span));
    }
}

fn number(variable: &str) -> Option<u64> {
    let (_, text) = std::env::vars_os().find(|(name, _)| name == variable)?;
    Some(text.to_str().unwrap().parse().unwrap())
}

/// What the services confirmed, and when.
#[derive(Default)]
struct Confirmed {
    users: Vec<(String, Instant)>,
    orders: Vec<(String, Instant)>,
    paid: Vec<(String, Instant)>,
}

/// `PROVISION_TEST_KILLS=30 cargo test --test it -- shop::kills --nocapture` kills thirty times.
#[test]
fn a_killed_emulator_loses_nothing_that_is_a_second_old_and_a_deploy_repairs_the_rest() {
    let mut moments = Moments::drawn();
    println!("PROVISION_TEST_SEED={}", moments.0);
    let sandbox = Sandbox::shipped("shop");
    let deploy = sandbox.start("deploy shop");
    moments.pass(Duration::from_millis(500), Duration::from_secs(8));
    kill(&sandbox);
    deploy.kill();
    sandbox.run("local up").ok();
    let shop = Shop::deployed_in(sandbox);
    for turn in 0..number("PROVISION_TEST_KILLS").unwrap_or(2) {
        let (confirmed, killed) = killed_under_load(&shop, &mut moments);
        let up = shop.sandbox.run("local up").ok();
        shop.sandbox.run("deploy shop").ok();
        println!("kill {turn}: {}", up.stderr);
        check(&shop, &confirmed, killed, &up.stderr);
    }
}

fn kill(sandbox: &Sandbox) {
    let pid = sandbox.json("local status")["pid"].as_i64().unwrap();
    kill_process(Pid::from_raw(i32::try_from(pid).unwrap()).unwrap(), Signal::KILL).unwrap();
    until(|| if sandbox.aws().answers() { Err("it still answers".to_owned()) } else { Ok(()) });
}

/// Customers buy until the emulator is gone.
fn killed_under_load(shop: &Shop, moments: &mut Moments) -> (Confirmed, Instant) {
    let item = shop.item(1, 1_000_000);
    thread::sleep(SAFE);
    let services: &Services = shop;
    let (confirmed, over) = (Mutex::new(Confirmed::default()), AtomicBool::new(false));
    let killed = thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let bought = || buy(services, &item, &confirmed).filter(|()| !over.load(Ordering::Relaxed));
                iter::from_fn(bought).for_each(drop);
            });
        }
        moments.pass(Duration::from_millis(1500), Duration::from_secs(4));
        let killed = Instant::now();
        kill(&shop.sandbox);
        over.store(true, Ordering::Relaxed);
        killed
    });
    (confirmed.into_inner().unwrap(), killed)
}

/// One order from a new user to its payment; nothing once there is no answer.
fn buy(services: &Services, item: &str, confirmed: &Mutex<Confirmed>) -> Option<()> {
    let user = text(&post(services, "/payment/create_user")?.1["user_id"]);
    post(services, &format!("/payment/add_funds/{user}/10"))?;
    confirmed.lock().unwrap().users.push((user.clone(), Instant::now()));
    let order = text(&post(services, &format!("/orders/create/{user}"))?.1["order_id"]);
    post(services, &format!("/orders/addItem/{order}/{item}/1"))?;
    confirmed.lock().unwrap().orders.push((order.clone(), Instant::now()));
    let (status, answer) = post(services, &format!("/orders/checkout/{order}"))?;
    if status == 200 && answer["paid"] == true {
        confirmed.lock().unwrap().paid.push((order, Instant::now()));
    }
    Some(())
}

fn post(services: &Services, path: &str) -> Option<(u16, Value)> {
    let answer = services.exchanged("POST", path, &[]).ok()?;
    let document = serde_json::from_slice(&answer.body).ok()?;
    (answer.status() < 500).then(|| (answer.status(), document))
}

fn check(shop: &Shop, confirmed: &Confirmed, killed: Instant, reports: &str) {
    let safe = |things: &[(String, Instant)]| -> Vec<String> {
        things.iter().filter(|(_, when)| *when + SAFE < killed).map(|(id, _)| id.clone()).collect()
    };
    let (users, orders, paid) = (safe(&confirmed.users), safe(&confirmed.orders), safe(&confirmed.paid));
    for user in users {
        let (status, found) = shop.get(&format!("/payment/find_user/{user}"));
        assert_eq!(status, 200, "user {user}: {found}");
    }
    for order in orders {
        assert_eq!(shop.get(&format!("/orders/find/{order}")).0, 200, "order {order}");
    }
    for order in paid {
        assert_eq!(shop.state(&order), "paid", "order {order}");
    }
    let lost = confirmed
        .orders
        .iter()
        .filter(|(order, _)| shop.get(&format!("/orders/find/{order}")).0 == 404)
        .count();
    assert!(lost == 0 || reports.contains("are lost"), "{lost} orders are lost and not reported: {reports}");
    let audit = shop.sandbox.json("shop audit");
    assert_eq!(audit["consistent"], true, "{audit}");
}
