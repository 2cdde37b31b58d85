//! Rules about what would harm what runs already.

pub(super) mod breaking_change;
pub(super) mod destructive_sql;
pub(super) mod locking_index;
pub(super) mod migration_down;
pub(super) mod migration_number;
pub(super) mod not_null;
pub(super) mod root_group;
pub(super) mod secret;
pub(super) mod shadowed_endpoint;
pub(super) mod unauthenticated;
