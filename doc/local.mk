# files of doc/
dist_man_MANS += doc/ombud.conf.5
