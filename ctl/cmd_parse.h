/* `ombudctl parse`. */
#ifndef CTL_CMD_PARSE_H
#define CTL_CMD_PARSE_H

/* argv[0] is "parse". Returns an exit code of sysexits.h. */
int cmd_parse(int argc, char **argv);

#endif
