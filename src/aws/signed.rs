//! HTTPS requests to deployed APIs, signed with the caller's credentials.
