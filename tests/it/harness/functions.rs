//! Functions in trouble: their calls of one service go through a proxy, or their processes die.

use std::fs;
use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::{Proxy, Sandbox, credential, tag};

impl Sandbox {
    /// Lets a function of a stack, given by name and region, reach one service through the proxy only.
    pub fn set_endpoint(&self, (stack, region): (&str, &str), function: &str, service: &str, proxy: &Proxy) {
        let resource = [("StackName", stack), ("LogicalResourceId", &format!("{function}Function"))];
        let answer = self.aws().cloudformation(region, "DescribeStackResource", &resource);
        let name = tag(&answer, "PhysicalResourceId").unwrap();
        let path = format!("/2015-03-31/functions/{name}/configuration");
        let scope = credential("lambda", region);
        let headers = [("content-type", "application/json"), ("authorization", scope.as_str())];
        let known = self.send(&format!("GET {path}"), &headers, "");
        let known: Value = serde_json::from_slice(&known.body).unwrap();
        let mut variables = known["Environment"]["Variables"].clone();
        variables[format!("AWS_ENDPOINT_URL_{service}")] = json!(proxy.endpoint());
        let body = json!({"Environment": {"Variables": variables}}).to_string();
        assert_eq!(self.send(&format!("PUT {path}"), &headers, body).status(), 200);
    }
}

/// Kills the processes of one function below the emulator at this address, as a machine that is lost would; how many.
pub fn kill_function(handler: &str, address: &str) -> usize {
    let variables = [format!("_HANDLER={handler}"), format!("AWS_ENDPOINT_URL=http://{address}")];
    let is_meant = |process: &Path| {
        let environment = fs::read(process.join("environ")).unwrap_or_default();
        let set: Vec<&[u8]> = environment.split(|byte| *byte == 0).collect();
        variables.iter().all(|variable| set.contains(&variable.as_bytes()))
    };
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let ids =
        processes.filter(|path| is_meant(path)).filter_map(|path| path.file_name()?.to_str()?.parse().ok());
    ids.filter_map(Pid::from_raw).filter(|id| kill_process(*id, Signal::KILL).is_ok()).count()
}
