"""Functions share a bounded number of processes, none of which ends on account of another."""

import io
import json
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from survival import ACCOUNT, Survivor

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"
LIMIT = 4
# Sleeps, dies, or calls the next function of a list and answers what that one answers.
CODE = """
import functools, json, os, time
import botocore.session
from botocore.config import Config
@functools.cache
def functions():
    return botocore.session.Session().create_client("lambda", region_name="us-east-1", config=Config(retries={"max_attempts": 0}))
def handle(event, context):
    time.sleep(event.get("sleep", 0))
    if event.get("die"):
        os._exit(1)
    if event.get("then"):
        answer = functions().invoke(FunctionName=event["then"][0], Payload=json.dumps({"then": event["then"][1:]}))
        return json.loads(answer["Payload"].read())
    return {"pid": os.getpid(), "version": VERSION}
"""


@pytest.fixture(scope="module")
def survivor(tmp_path_factory):
    one = Survivor(tmp_path_factory.mktemp("emulator"), PROVISION_FUNCTION_PROCESSES=str(LIMIT))
    one.start()
    for name in ("first", "second", "third"):
        one.client("lambda").create_function(
            FunctionName=name, Runtime="python3.11", Handler="index.handle", Role=ROLE, Timeout=600, Code={"ZipFile": zipped(1)})
    yield one
    one.stop()


def zipped(version):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.py", f"VERSION = {version}\n{CODE}")
    return data.getvalue()


@pytest.fixture(scope="module")
def functions(survivor):
    return survivor.client("lambda")


def invoked(functions, name, event):
    """The function's error, if any, and its answer."""
    answer = functions.invoke(FunctionName=name, Payload=json.dumps(event))
    return answer.get("FunctionError"), json.loads(answer["Payload"].read())


class Watch:
    """The most processes that functions had at any moment."""

    def __init__(self, survivor):
        self.survivor, self.most, self.over = survivor, 0, threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        while not self.over.wait(0.05):
            self.most = max(self.most, self.survivor.functions())

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def test_a_hundred_connections_share_the_processes_there_may_be(survivor, functions):
    with Watch(survivor) as watch, ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda n: invoked(functions, ("first", "second")[n % 2], {"sleep": 0.02}), range(400)))
    assert [error for error, _ in answers if error] == []
    # One that ends to make room for another kind of function may take a moment.
    assert watch.most <= LIMIT + 2, watch.most


def test_functions_that_wait_for_functions_do_not_wait_for_ever(survivor, functions):
    with Watch(survivor) as watch, ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda _: invoked(functions, "first", {"then": ["second", "third", "first"]}), range(48)))
    assert [answer for error, answer in answers if error] == []
    assert watch.most <= 4 * LIMIT + 2, watch.most
    # When no function calls another any more, their processes are not kept.
    deadline = time.monotonic() + 15
    while survivor.functions() > LIMIT:
        assert time.monotonic() < deadline, survivor.functions()
        time.sleep(0.2)


def test_an_execution_that_a_function_could_wait_for_gets_a_process(survivor, functions):
    """All processes are held by calls from outside; a workflow that is started meanwhile ends after them."""
    states = survivor.client("stepfunctions")
    machine = states.create_state_machine(name="calls", roleArn=ROLE, definition=json.dumps({"StartAt": "Call", "States": {
        "Call": {"Type": "Task", "Resource": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:second", "End": True}}}))["stateMachineArn"]
    with ThreadPoolExecutor(LIMIT) as pool:
        held = [pool.submit(invoked, functions, "first", {"sleep": 1}) for _ in range(LIMIT)]
        execution = states.start_execution(stateMachineArn=machine)["executionArn"]
        assert all(one.result()[0] is None for one in held)
    deadline = time.monotonic() + 10
    while (found := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert found["status"] == "SUCCEEDED", found


def test_a_function_that_dies_ends_only_its_own_process(functions):
    with ThreadPoolExecutor(LIMIT) as pool:
        events = [{"sleep": 1.5}, {"sleep": 1.5}, {"sleep": 1.5}, {"sleep": 0.5, "die": True}]
        answers = list(pool.map(lambda event: invoked(functions, "first", event), events))
    assert [bool(error) for error, _ in answers] == [False, False, False, True], answers


def test_new_code_lets_calls_under_way_finish(functions):
    with ThreadPoolExecutor(2) as pool:
        old = pool.submit(invoked, functions, "third", {"sleep": 1.5})
        time.sleep(0.7)
        functions.update_function_code(FunctionName="third", ZipFile=zipped(2))
        assert invoked(functions, "third", {})[1]["version"] == 2
        assert old.result()[0] is None and old.result()[1]["version"] == 1
    assert {invoked(functions, "third", {})[1]["version"] for _ in range(5)} == {2}


def test_a_task_takes_one_answer_from_any_caller(survivor):
    states, queues = survivor.client("stepfunctions"), survivor.client("sqs")
    url = queues.create_queue(QueueName="asked")["QueueUrl"]
    machine = states.create_state_machine(name="asks", roleArn=ROLE, definition=json.dumps({"StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 60,
                "Parameters": {"QueueUrl": url, "MessageBody": {"token.$": "$$.Task.Token"}}, "End": True}}}))["stateMachineArn"]
    for turn in range(5):
        execution = states.start_execution(stateMachineArn=machine)["executionArn"]
        token = json.loads(message(queues, url))["token"]

        def answer(number, token=token):
            try:
                if number % 2:
                    states.send_task_success(taskToken=token, output=json.dumps(number))
                else:
                    states.send_task_failure(taskToken=token, error=str(number))
                return number
            except states.exceptions.TaskTimedOut:
                return None

        with ThreadPoolExecutor(10) as pool:
            taken = [number for number in pool.map(answer, range(10)) if number is not None]
        assert len(taken) == 1, (turn, taken)
        while (found := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
            time.sleep(0.05)
        assert found.get("output") == str(taken[0]) if taken[0] % 2 else found.get("error") == str(taken[0]), (taken, found)
        with pytest.raises(states.exceptions.TaskTimedOut):
            states.send_task_heartbeat(taskToken=token)
    with pytest.raises(states.exceptions.InvalidToken):
        states.send_task_success(taskToken="never-made", output="{}")


def message(queues, url):
    while not (found := queues.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages")):
        pass
    queues.delete_message(QueueUrl=url, ReceiptHandle=found[0]["ReceiptHandle"])
    return found[0]["Body"]
