EXTRA_DIST += tests/e2e/rig.py tests/e2e/rig_conf.py
