//! The day of a post on the site's clock.
//!
//! YAML reads a time without a zone as universal time, and Jekyll shows all times in the site's zone: near midnight the day in the URL
//! is not the one that is written.

use super::super::date::{self, Date};
use jiff::ToSpan;
use jiff::civil::DateTime;

/// The zone that a site is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// `timezone` is not set: that of whoever builds the site.
    Builder,
    /// It is set; its least and greatest distance from universal time over the year in minutes, where they are known.
    Set(Option<(i32, i32)>),
}

impl Zone {
    pub fn named(name: &str) -> Zone {
        let known = ZONES.iter().find(|(names, ..)| names.split(' ').any(|known| known == name));
        Zone::Set(known.map(|&(_, least, greatest)| (least, greatest)))
    }
}

/// Standard and summer time in minutes, of the zones that most people live in. None of them changed these within twenty years.
const ZONES: &[(&str, i32, i32)] = &[
    ("UTC Etc/UTC GMT Etc/GMT Universal Zulu Etc/Universal Africa/Abidjan Africa/Accra Atlantic/Reykjavik", 0, 0),
    ("Europe/London Europe/Dublin Europe/Lisbon", 0, 60),
    (
        "Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Vienna Europe/Zurich Europe/Amsterdam Europe/Brussels Europe/Stockholm",
        60,
        120,
    ),
    ("Europe/Oslo Europe/Copenhagen Europe/Prague Europe/Warsaw Europe/Budapest Europe/Belgrade CET", 60, 120),
    ("Europe/Athens Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Bucharest Europe/Sofia", 120, 180),
    ("Africa/Johannesburg Africa/Maputo", 120, 120),
    ("Africa/Lagos Africa/Algiers", 60, 60),
    ("Africa/Nairobi Asia/Riyadh", 180, 180),
    ("Asia/Dubai", 240, 240),
    ("Asia/Karachi Asia/Tashkent", 300, 300),
    ("Asia/Kolkata Asia/Calcutta", 330, 330),
    ("Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon", 420, 420),
    ("Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore Asia/Chongqing Asia/Manila Asia/Kuala_Lumpur PRC Australia/Perth", 480, 480),
    ("Asia/Tokyo Asia/Seoul Japan", 540, 540),
    ("Australia/Brisbane", 600, 600),
    ("Australia/Sydney Australia/Melbourne", 600, 660),
    ("Pacific/Auckland", 720, 780),
    ("America/Bogota America/Lima", -300, -300),
    ("America/Argentina/Buenos_Aires America/Buenos_Aires", -180, -180),
    ("America/New_York America/Toronto America/Detroit US/Eastern EST5EDT", -300, -240),
    ("America/Chicago US/Central CST6CDT", -360, -300),
    ("America/Denver US/Mountain MST7MDT", -420, -360),
    ("America/Phoenix", -420, -420),
    ("America/Los_Angeles America/Vancouver US/Pacific PST8PDT", -480, -420),
];

/// The date that Jekyll takes a text for. `quoted`: it is no time to YAML. `None` when it is none, or when its day is not known.
pub fn read(text: &str, quoted: bool, zone: Zone) -> Option<Date> {
    let text = text.trim();
    let date = date::read(text).ok()?;
    let time = text.find(':').map_or("", |at| &text[at + 1..]);
    let offset = offset(time);
    // Of a time without seconds, or in quotes, YAML makes no time: it is the site's own.
    let is_absolute = offset != Some(None) || !quoted && time.contains(':');
    if time.is_empty() || !is_absolute {
        return Some(date);
    }
    let offset = offset?;
    match (zone, offset) {
        // Who writes a zone next to a site in no known zone most likely writes the site's.
        (Zone::Set(None), _) | (Zone::Builder, None) => Some(date),
        (Zone::Set(Some((least, greatest))), offset) => {
            let (first, last) = (shifted(date, least - offset.unwrap_or(0))?, shifted(date, greatest - offset.unwrap_or(0))?);
            (first.day() == last.day()).then_some(first)
        }
        (Zone::Builder, Some(offset)) => {
            let universal = shifted(date, -offset)?;
            (universal.day() == date.day()).then_some(date)
        }
    }
}

/// The zone behind a time in minutes: none within, where there is none; none at all where it cannot be read.
fn offset(time: &str) -> Option<Option<i32>> {
    let zone = time.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ' '));
    let sign = match zone.chars().next() {
        None => return Some(None),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return matches!(zone, "Z" | "z" | "UTC" | "GMT").then_some(Some(0)),
    };
    let digits: String = zone[1..].chars().filter(char::is_ascii_digit).collect();
    let number = |text: &str| text.parse::<i32>().ok();
    let minutes = match digits.len() {
        1 | 2 => number(&digits)? * 60,
        4 => number(&digits[..2])? * 60 + number(&digits[2..])?,
        _ => return None,
    };
    (minutes <= 14 * 60).then_some(Some(sign * minutes))
}

fn shifted(date: Date, minutes: i32) -> Option<Date> {
    let (year, month, day) = (i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    let (hour, minute, second) = (i8::try_from(date.hour).ok()?, i8::try_from(date.minute).ok()?, i8::try_from(date.second).ok()?);
    let at = DateTime::new(year, month, day, hour, minute, second, 0).ok()?.checked_add(i64::from(minutes).minutes()).ok()?;
    let small = |part: i8| part.unsigned_abs();
    Some(Date {
        year: at.year().into(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, quoted: bool, zone: Zone) -> Option<(u8, u8)> {
        read(text, quoted, zone).map(|date| (date.month, date.day))
    }

    #[test]
    fn a_time_without_a_zone_is_universal_time() {
        let shanghai = Zone::named("Asia/Shanghai");
        assert_eq!(day("2024-03-05 20:00:00", false, shanghai), Some((3, 6)));
        assert_eq!(day("2024-03-05 15:59:59", false, shanghai), Some((3, 5)));
        assert_eq!(day("2024-03-05 02:00:00", false, Zone::named("America/New_York")), Some((3, 4)));
        assert_eq!(day("2024-03-05 20:00:00", false, Zone::named("UTC")), Some((3, 5)));
    }

    #[test]
    fn what_yaml_does_not_take_for_a_time_is_the_sites_own() {
        let shanghai = Zone::named("Asia/Shanghai");
        for (text, quoted) in [("2024-03-05", false), ("2024-03-05 20:00", false), ("2024-03-05 20:00:00", true)] {
            assert_eq!(day(text, quoted, shanghai), Some((3, 5)), "{text}");
        }
    }

    #[test]
    fn a_zone_counts() {
        assert_eq!(day("2024-03-05 23:30:00 +0800", false, Zone::named("Asia/Shanghai")), Some((3, 5)));
        assert_eq!(day("2024-03-05T23:30:00-05:00", false, Zone::named("UTC")), Some((3, 6)));
        assert_eq!(day("2024-03-05 23:30 +0800", false, Zone::named("Asia/Tokyo")), Some((3, 6)));
    }

    #[test]
    fn near_midnight_a_day_may_be_unknown() {
        assert_eq!(day("2024-03-05 07:00:00 +0800", false, Zone::Builder), None);
        assert_eq!(day("2024-03-05 09:00:00 +0800", false, Zone::Builder), Some((3, 5)));
        assert_eq!(day("2024-03-05 22:30:00", false, Zone::named("Europe/Berlin")), None);
        assert_eq!(day("2024-03-05 22:30:00 CEST", false, Zone::Builder), None);
        assert_eq!(day("2024-03-05 22:30:00 +0300", false, Zone::named("Mars/Olympus")), Some((3, 5)));
    }
}
