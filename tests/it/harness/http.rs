//! Just enough HTTP/1.1 to talk to the emulator and to stand before it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use super::signature::signed;

/// A request or an answer: its first line, its headers, its body.
#[derive(Clone, Debug, Default)]
pub struct Message {
    pub first: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    /// A message that is about to be sent.
    pub fn new(first: impl Into<String>, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { first: first.into(), headers, body: body.into() }
    }

    /// Reads one message; `None` at the end of the connection.
    pub fn read(source: &mut BufReader<TcpStream>, is_answer_to: Option<&str>) -> io::Result<Option<Self>> {
        let mut message = Self { first: line(source)?, ..Self::default() };
        if message.first.is_empty() {
            return Ok(None);
        }
        loop {
            let header = line(source)?;
            let Some((name, value)) = header.split_once(':') else { break };
            message.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        message.body = message.read_body(source, is_answer_to)?;
        Ok(Some(message))
    }

    fn read_body(
        &self,
        source: &mut BufReader<TcpStream>,
        is_answer_to: Option<&str>,
    ) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        if is_answer_to.is_some_and(|method| method == "HEAD") {
            return Ok(body);
        }
        if self.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
            loop {
                let size = line(source)?;
                let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)
                    .map_err(io::Error::other)?;
                source.take(size as u64).read_to_end(&mut body)?;
                line(source)?;
                if size == 0 {
                    return Ok(body);
                }
            }
        }
        let length = self.header("content-length").and_then(|value| value.parse().ok());
        match length {
            Some(length) => _ = source.take(length).read_to_end(&mut body)?,
            // Only an answer may last as long as its connection.
            None if is_answer_to.is_some() => _ = source.read_to_end(&mut body)?,
            None => {}
        }
        Ok(body)
    }

    /// The same message with one header's value replaced, and further headers.
    pub fn with_headers(&self, further: &[(String, String)]) -> Self {
        let mut message = self.clone();
        message
            .headers
            .retain(|(name, _)| !further.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)));
        message.headers.extend_from_slice(further);
        message
    }

    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All headers, their names in lower case.
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The answer's status.
    pub fn status(&self) -> u16 {
        self.first.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Sends it; the connection ends with it.
    pub fn write(&self, stream: &mut impl Write) -> io::Result<()> {
        let mut head = format!("{}\r\n", self.first);
        // The body is sent whole, without waiting for `100 Continue`.
        let dropped = ["connection", "transfer-encoding", "expect", "keep-alive"];
        let has_length = self.header("content-length").is_some();
        for (name, value) in self.headers.iter().filter(|(name, _)| !dropped.contains(&name.as_str())) {
            // The response to HEAD has a length but no body; otherwise the two agree.
            let value = if name == "content-length" && !self.body.is_empty() {
                self.body.len().to_string()
            } else {
                value.clone()
            };
            head += &format!("{name}: {value}\r\n");
        }
        if !has_length {
            head += &format!("content-length: {}\r\n", self.body.len());
        }
        head += "connection: close\r\n\r\n";
        stream.write_all(&[head.as_bytes(), &self.body].concat())?;
        stream.flush()
    }
}

/// Sends a request and reads its answer.
pub fn exchange(address: &str, request: &Message) -> io::Result<Message> {
    let mut stream = TcpStream::connect(address)?;
    signed(address, request).write(&mut stream)?;
    let method = request.first.split(' ').next().unwrap_or_default();
    let answer = Message::read(&mut BufReader::new(stream), Some(method))?;
    answer.ok_or_else(|| io::Error::other("no answer"))
}

fn line(source: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    source.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}
