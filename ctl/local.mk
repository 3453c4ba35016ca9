# files of ctl/
