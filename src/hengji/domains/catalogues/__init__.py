"""Published catalogues: lists and their editions, the skills they name, doubts about them."""
