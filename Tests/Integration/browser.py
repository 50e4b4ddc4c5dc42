"""Chromium without a window, driven by its DevTools protocol."""

import base64
import json
import os
import subprocess
import time
from pathlib import Path


class Browser:
    def __init__(self, profile):
        self.profile = Path(profile)
        self.count = 0
        self.requests = []
        self.messages = []

    def __enter__(self):
        self.profile.mkdir()
        # The sandbox needs rights that a container does not give; the pages are our own.
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--remote-debugging-pipe", f"--user-data-dir={self.profile}"]
        asked, self.asking = os.pipe()
        self.answers, answering = os.pipe()
        # Chromium reads from 3 and writes to 4, each message with a NUL behind it.
        script = f'exec chromium "$@" about:blank 3<&{asked} 4>&{answering}'
        with open(self.profile / "log", "wb") as log:
            self.process = subprocess.Popen(["bash", "-c", script, "chromium", *options], pass_fds=(asked, answering), stdout=log, stderr=log)
        os.close(asked)
        os.close(answering)
        self.rest, self.session = b"", None
        page = next(target for target in self.call("Target.getTargets")["targetInfos"] if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "Accessibility"):
            self.call(f"{domain}.enable")
        return self

    def read(self):
        while b"\0" not in self.rest:
            data = os.read(self.answers, 1 << 16)
            if not data:
                raise RuntimeError(f"chromium has ended: {(self.profile / 'log').read_text(errors='replace')[-2000:]}")
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def __exit__(self, *_):
        os.close(self.asking)
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def call(self, method, **parameters):
        """Calls a method, and returns its result; events that come meanwhile are noted."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.asking, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.note(answer)

    def note(self, event):
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Log.entryAdded":
            self.messages.append(parameters["entry"]["text"])
        elif method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            self.messages.append(method)

    def open(self, page, scheme, width):
        """Opens a page as somebody with these wishes and this screen sees it; returns what was asked of any network."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        self.requests, self.messages = [], []
        self.call("Page.navigate", url=page.as_uri())
        while self.evaluate("document.readyState + location.href") != "complete" + page.as_uri():
            time.sleep(0.02)
        # What a page asks for late would come by now.
        time.sleep(0.1)
        self.evaluate("1")
        return self.requests

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression[:200]}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, key):
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **(text if kind == "keyDown" else {}))

    def shoot(self, path):
        """Takes a picture of the whole page."""
        height = self.evaluate("document.documentElement.scrollHeight")
        width = self.evaluate("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(picture["data"]))
