"""Published catalogues: lists with their editions, the skills they name, and the doubts about them."""
