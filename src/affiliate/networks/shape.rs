//! The forms that the tables give addresses in: `/aff_c?offer_id=#`.

use super::address::Address;
use crate::text::percent_decoded_lossy;
use serde::Deserialize;

/// A path and parameters that an address must have, written like an address: `/aff_c?offer_id=#`.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub struct Shape {
    pub(super) path: Option<String>,
    pub(super) parameters: Vec<Parameter>,
}

#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub name: String,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Any,
    Like(String),
    /// The one value that the parameter, if it is there, must not have.
    Unlike(String),
}

impl From<String> for Shape {
    fn from(shape: String) -> Self {
        let (path, query) = shape.split_once('?').unwrap_or((&shape, ""));
        let parameter = |parameter: &str| match parameter.split_once('=') {
            None => Parameter { name: parameter.into(), value: Value::Any },
            Some((name, value)) => match name.strip_suffix('!') {
                None => Parameter { name: name.into(), value: Value::Like(value.into()) },
                Some(name) => Parameter { name: name.into(), value: Value::Unlike(value.into()) },
            },
        };
        Self { path: (!path.is_empty()).then(|| path.to_owned()), parameters: query.split_terminator('&').map(parameter).collect() }
    }
}

impl Shape {
    /// Whether an address has the path and the parameters.
    pub fn fits(&self, address: &Address) -> bool {
        let may_fit = |first: &Parameter| !address.query.is_empty() || matches!(first.value, Value::Unlike(_));
        self.parameters.first().is_none_or(may_fit)
            && self.path.as_ref().is_none_or(|path| glob(path, address.path))
            && self.parameters.iter().all(|parameter| parameter.fits(address))
    }

    /// Whether a parameter of this name has to be there.
    pub fn names(&self, parameter: &str) -> bool {
        self.parameters.iter().any(|other| other.name == parameter && !matches!(other.value, Value::Unlike(_)))
    }

    pub fn has_path(&self) -> bool {
        self.path.is_some()
    }

    pub fn has_parameters(&self) -> bool {
        !self.parameters.is_empty()
    }

    /// What an address says in the first of the parameters.
    pub fn first_value(&self, address: &Address) -> Option<String> {
        address.value(&self.parameters.first()?.name).map(percent_decoded_lossy)
    }
}

impl Parameter {
    fn fits(&self, address: &Address) -> bool {
        match self.value {
            Value::Unlike(_) => address.parameters().all(|(name, value)| !self.is(name, value)),
            _ => address.parameters().any(|(name, value)| self.is(name, value)),
        }
    }

    /// Whether this parameter of an address is the one that is meant, whether it should be there or not.
    pub fn is(&self, name: &str, value: &str) -> bool {
        name.eq_ignore_ascii_case(&self.name)
            && match &self.value {
                Value::Any => is_filled_in(value),
                Value::Like(pattern) => is_filled_in(value) && glob(pattern, value),
                Value::Unlike(pattern) => glob(pattern, value),
            }
    }
}

/// Whether a parameter has a value. `?affid={id}` is somebody explaining an address.
pub(super) fn is_filled_in(value: &str) -> bool {
    !value.is_empty() && !value.starts_with(['{', '<', '[', '$'])
}

/// Whether all of a text fits a pattern: `*` is any text, `#` one or more digits, letter case is ignored.
///
/// A digit never follows `#` in a pattern, so `#` may take all digits there are.
pub fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where to go on when the text after the last star does not fit: the star takes one byte more.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let fits = match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p + 1, t));
                p += 1;
                continue;
            }
            Some(b'#') => text[t..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
            Some(byte) => usize::from(text.get(t).is_some_and(|other| other.eq_ignore_ascii_case(byte))),
            None if t == text.len() => return true,
            None => 0,
        };
        if fits > 0 {
            p += 1;
            t += fits;
        } else {
            let Some((after, from)) = retry.filter(|&(_, from)| from < text.len()) else { return false };
            retry = Some((after, from + 1));
            (p, t) = (after, from + 1);
        }
    }
}
