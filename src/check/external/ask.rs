//! One question to one host.

use std::io::ErrorKind;
use std::thread::sleep;
use std::time::Duration;

use ureq::Agent;

use super::Answer;

/// A host that says nothing for so long may be alive, but no reader waits for it.
const LIMIT: Duration = Duration::from_secs(10);

/// Before a host that failed is asked once more.
const PAUSE: Duration = Duration::from_secs(1);

/// Asks links.
pub(super) struct Asker {
    agent: Agent,
}

/// What a host said, before it is judged.
type Response = Result<u16, ureq::Error>;

impl Asker {
    pub(super) fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(LIMIT))
            .http_status_as_error(false)
            .user_agent(concat!("briefing/", env!("CARGO_PKG_VERSION"), " (link check)"))
            // Hosts differ, and a check soon ends: kept connections would only stay open.
            .max_idle_connections(0)
            .build();
        Self { agent: config.new_agent() }
    }

    /// Whether something is there. Asked once more where that may help.
    pub(super) fn ask(&self, url: &str) -> Answer {
        let mut response = self.status(url);
        if may_pass(&response) {
            sleep(PAUSE);
            response = self.status(url);
        }
        judge(response)
    }

    /// The status: of HEAD, which costs the host nothing; of GET where HEAD is refused. Some hosts answer HEAD as if nothing
    /// was there, so GET has the last word on what looks dead.
    fn status(&self, url: &str) -> Response {
        let status = self.agent.head(url).call()?.status().as_u16();
        let is_refused = status == 501 || (matches!(status, 400..=499) && status != 429);
        if !is_refused {
            return Ok(status);
        }
        // The body is never read: closing the connection is all that the answer gets.
        Ok(self.agent.get(url).call()?.status().as_u16())
    }
}

/// Whether a failure may pass: the host is busy or broken, or the network is.
fn may_pass(response: &Response) -> bool {
    match response {
        Ok(status) => *status == 429 || *status >= 500,
        Err(ureq::Error::BadUri(_) | ureq::Error::TooManyRedirects) => false,
        Err(_) => true,
    }
}

fn judge(response: Response) -> Answer {
    match response {
        Ok(200..=399 | 401 | 403 | 405) => Answer::Alive,
        Ok(status @ 400..=499) if status != 429 => Answer::Dead(format!("status {status}")),
        Err(ureq::Error::HostNotFound) => Answer::Dead("there is no such host".to_owned()),
        Err(ureq::Error::BadUri(_)) => Answer::Dead("it is no address".to_owned()),
        Err(ureq::Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => {
            Answer::Dead("the host refuses the connection".to_owned())
        }
        _ => Answer::Unknown,
    }
}
