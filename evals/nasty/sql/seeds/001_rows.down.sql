DELETE FROM purchase;
