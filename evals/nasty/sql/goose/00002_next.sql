-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY goose_i ON goose_one (id);
-- +goose Down
DROP INDEX goose_i;
