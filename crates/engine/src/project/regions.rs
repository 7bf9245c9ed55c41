//! Region roles, and the regions that have them in one run.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::Serialize;

use super::file::RegionsFile;
use super::role::Role;
use crate::aws::Region;
use crate::document::distance;
use crate::failure::Failure;

/// The regions of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Regions {
    pub home: Region,
    pub workflow: Region,
    pub replicas: Vec<Region>,
}

/// What the command line and the environment say about regions.
#[derive(Clone, Debug, Default)]
pub struct RegionFlags<'a> {
    /// `--region`
    pub home: Option<&'a str>,
    /// `--workflow-region`
    pub workflow: Option<&'a str>,
    /// `--replica-region`
    pub replicas: &'a [String],
    /// `AWS_REGION`: only for a project file that names no home region, so that a variable set for another tool
    /// never moves a system.
    pub ambient: Option<&'a str>,
}

impl Regions {
    /// A stage in these regions in a few words.
    pub fn of_stage(&self, stage: &str) -> String {
        let Regions { home, workflow, replicas } = self;
        let mut text = format!("stage {stage}, home {home}");
        if workflow != home {
            text += &format!(", workflow {workflow}");
        }
        for region in replicas {
            text += &format!(", replica {region}");
        }
        text
    }

    /// Flags before the file. `--region` alone puts everything into one region: workflows follow it, and there are
    /// no replicas unless asked for.
    pub fn choose(flags: &RegionFlags<'_>, file: &RegionsFile) -> Result<Self> {
        let in_file =
            |name: &Option<crate::document::Spanned<String>>| name.as_ref().map(|name| name.value.clone());
        let flag = |name: Option<&str>, flag| name.map(|name| known(name, flag, file)).transpose();
        let given_home = flag(flags.home, "--region")?;
        let home =
            match given_home.clone().or_else(|| in_file(&file.home)).or(flags.ambient.map(str::to_owned)) {
                Some(home) => home,
                None => {
                    return Err(Failure::usage(
                        "no home region: neither --region nor the project file names one",
                    )
                    .hint("add --region, for instance --region us-west-2")
                    .into());
                }
            };
        let workflow = match flag(flags.workflow, "--workflow-region")? {
            Some(workflow) => workflow,
            None if given_home.is_some() => home.clone(),
            None => in_file(&file.workflow).unwrap_or_else(|| home.clone()),
        };
        let replicas: Vec<_> = match (flags.replicas, &given_home) {
            ([], Some(_)) => Vec::new(),
            ([], None) => file.replicas.iter().map(|name| name.value.clone()).collect(),
            (names, _) => {
                names.iter().map(|name| known(name, "--replica-region", file)).collect::<Result<_>>()?
            }
        };
        check_replicas(&home, &replicas, !flags.replicas.is_empty())?;
        Ok(Self {
            home: Region::new(home),
            workflow: Region::new(workflow),
            replicas: replicas.into_iter().map(Region::new).collect(),
        })
    }

    /// The regions that play a role.
    pub fn of(&self, role: Role) -> Vec<Region> {
        match role {
            Role::Home => vec![self.home.clone()],
            Role::Workflow => vec![self.workflow.clone()],
            Role::Replicas => self.replicas.clone(),
        }
    }

    /// The regions that the project file names, whatever the flags say; `None` where it names no home.
    pub fn of_file(file: &RegionsFile) -> Option<Self> {
        Self::choose(&RegionFlags::default(), file).ok()
    }

    /// All of them, each once.
    pub fn all(&self) -> BTreeSet<Region> {
        self.replicas.iter().chain([&self.home, &self.workflow]).cloned().collect()
    }

    /// The value of a `${region.…}` placeholder.
    pub fn placeholders(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("region.home", self.home.to_string()),
            ("region.workflow", self.workflow.to_string()),
        ])
    }
}

/// Why a region of a list cannot hold a replica, if it cannot.
pub fn refused_replica(home: Option<&str>, replicas: &[&str], index: usize) -> Option<String> {
    let region = replicas[index];
    if home == Some(region) {
        return Some(format!("{region} is the home region, which holds the data itself"));
    }
    replicas[..index].contains(&region).then(|| format!("{region} is listed twice"))
}

/// Refuses replica regions that only the flags, or the environment, have made wrong.
fn check_replicas(home: &str, replicas: &[String], by_flag: bool) -> Result<()> {
    let names: Vec<_> = replicas.iter().map(String::as_str).collect();
    let Some(reason) = (0..names.len()).find_map(|index| refused_replica(Some(home), &names, index)) else {
        return Ok(());
    };
    let source = if by_flag { "--replica-region" } else { "replicas" };
    Err(Failure::usage(format!("{source}: {reason}")).hint("name other regions, each once").into())
}

