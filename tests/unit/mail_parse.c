/* The reader alone, as `ombudctl parse` has it: for scoring and timing without the rest. */
#include "cmd_parse.h"

int main(int argc, char **argv)
{
	return argc > 1 ? cmd_parse(argc - 1, argv + 1) : 64;
}
