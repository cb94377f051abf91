"""Files that people send each other: checked, scanned and stored before anybody is told of them."""
