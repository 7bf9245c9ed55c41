"""CloudFormation: a bucket that a stack takes in may exist; that is the point of taking it in."""

import contextvars

from provision_emulator.patching import patch

# Logical ids of what the operation in hand takes in.
ADOPTED = contextvars.ContextVar("adopted", default=frozenset())


@patch("cloudformation.stacks", "_deploy_stack_async")
async def deploy_stack(original, *arguments, imports=None, **options):
    """Remembers what is taken in for as long as the operation lasts."""
    token = ADOPTED.set(frozenset(imports or ()))
    try:
        return await original(*arguments, imports=imports, **options)
    finally:
        ADOPTED.reset(token)


@patch("cloudformation.stacks", "_validation_errors")
def validation_errors(original, *arguments):
    """The original finds every name of a bucket taken that exists, also of one that the change set says it imports."""
    return [error for error in original(*arguments)
            if not (error[0] in ADOPTED.get() and error[2] == "NAME_CONFLICT_VALIDATION")]
