//! An answer as a text that can be read: programs colour what they print, end lines in several ways and put marks in
//! front.

/// The text of `bytes` without a byte-order mark, escape sequences and control characters; lines end in `\n`. Lines
/// stay lines, and columns count what is left.
pub fn clean(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => skip(&mut letters),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' => kept.push('\n'),
            '\n' | '\t' => kept.push(letter),
            _ if letter.is_control() => {}
            _ => kept.push(letter),
        }
    }
    kept
}

/// Reads over an escape sequence.
fn skip(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match letters.next_if(|next| matches!(next, '[' | ']' | '(' | ')')) {
        // Parameters up to a letter.
        Some('[') => {
            while letters.next_if(|next| matches!(next, ' '..='?')).is_some() {}
            let _ = letters.next_if(|next| matches!(next, '@'..='~'));
        }
        // A title or a link, up to the bell or the end of the line.
        Some(']') => {
            while letters.next_if(|next| !matches!(next, '\u{7}' | '\u{1b}' | '\n')).is_some() {}
        }
        Some(_) => {
            let _ = letters.next_if(char::is_ascii_alphanumeric);
        }
        None => {
            let _ = letters.next_if(|next| matches!(next, '7' | '8' | '=' | '>' | 'c'));
        }
    }
}
