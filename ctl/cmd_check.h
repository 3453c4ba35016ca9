/* What the files of ombudctl check share. */
#ifndef CTL_CMD_CHECK_H
#define CTL_CMD_CHECK_H

#include "ctl.h"

/* Is a forged line believed in that mailbox? The exit code: 2 where it is. */
int ctl_check_auth(struct ctl *ctl, const char *name);

#endif
