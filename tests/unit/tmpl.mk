# unit tests of tmpl
