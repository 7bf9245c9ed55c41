//! The long help of the whole program, `provision --help`.

use engine::failure::{EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_PARTIAL, EXIT_USAGE};

/// What it is, before the lists of commands and options.
pub const LONG_ABOUT: &str = "\
Deploys, runs and takes down serverless systems that span CloudFormation stacks and AWS regions.

A system is a set of templates and functions, listed in provision.yaml together with the regions they go to. \
provision builds the functions, deploys all stacks in the order in which they need each other, as many at once as \
possible, and operates what runs. It keeps no state of its own: run a command again and it finishes what is left. \
With --local everything runs on an emulator on this machine, without an account.";

const EXAMPLES: &str = "\
Examples:
  Deploy everything there is on this machine:
      provision deploy --local

  Create a mailbox and watch until it is provisioned:
      provision mailbox create --local --username ada --domain example.com --follow

  Take everything down again; tables and buckets stay unless you say otherwise:
      provision teardown --local";

const VARIABLES: &str = "\
Environment variables:
  A flag beats its variable, the variable beats the project file. Set to nothing is not set.
  Switches take 1, true, 0 or false.

  PROVISION_STAGE              as --stage
  PROVISION_REGION             as --region
  PROVISION_WORKFLOW_REGION    as --workflow-region
  PROVISION_REPLICA_REGION     as --replica-region, a comma-separated list
  PROVISION_PROFILE            as --profile
  PROVISION_ENDPOINT_URL       as --endpoint-url
  PROVISION_LOCAL              as --local
  PROVISION_CONFIG             as --config
  PROVISION_OUTPUT             as --output
  PROVISION_QUIET              as --quiet
  PROVISION_WIDE               as --wide
  PROVISION_YES                as --yes
  PROVISION_NO_INPUT           as --no-input
  PROVISION_COLOR              as --color
  PROVISION_LOCAL_HOME         folder of the emulator and its state
  PROVISION_FUNCTION_PROCESSES function processes of the emulator
  AWS_PROFILE, AWS_REGION and AWS's other variables mean what they mean to the AWS CLI
  NO_COLOR                     no colour";

/// Examples, exit codes and variables, after the lists of commands and options.
pub fn after_long_help() -> String {
    let codes = [
        (EXIT_DONE, "done"),
        (EXIT_FAILED, "failed"),
        (EXIT_USAGE, "the command line, the project file or the set-up is wrong; nothing was changed"),
        (EXIT_PARTIAL, "partly done or still going on: run the command again, or watch"),
        (EXIT_INTERRUPTED, "interrupted"),
    ];
    let codes = codes.map(|(code, meaning)| format!("  {code:<4} {meaning}")).join("\n");
    format!("{EXAMPLES}\n\nExit codes:\n{codes}\n\n{VARIABLES}")
}
