SELECT id FROM purchase WHERE a = $1;
