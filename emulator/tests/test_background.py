"""Work that no request drives when the emulator is killed: after the next start it has ended, or continues."""

import io
import json
import time
import zipfile

from survival import ACCOUNT, until

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"
# What is confirmed this long before the kill must be there.
SAFE_SECONDS = 1.0


def test_executions_that_ran_have_failed_and_say_so(survivor):
    survivor.start()
    states, queues, events = (survivor.client(one) for one in ("stepfunctions", "sqs", "events"))
    url = queues.create_queue(QueueName="ended")["QueueUrl"]
    pattern = {"source": ["aws.states"], "detail": {"status": ["FAILED"]}}
    events.put_rule(Name="ended", EventPattern=json.dumps(pattern))
    events.put_targets(Rule="ended", Targets=[{"Id": "1", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:ended"}])
    machine = states.create_state_machine(name="waits", roleArn=ROLE, definition=json.dumps({
        "StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}))["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=machine, name="long")["executionArn"]
    time.sleep(1.2)
    survivor.kill()
    reports = survivor.start()
    assert any("long" in one and "States.ServiceRestart" in one for one in reports), reports
    found = states.describe_execution(executionArn=execution)
    assert (found["status"], found["error"]) == ("FAILED", "States.ServiceRestart"), found
    until(lambda: states.get_execution_history(executionArn=execution)["events"][-1]["type"] == "ExecutionFailed")
    message = until(lambda: queues.receive_message(QueueUrl=url).get("Messages"))[0]
    assert json.loads(message["Body"])["detail"]["executionArn"] == execution
    time.sleep(1.2)
    survivor.kill()
    assert not any("long" in one for one in survivor.start()), "reported once"


def test_a_stack_that_ended_long_after_the_last_request_has_ended_after_a_kill(survivor):
    assert survivor.start() == []
    cloud = survivor.client("cloudformation")
    cloud.create_stack(StackName="late", TemplateBody=json.dumps({"Resources": {"Never": {
        "Type": "AWS::CloudFormation::WaitCondition",
        "CreationPolicy": {"ResourceSignal": {"Count": 1, "Timeout": "PT3S"}}}}}))

    def status():
        return cloud.describe_stacks(StackName="late")["Stacks"][0]["StackStatus"]

    until(lambda: status() == "ROLLBACK_COMPLETE")
    time.sleep(SAFE_SECONDS)
    survivor.kill()
    assert survivor.start() == []
    assert status() == "ROLLBACK_COMPLETE"


def test_an_invocation_that_was_accepted_is_done_after_a_kill(survivor):
    survivor.start()
    code = "import time\ndef handle(event, context):\n    time.sleep(2)\n    print('DONE', event['id'])\n"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", code)
    functions, logs = survivor.client("lambda"), survivor.client("logs")
    functions.create_function(FunctionName="later", Runtime="python3.11", Handler="index.handle", Role=ROLE, Timeout=10,
                              Code={"ZipFile": data.getvalue()})
    functions.invoke(FunctionName="later", InvocationType="Event", Payload=b'{"id": "first"}')

    def done():
        try:
            lines = logs.filter_log_events(logGroupName="/aws/lambda/later")["events"]
        except logs.exceptions.ResourceNotFoundException:
            return []
        return [line["message"] for line in lines if "DONE" in line["message"]]

    time.sleep(1.1)
    assert not done()
    survivor.kill()
    survivor.start()
    until(done)
    time.sleep(1.2)
    survivor.kill()
    survivor.start()
    time.sleep(3)
    assert len(done()) == 1, done()
