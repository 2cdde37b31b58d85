-- +goose Up
CREATE TABLE goose_one (id INT PRIMARY KEY);
-- +goose StatementBegin
CREATE FUNCTION goose_f() RETURNS INT AS $$
BEGIN
    RETURN 1;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION goose_f();
DROP TABLE goose_one;
