pub fn others() {}
