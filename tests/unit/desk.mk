# unit tests of desk
