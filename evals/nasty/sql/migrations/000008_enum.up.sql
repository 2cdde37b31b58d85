ALTER TYPE app."kind of" ADD VALUE IF NOT EXISTS 'first' BEFORE 'middle';
ALTER TYPE app."kind of" ADD VALUE 'after' AFTER 'middle';
DROP TABLE copied, fast;
DROP INDEX IF EXISTS spelled_renamed, no_such_index;
ALTER TABLE spelled DROP COLUMN whole CASCADE;
