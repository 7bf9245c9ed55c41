"""SES: e-mail is accepted from every sender.

The one place where the emulator is kinder than AWS on purpose: there an address is verified by a link that SES sends to it,
once for an account and region, and here no mail leaves the machine. Recipients are checked as before.
"""

from provision_emulator.patching import patch


@patch("ses", "_message_rejection")
def message_rejection(original, _sender, recipients=()):
    """Accepts every sender; the original rejects those without an identity."""
    return original(None, recipients)
