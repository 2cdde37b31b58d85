pub fn reserved() {}
