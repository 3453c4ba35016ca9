# files of daemon/
