pub fn beside_linked() {}
