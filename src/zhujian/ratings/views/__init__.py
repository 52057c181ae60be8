"""Pages of rating: for whoever holds a token, the public board, the desk."""
