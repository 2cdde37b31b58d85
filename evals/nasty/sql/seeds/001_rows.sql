INSERT INTO purchase (a) VALUES (1);
