# unit tests of compose
