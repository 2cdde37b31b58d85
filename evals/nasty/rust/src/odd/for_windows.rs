pub fn windows() {}
