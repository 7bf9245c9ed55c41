"""CloudFormation: a bucket that a stack adopts may already exist; that is the purpose of adoption."""

import contextvars

from provision_emulator.patching import patch

# Logical ids of the resources that the current operation adopts.
ADOPTED = contextvars.ContextVar("adopted", default=frozenset())


@patch("cloudformation.stacks", "_deploy_stack_async")
async def deploy_stack(original, *arguments, imports=None, **options):
    """Remembers the adopted resources for the duration of the operation."""
    token = ADOPTED.set(frozenset(imports or ()))
    try:
        return await original(*arguments, imports=imports, **options)
    finally:
        ADOPTED.reset(token)


@patch("cloudformation.stacks", "_validation_errors")
def validation_errors(original, *arguments):
    """Allows an existing bucket name if the change set imports the bucket; the original rejects it."""
    return [error for error in original(*arguments)
            if not (error[0] in ADOPTED.get() and error[2] == "NAME_CONFLICT_VALIDATION")]
