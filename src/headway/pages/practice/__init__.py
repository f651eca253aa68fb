"""The directory of good practice: found by typing, read, asked about; and the way an example gets into it."""
