//! The states of a mailbox and the legal steps between them.

use super::Change;
use crate::named::named;
use serde::{Deserialize, Serialize};

/// The status of a mailbox. A removed mailbox has no status: its item is gone.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MailboxStatus {
    /// Requested; no workflow has started.
    Initial,
    /// The provisioning workflow has begun.
    ProvisioningStarted,
    /// The outside system is being asked.
    CallingOutsideSystem,
    /// The mailbox can be used.
    ProvisioningCompleted,
    /// Provisioning failed; the item has the reason.
    ProvisioningFailed,
    /// A change was requested; provisioning will run again.
    UpdateRequested,
    /// Deletion was requested; no workflow has started.
    DeleteRequested,
    /// The contact has been asked and has not decided yet.
    DeleteConfirmationRequired,
    /// The contact denied the deletion; the mailbox is kept.
    DeleteRejected,
    /// The contact did not decide, or could not be asked; the mailbox is kept.
    DeleteUnconfirmed,
}

use MailboxStatus::*;

impl MailboxStatus {
    /// Whether no workflow is running: the status changes only with the next request.
    ///
    /// Only then may the API write the item. While it is false the workflow's region alone does, so the two regions of the
    /// global table never write one item at the same time.
    pub fn is_final(self) -> bool {
        self.next_steps().contains(&UpdateRequested)
    }

    /// Whether the last request was completed.
    pub fn is_success(self) -> bool {
        self == ProvisioningCompleted
    }

    /// Whether the item may be removed from here.
    pub fn may_be_removed(self) -> bool {
        matches!(self, DeleteRequested | DeleteConfirmationRequired)
    }

    /// Whether a mailbox may go from here to `next`. Staying is not a step.
    pub fn may_become(self, next: MailboxStatus) -> bool {
        self.next_steps().contains(&next)
    }

    /// Every status that may follow this one.
    pub fn next_steps(self) -> &'static [MailboxStatus] {
        match self {
            Initial | UpdateRequested => &[ProvisioningStarted],
            ProvisioningStarted => &[CallingOutsideSystem, ProvisioningFailed],
            CallingOutsideSystem => &[ProvisioningCompleted, ProvisioningFailed],
            ProvisioningCompleted | ProvisioningFailed | DeleteRejected | DeleteUnconfirmed => {
                &[UpdateRequested, DeleteRequested]
            }
            DeleteRequested => &[DeleteConfirmationRequired],
            DeleteConfirmationRequired => &[DeleteRejected, DeleteUnconfirmed],
        }
    }

    /// The request that this status represents, if a workflow has to start for it.
    pub fn requested_change(self) -> Option<Change> {
        match self {
            Initial => Some(Change::Create),
            UpdateRequested => Some(Change::Update),
            DeleteRequested => Some(Change::Delete),
            _ => None,
        }
    }
}

// In the order of a mailbox's life.
named!(MailboxStatus, "mailbox status", {
    Initial = "initial",
    ProvisioningStarted = "provisioning-started",
    CallingOutsideSystem = "calling-outside-system",
    ProvisioningCompleted = "provisioning-completed",
    ProvisioningFailed = "provisioning-failed",
    UpdateRequested = "update-requested",
    DeleteRequested = "delete-requested",
    DeleteConfirmationRequired = "delete-confirmation-required",
    DeleteRejected = "delete-rejected",
    DeleteUnconfirmed = "delete-unconfirmed",
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_on_the_wire_are_the_same_for_serde_and_text() {
        for status in MailboxStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        assert!("removed".parse::<MailboxStatus>().is_err());
    }

    #[test]
    fn each_status_is_either_final_or_waits_for_a_workflow() {
        let resting: Vec<_> = MailboxStatus::ALL.into_iter().filter(|s| s.is_final()).collect();
        assert_eq!(resting, [ProvisioningCompleted, ProvisioningFailed, DeleteRejected, DeleteUnconfirmed]);
        for status in MailboxStatus::ALL {
            assert!(!(status.is_final() && status.requested_change().is_some()));
            assert!(!status.is_success() || status.is_final());
        }
    }

    fn any_status() -> impl Strategy<Value = MailboxStatus> {
        proptest::sample::select(MailboxStatus::ALL.to_vec())
    }

    proptest! {
        /// From anywhere, whatever the workflow decides, a mailbox comes to rest or is removed within four steps.
        #[test]
        fn no_life_runs_in_circles_without_a_request(start in any_status(), choices in proptest::collection::vec(0_usize..8, 4)) {
            let mut status = start;
            for choice in choices {
                if status.is_final() || status.may_be_removed() { break; }
                let steps = status.next_steps();
                status = steps[choice % steps.len()];
            }
            prop_assert!(status.is_final() || status.may_be_removed());
        }

        /// Only a resting mailbox takes a request, and only a requested one starts a workflow.
        #[test]
        fn requests_enter_from_rest_only(from in any_status(), to in any_status()) {
            if from.may_become(to) {
                prop_assert_eq!(from.is_final(), to.requested_change().is_some());
                prop_assert_ne!(to, Initial);
                prop_assert_ne!(from, to);
            }
        }
    }
}
