"""竹简: a county government opens its affairs and serves its people."""
