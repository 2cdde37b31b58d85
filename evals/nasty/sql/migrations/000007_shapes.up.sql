CREATE TYPE app."kind of" AS ENUM ();
ALTER TYPE app."kind of" ADD VALUE 'middle';
CREATE TABLE spelled (
    small INT2, whole INT4, big INT8, one FLOAT4, two FLOAT8, yes BOOL, fixed CHAR(3), free VARCHAR,
    bounded CHARACTER VARYING (40), money DECIMAL(10), at TIMESTAMP(3) WITH TIME ZONE, plain TIMESTAMP,
    clock TIME WITH TIME ZONE, span INTERVAL DAY TO SECOND, bits BIT VARYING(8), grid TEXT[][], list INTEGER ARRAY,
    doc JSON, raw BYTEA, net INET, own app."kind of", tag NAME DEFAULT 'x', n SMALLSERIAL, m SERIAL NOT NULL
);
ALTER TABLE ONLY spelled ADD COLUMN late DATE DEFAULT CURRENT_DATE, ADD PRIMARY KEY (m);
ALTER TABLE IF EXISTS not_there ADD COLUMN x INT;
ALTER TABLE spelled ALTER COLUMN small SET NOT NULL, ALTER COLUMN small SET DEFAULT 0, ALTER tag DROP DEFAULT;
ALTER TABLE spelled ALTER COLUMN free SET DATA TYPE TEXT;
CREATE UNIQUE INDEX spelled_whole ON ONLY spelled USING btree (whole DESC NULLS LAST, (one + two)) INCLUDE (big) WHERE yes;
CREATE INDEX ON spelled (whole); CREATE INDEX ON spelled (whole, big); CREATE INDEX ON spelled (lower(free));
ALTER INDEX spelled_whole RENAME TO spelled_renamed;
CREATE UNIQUE INDEX becomes_key ON spelled (clock);
ALTER TABLE spelled ADD CONSTRAINT clock_key UNIQUE USING INDEX becomes_key;
ALTER TABLE spelled RENAME CONSTRAINT clock_key TO clock_once;
ALTER TABLE spelled ADD CHECK (whole > 0), ADD CHECK (big > whole), ADD CONSTRAINT named CHECK (one IS NOT NULL) NOT VALID;
ALTER TABLE spelled VALIDATE CONSTRAINT named;
CREATE TABLE "Select" ("from" INT, "a""b" INT, FOREIGN KEY ("from") REFERENCES spelled, UNIQUE ("from", "a""b"));
ALTER TABLE "Select" DROP COLUMN "a""b";
ALTER TABLE "Select" SET SCHEMA app;
CREATE TABLE copied AS TABLE spelled WITH NO DATA;
CREATE TABLE IF NOT EXISTS copied (never INT);
CREATE UNLOGGED TABLE fast (x INT) WITH (fillfactor = 70);
CREATE SEQUENCE counted OWNED BY fast.x;
CREATE DOMAIN positive AS INT CHECK (VALUE > 0);
CREATE TABLE of_domain (p positive, e TEXT DEFAULT E'it\'s; "quoted"', u TEXT DEFAULT $q$;'$q$);
ALTER TABLE of_domain RENAME TO of_a_domain;
ALTER TABLE of_a_domain RENAME p TO q;
DROP VIEW v CASCADE;
