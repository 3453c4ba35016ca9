/* ombudctl template as a program of its own: golden tests need no more of ombudctl. */
#include "ctl/cmd_template.h"

int main(int argc, char **argv)
{
	return cmd_template(argc, argv);
}