/// The regions AWS has opened, as botocore's endpoint data of 2026 lists them (partitions aws, aws-cn, aws-us-gov, aws-eusc).
const KNOWN: [&str; 39] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
    "eusc-de-east-1",
];

/// Every region of the partition that a region is in, whether or not the account has enabled it.
pub fn of_partition(region: &Region) -> Vec<Region> {
    let all = KNOWN.into_iter().map(Region::new);
    all.filter(|known| known.partition() == region.partition()).collect()
}

/// All regions that this program knows.
pub fn known_regions() -> impl Iterator<Item = &'static str> {
    KNOWN.into_iter()
}

/// The region whose name is nearest to one that this program does not know; `None` for one that it knows.
pub fn nearest(name: &str) -> Option<&'static str> {
    if KNOWN.contains(&name) { None } else { KNOWN.into_iter().min_by_key(|known| distance(known, name)) }
}

/// Takes a region from a flag. One that neither this list nor the project file knows is most likely a slip, and AWS
/// would answer it with a name that does not resolve.
fn known(name: &str, flag: &str, file: &RegionsFile) -> Result<String> {
    let listed =
        file.home.iter().chain(&file.workflow).chain(&file.replicas).any(|known| known.value == name);
    let Some(near) = nearest(name).filter(|_| !listed) else { return Ok(name.to_owned()) };
    Err(Failure::usage(format!("{flag}: AWS has no region '{}'", name.escape_debug()))
        .hint(format!(
            "did you mean {near}? A region newer than this program can be named in the project file"
        ))
        .into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn choose(flags: &RegionFlags<'_>) -> Result<Regions> {
        let file: RegionsFile =
            Source::new("p", "home: us-west-2\nworkflow: us-east-1\nreplicas: [eu-west-1]\n")
                .parse()
                .unwrap();
        Regions::choose(flags, &file)
    }

    fn names(regions: &Regions) -> (&str, &str, Vec<&str>) {
        let replicas = regions.replicas.iter().map(Region::as_str).collect();
        (regions.home.as_str(), regions.workflow.as_str(), replicas)
    }

    #[test]
    fn the_file_decides_without_flags() {
        assert_eq!(
            names(&choose(&RegionFlags::default()).unwrap()),
            ("us-west-2", "us-east-1", vec!["eu-west-1"])
        );
    }

    #[test]
    fn region_alone_puts_everything_there() {
        let flags = RegionFlags { home: Some("eu-north-1"), ..RegionFlags::default() };
        assert_eq!(names(&choose(&flags).unwrap()), ("eu-north-1", "eu-north-1", vec![]));
    }

    #[test]
    fn each_role_can_be_given() {
        let replicas = ["ap-south-1".to_owned()];
        let flags = RegionFlags {
            home: Some("eu-north-1"),
            workflow: Some("eu-west-2"),
            replicas: &replicas,
            ambient: Some("us-east-2"),
        };
        assert_eq!(names(&choose(&flags).unwrap()), ("eu-north-1", "eu-west-2", vec!["ap-south-1"]));
    }

    #[test]
    fn a_replica_region_that_is_the_home_region_or_named_twice_is_refused() {
        for (home, replicas, reason) in [
            (
                Some("eu-west-2"),
                vec!["eu-west-2"],
                "eu-west-2 is the home region, which holds the data itself",
            ),
            (None, vec!["us-west-2"], "us-west-2 is the home region, which holds the data itself"),
            (None, vec!["eu-west-2", "eu-west-3", "eu-west-2"], "eu-west-2 is listed twice"),
        ] {
            let replicas: Vec<_> = replicas.into_iter().map(str::to_owned).collect();
            let flags = RegionFlags { home, replicas: &replicas, ..RegionFlags::default() };
            assert_eq!(choose(&flags).unwrap_err().to_string(), format!("--replica-region: {reason}"));
        }
        let file = Source::new("p", "replicas: [eu-west-1]\n").parse().unwrap();
        let flags = RegionFlags { ambient: Some("eu-west-1"), ..RegionFlags::default() };
        assert!(
            Regions::choose(&flags, &file)
                .unwrap_err()
                .to_string()
                .starts_with("replicas: eu-west-1 is the home")
        );
    }

    #[test]
    fn a_region_that_does_not_exist_is_refused_with_the_nearest() {
        let error = choose(&RegionFlags { home: Some("us-wset-2"), ..RegionFlags::default() }).unwrap_err();
        assert_eq!(error.to_string(), "--region: AWS has no region 'us-wset-2'");
        assert!(crate::failure::hint_of(&error).unwrap().starts_with("did you mean us-west-2?"));
    }
}
