CREATE TABLE flyway_one (id INT);
