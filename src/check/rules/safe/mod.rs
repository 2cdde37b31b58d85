//! Rules about what would harm what runs already.

