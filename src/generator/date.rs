//! Dates in front matter, as generously as the generators read them.

use serde::{Deserialize, Serialize};

/// A date that was read. The time is midnight where none was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Day {
    /// Today, in universal time.
    pub fn today() -> Day {
        let date = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        Day { year: date.year().into(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// `2024-07-25`, as on the command line.
impl std::str::FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Day, String> {
        let is_day =
            text.len() == 10 && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        let date = is_day.then(|| read(text).ok()).flatten();
        date.map(|date| date.day()).ok_or_else(|| "a day is written like 2024-07-25".to_string())
    }
}

impl Date {
    /// Its day, the time of day left out.
    pub fn day(&self) -> Day {
        Day { year: self.year, month: self.month, day: self.day }
    }
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No known way of writing a date.
    Unknown,
    /// Written well, but there is no such day or time.
    Impossible,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads `2024-07-25`, `2024/7/25 9:01`, RFC 3339, `25 Jul 2024` and `Jul 25, 2024`. These are the forms that Hexo (YAML timestamps and
/// JavaScript's `Date`), Hugo, Jekyll and Eleventy agree on as far as they go; a text that none of them reads is refused.
///
/// # Errors
/// When it is none of these, or a day that does not exist.
pub fn read(text: &str) -> Result<Date, Trouble> {
    let text = text.trim();
    let numbers = numbers(text);
    let year_first = text.len() >= 4 && text.bytes().take(4).all(|b| b.is_ascii_digit());
    if let Some(month) = month_name(text) {
        let year = numbers.iter().find(|n| n.digits == 4).ok_or(Trouble::Unknown)?;
        let day = numbers.iter().find(|n| n.digits <= 2).ok_or(Trouble::Unknown)?;
        let time: Vec<u32> = numbers.iter().filter(|n| n.at > year.at.max(day.at)).map(|n| n.value).collect();
        return date(year.value, month, day.value, &time);
    }
    if year_first && let [year, month, day, time @ ..] = numbers.as_slice() {
        let separators = (text.as_bytes().get(4), text.as_bytes().get(month.at + month.digits));
        if !matches!(separators, (Some(b'-' | b'/' | b'.'), Some(b'-' | b'/' | b'.'))) {
            return Err(Trouble::Unknown);
        }
        let rest = &text[day.at + day.digits..];
        let is_time = rest.is_empty()
            || (rest.starts_with(['T', 't', ' ']) && rest.trim_start_matches(['T', 't', ' ']).starts_with(|c: char| c.is_ascii_digit()));
        if !is_time && !rest.starts_with(['Z', '+']) {
            return Err(Trouble::Unknown);
        }
        // A zone is no part of the time: `9:01 +0800`.
        let zone = rest.find(['+', '-']).map_or(text.len(), |at| day.at + day.digits + at);
        let time: Vec<u32> = time.iter().filter(|n| n.at < zone).map(|n| n.value).collect();
        return date(year.value, month.value, day.value, if is_time { &time } else { &[] });
    }
    // Month first, as JavaScript and nobody else reads it: only the days beyond 12 tell it from day first.
    if let [month, day, year, time @ ..] = numbers.as_slice()
        && year.digits == 4
        && text.as_bytes().get(month.digits) == Some(&b'/')
        && month.at == 0
    {
        let time: Vec<u32> = time.iter().map(|n| n.value).collect();
        return date(year.value, month.value, day.value, &time);
    }
    // A bare number is a time stamp or a year; `2024-07` is a month.
    match numbers.as_slice() {
        [only] if only.digits == text.len() && only.digits >= 4 => date(if only.digits == 4 { only.value } else { 1970 }, 1, 1, &[]),
        [year, month] if year.digits == 4 && month.digits == 2 && text.len() == 7 => date(year.value, month.value, 1, &[]),
        _ => Err(Trouble::Unknown),
    }
}

struct Number {
    at: usize,
    digits: usize,
    value: u32,
}

fn numbers(text: &str) -> Vec<Number> {
    let (mut found, bytes, mut at) = (Vec::with_capacity(8), text.as_bytes(), 0);
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            found.push(Number { at, digits, value: text[at..at + digits].parse().unwrap_or(u32::MAX) });
        }
        at += digits.max(1);
    }
    found
}

/// The number of the first English month in the text.
fn month_name(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_alphabetic()).find_map(|word| {
        let head = word.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|month| *month == head).map(|index| index as u32 + 1)
    })
}

fn date(year: u32, month: u32, day: u32, time: &[u32]) -> Result<Date, Trouble> {
    let small = |value: u32, below: u32| u8::try_from(value).ok().filter(|_| value < below).ok_or(Trouble::Impossible);
    let part = |index: usize, below: u32| time.get(index).map_or(Ok(0), |&value| small(value, below));
    let year = i16::try_from(year).map_err(|_| Trouble::Impossible)?;
    let (month, day) = (small(month, 13)?, small(day, 32)?);
    jiff::civil::Date::new(year, month as i8, day as i8).map_err(|_| Trouble::Impossible)?;
    Ok(Date { year: year.into(), month, day, hour: part(0, 25)?, minute: part(1, 60)?, second: part(2, 61)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forms_are_read() {
        for text in [
            "2024-07-25",
            "2024-07-25T09:01:01.789Z",
            "2024-07-25 09:01:01 +0800",
            "2024/7/5 9:01",
            "2024-07-25 09:01 +0800",
            "2024-07-25T09:01:01-07:00",
            "25 Jul 2024",
            "July 25, 2024 10:30",
            "Thu, 25 Jul 2024 10:30:00 GMT",
            "07/25/2024",
            "2024-07",
            "1721898061",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
        let date = read("2024-07-25 09:01:02");
        assert_eq!(date, Ok(Date { year: 2024, month: 7, day: 25, hour: 9, minute: 1, second: 2 }));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["yesterday", "", "next week", "v1.2.3", "2024-07-25th", "12-13", "25.07.2024", "2024", "20x4-01-01"] {
            assert_eq!(read(text).err(), (text != "2024").then_some(Trouble::Unknown), "{text}");
        }
        for text in ["2024-13-01", "2023-02-29", "2024-07-25 26:00", "18/04/2024", "31 Jun 2024"] {
            assert_eq!(read(text), Err(Trouble::Impossible), "{text}");
        }
    }
}
