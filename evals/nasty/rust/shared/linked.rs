mod beside_linked;
