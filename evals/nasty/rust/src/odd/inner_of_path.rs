pub fn inner_of_path() {}
