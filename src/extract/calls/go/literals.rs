//! Lengths of numbers, characters and texts in quotes, where the grammar takes them.

/// Length of the text in double quotes that `rest` begins with.
pub(super) fn text(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match rest.get(at)? {
            b'"' => return Some(at + 1),
            b'\n' => return None,
            b'\\' => at += escape(rest.get(at + 1..)?, b'"')?,
            _ => at += 1,
        }
    }
}

/// Length of the character in single quotes that `rest` begins with.
pub(super) fn character(rest: &[u8]) -> Option<usize> {
    let end = match rest.get(1)? {
        b'\'' | b'\n' => return None,
        b'\\' => 1 + escape(rest.get(2..)?, b'\'')?,
        first => 1 + length(*first),
    };
    (rest.get(end) == Some(&b'\'')).then_some(end + 1)
}

/// Length of the UTF-8 character that begins with a byte.
fn length(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

/// Length of an escape, the backslash included; `rest` begins behind it.
fn escape(rest: &[u8], quote: u8) -> Option<usize> {
    let (digits, radix) = match rest.first()? {
        b'x' => (1..3, 16),
        b'u' => (1..5, 16),
        b'U' => (1..9, 16),
        b'0'..=b'7' => (0..3, 8),
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\\' => return Some(2),
        other if *other == quote => return Some(2),
        _ => return None,
    };
    let end = digits.end;
    let digits = rest.get(digits)?;
    digits.iter().all(|digit| char::from(*digit).is_digit(radix)).then_some(1 + end)
}

/// Length of the number that `rest` begins with.
pub(super) fn number(rest: &[u8]) -> Option<usize> {
    let length = match (rest.first()?, rest.get(1).map(u8::to_ascii_lowercase)) {
        (b'0', Some(b'x')) => hexadecimal(rest)?,
        (b'0', Some(b'b')) => with_prefix(rest, 2)?,
        (b'0', Some(b'o')) => with_prefix(rest, 8)?,
        _ => decimal(rest)?,
    };
    let length = length + usize::from(rest.get(length) == Some(&b'i'));
    let ends = rest.get(length).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'_');
    ends.then_some(length)
}

fn with_prefix(rest: &[u8], radix: u32) -> Option<usize> {
    let start = 2 + usize::from(rest.get(2) == Some(&b'_'));
    let end = digits(rest, start, radix)?;
    (end > start).then_some(end)
}

fn hexadecimal(rest: &[u8]) -> Option<usize> {
    let start = 2 + usize::from(rest.get(2) == Some(&b'_'));
    let whole = digits(rest, start, 16)?;
    let mut end = whole;
    if rest.get(end) == Some(&b'.') {
        end = digits(rest, end + 1, 16)?;
        if end == start + 1 {
            return None;
        }
    }
    match exponent(rest, end, b'p')? {
        // A fraction needs an exponent.
        same if same == end => (end == whole && end > start).then_some(end),
        behind => Some(behind),
    }
}

fn decimal(rest: &[u8]) -> Option<usize> {
    let whole = digits(rest, 0, 10)?;
    let mut end = whole;
    if rest.get(end) == Some(&b'.') {
        end = digits(rest, end + 1, 10)?;
        if end == 1 {
            return None;
        }
    }
    end = exponent(rest, end, b'e')?;
    // `017` is octal, and `08` is nothing; of `08.5` and `08i` it does not matter.
    let octal = rest.first() == Some(&b'0') && whole > 1;
    let is_float = end > whole || rest.get(end) == Some(&b'i');
    let fits = |digit: &u8| matches!(digit, b'0'..=b'7' | b'_');
    (!octal || is_float || rest.get(..whole)?.iter().all(fits)).then_some(end)
}

/// Where the digits end that begin at `at`, single underscores between them.
fn digits(rest: &[u8], mut at: usize, radix: u32) -> Option<usize> {
    let is_digit = |at: usize| rest.get(at).is_some_and(|one| char::from(*one).is_digit(radix));
    while is_digit(at) {
        at += 1;
        if rest.get(at) == Some(&b'_') {
            at += 1;
            if !is_digit(at) {
                return None;
            }
        }
    }
    Some(at)
}

fn exponent(rest: &[u8], at: usize, letter: u8) -> Option<usize> {
    if rest.get(at).map(u8::to_ascii_lowercase) != Some(letter) {
        return Some(at);
    }
    let start = at + 1 + usize::from(matches!(rest.get(at + 1), Some(b'+' | b'-')));
    let end = digits(rest, start, 10)?;
    (end > start).then_some(end)
}
