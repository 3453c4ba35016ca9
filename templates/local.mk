# files of templates/
