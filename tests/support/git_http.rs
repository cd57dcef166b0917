//! A server of git's smart HTTP protocol: `git http-backend` behind as little of an HTTP server as it takes.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server that runs until the test ends.
pub struct GitServer {
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl GitServer {
    /// Serves the repositories of a folder. Where a password is given, only to those who know it: `desk:secret` in Base64.
    pub fn of(folder: &Path, password: Option<&str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (folder, password) = (folder.to_owned(), password.map(str::to_owned));
        let log = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (folder, password, log) = (folder.clone(), password.clone(), Arc::clone(&log));
                // Where the client has gone there is nobody to tell.
                thread::spawn(move || drop(answer(stream, &folder, password.as_deref(), &log)));
            }
        });
        Self { address, requests }
    }

    /// The requests so far: `POST /site.git/git-receive-pack 200`.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the requests").clone()
    }
}

struct Request {
    method: String,
    target: String,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

fn answer(
    mut stream: TcpStream,
    folder: &PathBuf,
    password: Option<&str>,
    log: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let request = read(&mut stream)?;
    let known = request.headers.get("authorization").map(String::as_str);
    let allowed = password.is_none_or(|password| known == Some(&format!("Basic {password}")));
    let path = request.target.split('?').next().unwrap_or_default();
    let status = if allowed { "200" } else { "401" };
    let line = format!("{} {path} {status}", request.method);
    log.lock().expect("the requests").push(line);
    if !allowed {
        return stream.write_all(
            b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"git\"\r\nContent-Length: 0\r\n\
              Connection: close\r\n\r\n",
        );
    }
    let output = backend(&request, folder)?;
    let split = output.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(0);
    let head = String::from_utf8_lossy(&output[..split]);
    let status = head.lines().find_map(|line| line.strip_prefix("Status: ")).unwrap_or("200 OK");
    write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n")?;
    stream.write_all(&output)
}

/// Reads a request with its body, which comes with a length or in chunks.
fn read(stream: &mut TcpStream) -> io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((key, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(key.to_ascii_lowercase(), value.to_owned());
    }
    let mut body = Vec::new();
    if headers.get("transfer-encoding").is_some_and(|encoding| encoding == "chunked") {
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let length = u64::from_str_radix(line.trim(), 16).unwrap_or(0);
            io::copy(&mut (&mut reader).take(length), &mut body)?;
            reader.read_line(&mut line)?;
            if length == 0 {
                break;
            }
        }
    } else {
        let length = headers.get("content-length").and_then(|length| length.parse().ok());
        io::copy(&mut (&mut reader).take(length.unwrap_or(0)), &mut body)?;
    }
    Ok(Request { method, target, headers, body })
}

/// What git answers, as a CGI program. Source: `git help http-backend`.
fn backend(request: &Request, folder: &PathBuf) -> io::Result<Vec<u8>> {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let header = |name: &str| request.headers.get(name).map_or("", String::as_str);
    let mut child = Command::new("git")
        .arg("http-backend")
        .env("GIT_PROJECT_ROOT", folder)
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("REQUEST_METHOD", &request.method)
        .env("PATH_INFO", path)
        .env("QUERY_STRING", query)
        .env("CONTENT_TYPE", header("content-type"))
        .env("CONTENT_LENGTH", request.body.len().to_string())
        .env("HTTP_CONTENT_ENCODING", header("content-encoding"))
        .env("GIT_PROTOCOL", header("git-protocol"))
        .env("REMOTE_USER", "desk")
        .env("REMOTE_ADDR", "127.0.0.1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let stdin = child.stdin.take();
    let body = request.body.clone();
    // It may answer without having read all.
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&body)));
    let output = child.wait_with_output()?;
    drop(writer.join());
    Ok(output.stdout)
}
