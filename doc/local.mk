# files of doc/
dist_man_MANS += doc/ombudctl.1 doc/ombud-scenario.5 doc/ombud.conf.5 doc/ombud.7 doc/ombud-commands.7 doc/ombudd.8
