"""The descriptions of jobs for Kubernetes and AWS Batch against what these publish of their own rules."""

import copy
import fnmatch
import json
import re
import sys
from pathlib import Path

import botocore.session
import botocore.validate
import kubernetes_validate
import yaml

JOBS = Path(__file__).resolve().parent.parent.parent / "jobs"
# Exit statuses for which another attempt is in vain, and for which it is not (docs/operations.md).
FINAL, PASSING = (64, 65, 78), (70, 73, 74, 75, 137)


# --- Kubernetes --------------------------------------------------------------------------------------------------


def schema_faults(job):
    """What the schemas of an old and of the newest version say."""
    faults = []
    for version in ("1.31", kubernetes_validate.latest_version()):
        try:
            kubernetes_validate.validate(job, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            faults.append(f"{version}: {error.message}")
        except kubernetes_validate.VersionNotSupportedError:
            faults.append(f"{version}: this package knows nothing of it")
    return faults


def rule_faults(job):
    """What the server refuses besides, by the documentation of Jobs."""
    spec = job["spec"]
    pod = spec["template"]["spec"]
    names = {container["name"] for container in pod["containers"]}
    faults = []
    if "podFailurePolicy" in spec and pod.get("restartPolicy") != "Never":
        faults.append("a podFailurePolicy wants restartPolicy: Never")
    if "backoffLimitPerIndex" in spec and spec.get("completionMode") != "Indexed":
        faults.append("backoffLimitPerIndex wants completionMode: Indexed")
    if "maxFailedIndexes" in spec and "backoffLimitPerIndex" not in spec:
        faults.append("maxFailedIndexes wants backoffLimitPerIndex")
    if spec.get("completionMode") == "Indexed" and spec.get("parallelism", 1) > 100_000:
        faults.append("an Indexed Job has at most 100000 pods at once")
    rules = spec.get("podFailurePolicy", {}).get("rules", [])
    if len(rules) > 20:
        faults.append("a policy has at most 20 rules")
    for rule in rules:
        if ("onExitCodes" in rule) == ("onPodConditions" in rule):
            faults.append(f"a rule has either onExitCodes or onPodConditions: {rule}")
        if rule["action"] not in ("FailJob", "FailIndex", "Ignore", "Count"):
            faults.append(f"there is no action {rule['action']}")
        codes = rule.get("onExitCodes")
        if not codes:
            continue
        values = codes["values"]
        if codes["operator"] not in ("In", "NotIn"):
            faults.append(f"there is no operator {codes['operator']}")
        if values != sorted(set(values)) or not 1 <= len(values) <= 255 or not all(0 <= each <= 255 for each in values):
            faults.append(f"exit codes are sorted, without repeats, from 0 to 255: {values}")
        if codes["operator"] == "In" and 0 in values:
            faults.append("0 is no failure")
        if codes.get("containerName", next(iter(names))) not in names:
            faults.append(f"there is no container {codes['containerName']}")
    return faults


def action(job, code):
    """What the first rule that fits does about an exit status."""
    for rule in job["spec"]["podFailurePolicy"]["rules"]:
        codes = rule.get("onExitCodes")
        if codes and (code in codes["values"]) == (codes["operator"] == "In"):
            return rule["action"]
    return "Count"


def kubernetes(path):
    job = yaml.safe_load(path.read_text())
    faults = schema_faults(job) + rule_faults(job)
    faults += [f"{code} is tried again" for code in FINAL if action(job, code) != "FailJob"]
    faults += [f"{code} is not tried again" for code in PASSING if action(job, code) != "Count"]
    return faults


def kubernetes_notices():
    """The checks find what they are there for."""
    job = yaml.safe_load((JOBS / "kubernetes/shards.yaml").read_text())
    missed = []
    for name, change in {
        "a misspelled key": lambda spec: spec.update(podFailurPolicy=spec.pop("podFailurePolicy")),
        "a text for a number": lambda spec: spec.update(completions="many"),
    }.items():
        other = copy.deepcopy(job)
        change(other["spec"])
        if not schema_faults(other):
            missed.append(f"the schemas do not notice {name}")
    for name, change in {
        "another restartPolicy": lambda spec: spec["template"]["spec"].update(restartPolicy="OnFailure"),
        "unsorted codes": lambda spec: spec["podFailurePolicy"]["rules"][0]["onExitCodes"].update(values=[65, 64]),
        "another container": lambda spec: spec["podFailurePolicy"]["rules"][0]["onExitCodes"].update(containerName="x"),
    }.items():
        other = copy.deepcopy(job)
        change(other["spec"])
        if not rule_faults(other):
            missed.append(f"the rules do not notice {name}")
    return missed


# --- AWS Batch ---------------------------------------------------------------------------------------------------

# Of the reference of EvaluateOnExit, which the model does not say.
PATTERNS = {"onExitCode": r"[0-9]*\*?", "onReason": r"[\w.:\s]*\*?", "onStatusReason": r"[\w.:\s]*\*?"}


def model_faults(definition):
    model = botocore.session.get_session().get_service_model("batch")
    shape = model.operation_model("RegisterJobDefinition").input_shape
    report = botocore.validate.ParamValidator().validate(definition, shape)
    return [report.generate_report()] if report.has_errors() else []


def exit_faults(definition):
    strategy = definition["retryStrategy"]
    faults = [] if 1 <= strategy["attempts"] <= 10 else ["attempts are 1 to 10"]
    if len(strategy["evaluateOnExit"]) > 5:
        faults.append("evaluateOnExit has at most 5 conditions")
    for rule in strategy["evaluateOnExit"]:
        if rule["action"].upper() not in ("RETRY", "EXIT"):
            faults.append(f"there is no action {rule['action']}")
        for name, pattern in PATTERNS.items():
            if name in rule and not re.fullmatch(pattern, rule[name]):
                faults.append(f"{name} may not be {rule[name]}")
    return faults


def outcome(definition, code):
    """What the first condition that fits does about an exit status; without one the job is tried again."""
    for rule in definition["retryStrategy"]["evaluateOnExit"]:
        if "onExitCode" in rule and fnmatch.fnmatchcase(str(code), rule["onExitCode"]):
            return rule["action"]
    return "RETRY"


def aws_batch(path):
    definition = json.loads(path.read_text())
    faults = model_faults(definition) + exit_faults(definition)
    faults += [f"{code} is tried again" for code in FINAL if outcome(definition, code) != "EXIT"]
    faults += [f"{code} is not tried again" for code in PASSING if outcome(definition, code) != "RETRY"]
    if not model_faults({**definition, "retryStrategies": {}}):
        faults.append("the model does not notice a misspelled key")
    return faults


def main():
    found = {"the checks": kubernetes_notices()}
    for path in sorted((JOBS / "kubernetes").glob("*.yaml")):
        found[path.name] = kubernetes(path)
    for path in sorted((JOBS / "aws-batch").glob("*.json")):
        found[path.name] = aws_batch(path)
    if len(found) < 5:
        found["the folders"] = ["descriptions are missing"]
    for name, faults in found.items():
        print(f"{name}: " + ("as published" if not faults else "; ".join(faults)))
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
