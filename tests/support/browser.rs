//! A headless Chromium, driven by the WebDriver protocol of chromedriver.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::preview::try_request;

/// Keys that are no letters, by their code points (<https://www.w3.org/TR/webdriver2/#keyboard-actions>).
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const ARROW_UP: &str = "\u{e013}";
pub const ARROW_DOWN: &str = "\u{e015}";

/// How long a test waits for what a page should show.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with one open page; ends when it is dropped.
pub struct Browser {
    driver: Child,
    address: String,
    session: String,
    /// Removed with the browser.
    profile: TempDir,
}

/// Whether the machine has a browser. `CI` says that it must.
pub fn is_here() -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let here = std::env::split_paths(&paths)
        .any(|folder: std::path::PathBuf| Path::new(&folder).join("chromedriver").is_file());
    assert!(
        here || std::env::var_os("CI").is_none(),
        "chromedriver is missing: install chromium-driver"
    );
    here
}

impl Browser {
    pub fn open(url: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port")
            .port();
        let address = format!("127.0.0.1:{port}");
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver");
        let start = Instant::now();
        while TcpStream::connect(&address).is_err() {
            assert!(start.elapsed() < PATIENCE, "chromedriver does not answer");
            sleep(Duration::from_millis(50));
        }
        let profile = TempDir::new().expect("a profile");
        let mut browser = Self { driver, address, session: String::new(), profile };
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            // Pages under test ask for nothing that is not on this machine.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            &format!("--user-data-dir={}", browser.profile.path().display()),
        ];
        let wanted =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}});
        let answer = browser.call("POST", "/session", &wanted);
        let session = answer["sessionId"].as_str();
        session.unwrap_or_else(|| panic!("no session: {answer}")).clone_into(&mut browser.session);
        browser.go(url);
        browser
    }

    pub fn go(&self, url: &str) {
        self.call("POST", &format!("/session/{}/url", self.session), &json!({ "url": url }));
    }

    /// Presses keys one after the other where the focus is. [`ENTER`] and the like stand for those that are no letters.
    pub fn press(&self, keys: &str) {
        let key = |key: char| {
            [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
        };
        let actions: Vec<Value> = keys.chars().flat_map(key).collect();
        let input = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        self.call("POST", &format!("/session/{}/actions", self.session), &input);
    }

    /// The value of an expression in the page.
    pub fn value(&self, expression: &str) -> Value {
        let script = json!({"script": format!("return {expression}"), "args": []});
        self.call("POST", &format!("/session/{}/execute/sync", self.session), &script)
    }

    /// What a script hands to `done` in the page.
    pub fn answer(&self, script: &str) -> Value {
        let script = json!({"script": format!("const done = arguments[0];\n{script}"), "args": []});
        self.call("POST", &format!("/session/{}/execute/async", self.session), &script)
    }

    /// Shows pages as on a system whose owner likes them `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        let command =
            json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": [feature]}});
        self.call("POST", &format!("/session/{}/goog/cdp/execute", self.session), &command);
    }

    /// Shows pages in a window of that width, in CSS pixels.
    pub fn resize(&self, width: u32) {
        let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
        let command = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": size});
        self.call("POST", &format!("/session/{}/goog/cdp/execute", self.session), &command);
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, params: &Value) {
        let command = json!({ "cmd": command, "params": params });
        self.call("POST", &format!("/session/{}/goog/cdp/execute", self.session), &command);
    }

    /// Waits until an expression is true in the page.
    pub fn wait_for(&self, expression: &str) {
        let start = Instant::now();
        // While the page reloads, there is nothing to ask.
        while self.value(expression) != Value::Bool(true) {
            assert!(
                start.elapsed() < PATIENCE,
                "never true: {expression}\n{}",
                self.value("document.body.innerText")
            );
            sleep(Duration::from_millis(50));
        }
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_call(method, path, body).expect("an answer of chromedriver")
    }

    fn try_call(&self, method: &str, path: &str, body: &Value) -> std::io::Result<Value> {
        let body = body.to_string();
        let message = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        let answer = try_request(&self.address, &message)?;
        let mut answer: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        Ok(answer["value"].take())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends the browser; both may have ended by themselves.
        let _ = self.try_call("DELETE", &format!("/session/{}", self.session), &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
