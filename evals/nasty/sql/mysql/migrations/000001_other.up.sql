CREATE TABLE `orders` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `state` ENUM('a', 'b') NOT NULL,
  PRIMARY KEY (`id`),
  KEY `by_state` (`state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
