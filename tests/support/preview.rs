//! A running `briefing serve`, and a client of a few lines.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use assert_cmd::cargo::CommandCargoExt as _;

use super::Site;

/// A preview of a site on a free port; ends when it is dropped.
pub struct Preview {
    child: Child,
    pub address: String,
    pub url: String,
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Preview {
    pub fn of(site: &Site) -> Self {
        let mut child = Command::cargo_bin("briefing")
            .expect("the binary")
            .args(["serve", "--port", "0", "--now", "2025-01-01", "--root"])
            .arg(site.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a server");
        let mut url = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut url).expect("the URL");
        let url = url.trim().to_owned();
        let address =
            url.trim_start_matches("http://").split('/').next().expect("an address").to_owned();
        Self { child, address, url }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "")
    }

    /// A request with further header lines, each ended by CRLF.
    pub fn request(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = if headers.contains("Host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        request(
            &self.address,
            &format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n"),
        )
    }

    /// The page as a build would write it: without the script that the preview puts in.
    pub fn page(&self, path: &str) -> String {
        let mut text = self.get(path).text();
        if let Some(start) = text.find("<script src=\"/.briefing/live.js\"") {
            let end = text[start..].find("</script>").expect("its end") + start + "</script>".len();
            text.replace_range(start..end, "");
        }
        text
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request and reads the answer.
pub fn request(address: &str, message: &str) -> Answer {
    try_request(address, message).expect("an answer")
}

/// Sends a request and reads the answer: as many bytes as it says, or to its end.
pub fn try_request(address: &str, message: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.write_all(message.as_bytes())?;
    let is_head = message.starts_with("HEAD");
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        if let Some(answer) = complete(&bytes, is_head) {
            return Ok(answer);
        }
        match stream.read(&mut buffer)? {
            0 => return parse(&bytes).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into()),
            length => bytes.extend_from_slice(&buffer[..length]),
        }
    }
}

fn complete(bytes: &[u8], is_head: bool) -> Option<Answer> {
    let answer = parse(bytes)?;
    let length: usize = answer.header("content-length")?.parse().ok()?;
    (is_head || answer.body.len() >= length).then_some(answer)
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let split = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let headers = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let status = headers.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, headers, body: bytes[split + 4..].to_vec() })
}
